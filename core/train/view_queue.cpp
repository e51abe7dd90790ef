// SPDX-License-Identifier: Apache-2.0
#include "core/train/view_queue.h"

#include <utility>

#include <c10/core/InferenceMode.h>

namespace emascope {

void ViewQueue::add(event::Viewed begun, std::unique_ptr<Model> weights, ViewWork work) {
  waiting_.push_back({std::move(begun), std::move(weights), std::move(work)});
}

std::vector<std::uint64_t> ViewQueue::requests() const {
  std::vector<std::uint64_t> requests;
  for (const Waiting& each : waiting_) requests.push_back(each.answer.request);
  return requests;
}

std::vector<event::Viewed> ViewQueue::advance(std::chrono::nanoseconds budget) {
  const c10::InferenceMode guard;
  std::vector<event::Viewed> whole;
  const auto begin = std::chrono::steady_clock::now();
  do {
    if (waiting_.empty()) break;
    if (auto view = waiting_.front().work()) {
      waiting_.front().answer.view = std::move(*view);
      whole.push_back(std::move(waiting_.front().answer));
      waiting_.pop_front();
    }
  } while (std::chrono::steady_clock::now() - begin < budget);
  return whole;
}

}  // namespace emascope
