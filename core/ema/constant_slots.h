// SPDX-License-Identifier: Apache-2.0
//
// Slots of the online floats that are not trained, start with values that cannot be averaged, and
// stay constant: for example a causal attention mask, -infinity above the diagonal. Such slots are
// copied instead of averaged (-infinity - -infinity is NaN), and do not count as divergence. Once a
// slot changes, it is treated like any other buffer (a running minimum, for instance, starts at
// infinity).
#pragma once

#include "core/ema/online_state.h"
#include "core/ema/tensor_ranges.h"

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

/// [trainer-thread] only.
class ConstantSlots {
 public:
  ConstantSlots() = default;
  /// Finds the constant slots among `slots`, by their current values in `floats`.
  ConstantSlots(const std::vector<TensorSlot>& slots, const at::Tensor& floats);

  /// True if no slot is constant.
  [[nodiscard]] bool empty() const { return kept_.empty(); }
  /// Drops the slots whose values in `floats` differ from the initial ones; true if any did.
  bool dropChanged(const at::Tensor& floats);
  /// Offsets of the constant slots, ascending.
  [[nodiscard]] std::vector<std::int64_t> offsets() const;
  /// Drops the slots whose offsets are not among `offsets`.
  void keepOnly(const std::vector<std::int64_t>& offsets);
  /// Whether the slot at `offset` is constant.
  [[nodiscard]] bool has(std::int64_t offset) const;
  /// `plan` with the constant slots copied instead of averaged.
  [[nodiscard]] TensorRanges copied(TensorRanges plan) const;
  /// The ranges of `count` floats between the constant slots.
  [[nodiscard]] std::vector<FlatRange> others(std::int64_t count) const;

 private:
  struct Kept {
    FlatRange range = {};
    at::Tensor values = {};
  };
  std::vector<Kept> kept_ = {};  ///< in order of offset
};

}  // namespace emascope
