// SPDX-License-Identifier: Apache-2.0
//
// Stretches of the online floats that do not train, begin with values that cannot be averaged, and
// stay as they are: the mask of causal attention, -infinity above the diagonal. They are copied
// where others are averaged (-infinity less -infinity is NaN), and are no sign of divergence. One
// that changes is a buffer like others from then on: running minima begin at infinity.
#pragma once

#include "core/ema/online_state.h"
#include "core/ema/tensor_ranges.h"

#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

/// [trainer-thread] only.
class ConstantSlots {
 public:
  ConstantSlots() = default;
  /// Of `slots` as they are now in `floats`.
  ConstantSlots(const std::vector<TensorSlot>& slots, const at::Tensor& floats);

  [[nodiscard]] bool empty() const { return kept_.empty(); }
  /// Lets go of those that have other values in `floats` than they began with; true if any.
  bool dropChanged(const at::Tensor& floats);
  /// Whether the slot at `offset` is one of them.
  [[nodiscard]] bool has(std::int64_t offset) const;
  /// `plan` with them copied instead of averaged.
  [[nodiscard]] TensorRanges copied(TensorRanges plan) const;
  /// The stretches of `count` floats between them.
  [[nodiscard]] std::vector<FlatRange> others(std::int64_t count) const;

 private:
  struct Kept {
    FlatRange range = {};
    at::Tensor values = {};
  };
  std::vector<Kept> kept_ = {};  ///< by rising offset
};

}  // namespace emascope
