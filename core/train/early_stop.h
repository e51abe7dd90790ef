// SPDX-License-Identifier: Apache-2.0
//
// When a run has stopped getting better. Plain values; knows no LibTorch.
#pragma once

#include "core/protocol/training_spec.h"

#include <cstdint>
#include <limits>
#include <string>
#include <utility>

namespace emascope {

class EarlyStopWatch {
 public:
  explicit EarlyStopWatch(EarlyStop rule = {}) : rule_(std::move(rule)) {}

  /// Whose loss it wants to see; null: nobody's.
  [[nodiscard]] const std::string* watched() const {
    return rule_.patience > 0 ? &rule_.of : nullptr;
  }

  /// The watched loss of the next evaluation; one that is NaN is no better. True if the run should
  /// end.
  [[nodiscard]] bool isEnough(double loss) {
    const bool better = loss < lowest_;
    if (better) lowest_ = loss;
    in_vain_ = better ? 0 : in_vain_ + 1;
    return rule_.patience > 0 && in_vain_ >= rule_.patience;
  }

  /// For people: why the run has ended.
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
