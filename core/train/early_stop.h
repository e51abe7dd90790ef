// SPDX-License-Identifier: Apache-2.0
//
// Early stopping. Plain values; does not depend on LibTorch.
#pragma once

#include "core/protocol/spec/training_spec.h"

#include <cstdint>
#include <limits>
#include <string>
#include <utility>

namespace emascope {

class EarlyStopWatch {
 public:
  explicit EarlyStopWatch(EarlyStop rule = {}) : rule_(std::move(rule)) {}

  /// Label whose loss is watched; null: none.
  [[nodiscard]] const std::string* watched() const {
    return rule_.patience > 0 ? &rule_.of : nullptr;
  }

  /// Records the watched loss of the next evaluation. NaN is no improvement. Returns true if the
  /// run should end.
  [[nodiscard]] bool isEnough(double loss) {
    const bool better = loss < lowest_;
    if (better) lowest_ = loss;
    in_vain_ = better ? 0 : in_vain_ + 1;
    return rule_.patience > 0 && in_vain_ >= rule_.patience;
  }

  [[nodiscard]] double lowest() const { return lowest_; }
  [[nodiscard]] std::int64_t inVain() const { return in_vain_; }
  /// Continues with what the two have returned. A watch that has ended the run restarts.
  void restore(double lowest, std::int64_t in_vain) {
    if (rule_.patience > 0 && in_vain >= rule_.patience) return;
    lowest_ = lowest;
    in_vain_ = in_vain;
  }

  /// Human-readable reason why the run ended.
  [[nodiscard]] std::string why() const {
    return "the loss of " + rule_.of + " has not improved for " + std::to_string(in_vain_) +
           (in_vain_ == 1 ? " evaluation" : " evaluations");
  }

 private:
  EarlyStop rule_;
  double lowest_ = std::numeric_limits<double>::infinity();
  std::int64_t in_vain_ = 0;
};

}  // namespace emascope
