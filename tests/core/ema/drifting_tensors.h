// SPDX-License-Identifier: Apache-2.0
//
// A model for tests, as a list: one tensor of each type and habit, moving as noisy weights do.
#pragma once

#include "core/ema/live_tensors.h"

#include <cmath>
#include <stdexcept>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/zeros.h>

namespace emascope {

class DriftingTensors {
 public:
  DriftingTensors() {
    const auto made = [](at::IntArrayRef shape, at::ScalarType type) {
      return at::zeros(shape, at::TensorOptions().dtype(type));
    };
    list_ = {{"weight", made({4, 3}, at::kFloat)},
             {"strided", made({3, 5}, at::kFloat).t()},
             {"half", made({6}, at::kHalf)},
             {"bfloat", made({2, 2}, at::kBFloat16)},
             {"double", made({3}, at::kDouble)},
             {"complex", made({2}, at::kComplexFloat)},
             {"nothing", made({0, 3}, at::kFloat)},
             {"one", made({}, at::kFloat)},
             {"frozen", made({3}, at::kFloat), TensorKind::kFrozen},
             {"frozen_double", made({2}, at::kDouble), TensorKind::kFrozen},
             {"mean", made({3}, at::kFloat), TensorKind::kBuffer},
             {"count", made({}, at::kLong), TensorKind::kInteger},
             {"flags", made({2}, at::kBool), TensorKind::kInteger}};
    list_[0].tensor.set_requires_grad(true);
    list_.insert(list_.begin() + 1, {"tied", list_[0].tensor});
    moveTo(0);
  }

  void moveTo(int step) {
    const at::NoGradGuard no_grad;
    double phase = 0.0;
    for (const LiveTensor& one : list_) {
      phase += 0.7;
      if (one.name == "tied") continue;
      if (one.kind == TensorKind::kInteger) {
        one.tensor.fill_(one.name == "flags" ? step % 2 : step);
        continue;
      }
      const at::Tensor places = at::arange(one.tensor.numel(), at::kDouble);
      one.tensor.copy_(
          places.mul(0.2).add(0.9 * step + phase).sin().add(0.01 * step).view(one.tensor.sizes()));
    }
  }

  [[nodiscard]] const std::vector<LiveTensor>& list() const { return list_; }
  LiveTensor& operator[](std::string_view name) {
    for (LiveTensor& one : list_) {
      if (one.name == name) return one;
    }
    throw std::out_of_range("no such tensor");
  }

 private:
  std::vector<LiveTensor> list_;
};

}  // namespace emascope
