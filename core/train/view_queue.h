// SPDX-License-Identifier: Apache-2.0
//
// Task views in progress. Each uses weights copied at the time of the request, so that training
// continues between its pieces.
#pragma once

#include "core/models/model.h"
#include "core/protocol/events.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

namespace emascope {

/// [trainer-thread] only.
class ViewQueue {
 public:
  /// Queues `work`, which reads `weights`. `begun` is returned, completed, when it is done.
  void add(event::Viewed begun, std::unique_ptr<Model> weights, ViewWork work);

  /// Pending requests, in order.
  [[nodiscard]] std::vector<std::uint64_t> requests() const;
  /// Works on the views in order for at most `budget` (always at least one piece). Returns the
  /// views completed by this call.
  [[nodiscard]] std::vector<event::Viewed> advance(std::chrono::nanoseconds budget);

 private:
  struct Waiting {
    event::Viewed answer = {};
    std::unique_ptr<Model> weights = {};
    ViewWork work = {};
  };
  std::deque<Waiting> waiting_;
};

}  // namespace emascope
