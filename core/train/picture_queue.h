// SPDX-License-Identifier: Apache-2.0
//
// Task pictures in progress. Each uses weights copied at the time of the request, so that training
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
class PictureQueue {
 public:
  /// Queues `work`, which reads `weights`. `begun` is returned, completed, when it is done.
  void add(event::Rendered begun, std::unique_ptr<Model> weights, PictureWork work);

  /// Pending requests, in order.
  [[nodiscard]] std::vector<std::uint64_t> requests() const;
  /// Works on the pictures in order for at most `budget` (always at least one piece). Returns the
  /// pictures completed by this call.
  [[nodiscard]] std::vector<event::Rendered> advance(std::chrono::nanoseconds budget);

 private:
  struct Waiting {
    event::Rendered answer = {};
    std::unique_ptr<Model> weights = {};
    PictureWork work = {};
  };
  std::deque<Waiting> waiting_;
};

}  // namespace emascope
