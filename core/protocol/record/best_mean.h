// SPDX-License-Identifier: Apache-2.0
//
// The best mean of losses that come one after the other, in constant time each. One evaluation of a
// noisy curve is unreliable, so "best" is the best mean of five. Losses that are not finite count
// for none.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace emascope {

inline constexpr std::size_t kBestOf = 5;

struct Best {
  double loss = 0.0;      ///< lowest mean of kBestOf consecutive finite evaluations
  std::int64_t step = 0;  ///< of the last of them
};

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
