// SPDX-License-Identifier: Apache-2.0
//
// Task views as they are being made: each of weights copied when it was asked for, so that training
// goes on between its pieces.
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
  /// `begun` is answered when `work`, which looks at `weights`, is done.
  void add(event::Viewed begun, std::unique_ptr<Model> weights, ViewWork work);

  /// Requests not answered yet, in their order.
  [[nodiscard]] std::vector<std::uint64_t> requests() const;
  /// Goes on, first come first served, until `budget` is spent, by one piece at least; what is
  /// whole by then.
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
