// SPDX-License-Identifier: Apache-2.0
//
// Reports in progress: task pictures, comparisons of samples, distances. Each uses weights copied
// at the time of the request, so that training continues between its pieces. Their number is
// limited, and so is the memory for those copies. Reports that can wait, such as averages made
// afterwards, are kept apart, so that they hold up no other.
#pragma once

#include "core/protocol/events.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// Computes a report in pieces, one per call, so that training can continue in between. Returns the
/// answer with the last piece and nothing before. The caller holds an InferenceMode guard.
using ReportWork = std::function<std::optional<Event>()>;

/// [trainer-thread] only.
class ReportQueue {
 public:
  static constexpr std::size_t kMostWaiting = 16;

  struct Request {
    std::uint64_t number = 0;
    std::string where = {};  ///< names it in errors: "picture main"
    /// Those that have not begun are superseded by a newer one of the same series; empty: none.
    std::string series = {};
    bool can_wait = false;
  };

  /// Returns an error if kMostWaiting others of its kind would wait.
  [[nodiscard]] Status roomFor(const Request& request) const;
  /// `spent`: time that went into preparing `work`.
  /// @pre roomFor(request) is ok
  void add(Request request, ReportWork work, std::chrono::nanoseconds spent = {});

  /// Unanswered requests, in order, without those that can wait.
  [[nodiscard]] std::vector<Request> waiting() const;
  /// Whether there are requests that can wait.
  [[nodiscard]] bool hasPatient() const { return !patient_.empty(); }
  /// Works on the reports in order for at most `budget` (always at least one piece). Returns the
  /// answers: reports completed by this call, with the time that went into them where the answer
  /// reports it (event::Rendered::work), and Rejected for those that were superseded since the last
  /// call or whose work has thrown an exception.
  [[nodiscard]] std::vector<Event> advance(std::chrono::nanoseconds budget);
  /// The same with the reports that can wait.
  [[nodiscard]] std::vector<Event> advancePatient(std::chrono::nanoseconds budget);
  /// Gives up all reports. Returns a refusal for each request that has not been answered.
  [[nodiscard]] std::vector<event::Rejected> refuseAll(const std::string& why);

 private:
  struct Waiting {
    Request request = {};
    ReportWork work = {};
    std::chrono::nanoseconds spent = {};
    bool begun = false;
  };
  [[nodiscard]] static bool supersedes(const Request& request, const Waiting& other) {
    return !other.begun && !request.series.empty() && request.series == other.request.series;
  }

  [[nodiscard]] std::vector<Event> work(std::deque<Waiting>& reports,
                                        std::chrono::nanoseconds budget);

  std::deque<Waiting> waiting_;
  std::deque<Waiting> patient_;
  std::vector<event::Rejected> superseded_;
};

/// Why a report could not be made. A report changes nothing, so that the run goes on without it.
/// @pre called within a catch block
[[nodiscard]] Error reportErrorOfCurrentException(const std::string& where);

}  // namespace emascope
