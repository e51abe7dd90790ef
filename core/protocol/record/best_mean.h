// SPDX-License-Identifier: Apache-2.0
//
// The best mean (run_summary.h) of losses that come one after the other, in constant time each.
#pragma once

#include "core/protocol/record/run_summary.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace emascope {

class BestMean {
 public:
  void add(double loss, std::int64_t step);
  /// None before kBestOf consecutive finite losses.
  [[nodiscard]] const std::optional<Best>& best() const { return best_; }

 private:
  std::array<double, kBestOf> recent_ = {};  // the oldest first
  std::size_t finite_ = 0;                   // of the latest ones, without a gap
  std::optional<Best> best_;
};

}  // namespace emascope
