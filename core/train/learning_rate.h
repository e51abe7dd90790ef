// SPDX-License-Identifier: Apache-2.0
//
// The factor on the learning rate at each step: torch.optim.lr_scheduler's rules in closed form. A
// pure function of the step, so a run can resume anywhere; the base rate may change in the
// meantime. Does not depend on LibTorch.
#pragma once

#include "core/protocol/spec/method_spec.h"

#include <cstdint>
#include <vector>

namespace emascope {

class LearningRate {
 public:
  /// @pre checkRateSchedule(spec, …) is ok
  explicit LearningRate(const MethodSpec& spec = {.kind = "constant"});

  /// The factor at `step` (1-based; PyTorch counts from 0) of a run of `steps`. Later steps get the
  /// last step's factor. A warm-up of W steps uses 1/(W+1), 2/(W+1), …, like PyTorch's LinearLR
  /// starting at 1/(W+1) with SequentialLR; the schedule covers the remaining steps.
  [[nodiscard]] double factor(std::int64_t step, std::int64_t steps) const;

 private:
  /// `values`: the schedule's parameters in the order of rateSchedules().
  using Rule = double (*)(const std::vector<double>& values, double taken, double steps);

  Rule rule_;
  std::vector<double> values_;
  double warmup_ = 0.0;
};

}  // namespace emascope
