// SPDX-License-Identifier: Apache-2.0
//
// What the learning rate is multiplied with at each step: torch.optim.lr_scheduler's rules in
// closed form. Pure, so that a run is resumed anywhere; the rate itself may change meanwhile. Knows
// no LibTorch.
#pragma once

#include "core/protocol/method_spec.h"

#include <cstdint>
#include <vector>

namespace emascope {

class LearningRate {
 public:
  /// @pre checkRateSchedule(spec, …) is ok
  explicit LearningRate(const MethodSpec& spec = {.kind = "constant"});

  /// For `step`, 1-based, of a run of `steps`; one beyond the last has the last one's. PyTorch
  /// counts from 0. The W steps of a warm-up have 1/(W+1), 2/(W+1), …: torch's LinearLR from
  /// 1/(W+1) on, with SequentialLR; the schedule then has the steps that are left.
  [[nodiscard]] double factor(std::int64_t step, std::int64_t steps) const;

 private:
  /// `values`: the schedule's parameters in the order of rateSchedules().
  using Rule = double (*)(const std::vector<double>& values, double taken, double steps);

  Rule rule_;
  std::vector<double> values_;
  double warmup_ = 0.0;
};

}  // namespace emascope
