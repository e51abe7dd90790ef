// SPDX-License-Identifier: Apache-2.0
#include "core/train/report_queue.h"

#include "core/train/out_of_memory.h"

#include <algorithm>
#include <exception>
#include <utility>

#include <c10/core/InferenceMode.h>
#include <c10/util/Exception.h>

namespace emascope {
namespace {

/// Puts the time that went into an answer into it, if it tells that.
void tellWork(Event& answer, std::chrono::nanoseconds spent) {
  std::visit(
      [spent](auto& told) {
        if constexpr (requires { told.work; }) {
          told.work = std::chrono::duration<double>(spent).count();
        }
      },
      answer);
}

}  // namespace

Error reportErrorOfCurrentException(const std::string& where) {
  if (isOutOfMemory()) return {where, "there is not enough memory", "fewer tracks, or later"};
  try {
    throw;
  } catch (const c10::Error& error) {
    return {where, error.what_without_backtrace(), ""};
  } catch (const std::exception& error) {
    return {where, error.what(), ""};
  } catch (...) {
    return {where, "unknown error", ""};
  }
}

Status ReportQueue::roomFor(const Request& request) const {
  const auto others =
      std::ranges::count_if(request.can_wait ? patient_ : waiting_,
                            [&](const Waiting& other) { return !supersedes(request, other); });
  if (static_cast<std::size_t>(others) < kMostWaiting) return Ok{};
  return Error{request.where, std::to_string(others) + " requests are waiting already",
               "after the next answer"};
}

void ReportQueue::add(Request request, ReportWork work, std::chrono::nanoseconds spent) {
  std::deque<Waiting>& reports = request.can_wait ? patient_ : waiting_;
  std::erase_if(reports, [&](const Waiting& other) {
    if (!supersedes(request, other)) return false;
    superseded_.push_back(
        {other.request.number, Error{other.request.where, std::string(event::kSuperseded), ""}});
    return true;
  });
  reports.push_back({std::move(request), std::move(work), spent});
}

std::vector<ReportQueue::Request> ReportQueue::waiting() const {
  std::vector<Request> requests;
  for (const Waiting& each : waiting_) requests.push_back(each.request);
  return requests;
}

std::vector<event::Rejected> ReportQueue::refuseAll(const std::string& why) {
  std::vector<event::Rejected> refusals = std::exchange(superseded_, {});
  for (std::deque<Waiting>* const reports : {&waiting_, &patient_}) {
    for (const Waiting& each : std::exchange(*reports, {})) {
      refusals.push_back({each.request.number, Error{each.request.where, why, ""}});
    }
  }
  return refusals;
}

std::vector<Event> ReportQueue::advance(std::chrono::nanoseconds budget) {
  return work(waiting_, budget);
}

std::vector<Event> ReportQueue::advancePatient(std::chrono::nanoseconds budget) {
  return work(patient_, budget);
}

std::vector<Event> ReportQueue::work(std::deque<Waiting>& reports,
                                     std::chrono::nanoseconds budget) {
  const c10::InferenceMode guard;
  std::vector<Event> answers;
  for (event::Rejected& refusal : std::exchange(superseded_, {})) {
    answers.emplace_back(std::move(refusal));
  }
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  auto now = begin;
  do {
    if (reports.empty()) break;
    Waiting& first = reports.front();
    first.begun = true;
    const auto before = now;
    std::optional<Event> answer;
    try {
      answer = first.work();
    } catch (...) {
      answer =
          event::Rejected{first.request.number, reportErrorOfCurrentException(first.request.where)};
    }
    now = Clock::now();
    first.spent += now - before;
    if (!answer) continue;
    tellWork(*answer, first.spent);
    answers.push_back(std::move(*answer));
    reports.pop_front();
  } while (now - begin < budget);
  return answers;
}

}  // namespace emascope
