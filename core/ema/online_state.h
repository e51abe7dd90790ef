// SPDX-License-Identifier: Apache-2.0
//
// The online weights as flat arrays, and the slot of each tensor in them. Holds tensor handles
// only; the memory is the model's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

/// Kinds of tensors that rules treat differently. Transient buffers are non-persistent: not in the
/// state_dict.
enum class TensorKind {
  kTrainable,         ///< parameter with requires_grad true
  kFrozen,            ///< parameter with requires_grad false
  kBuffer,            ///< floating-point buffer
  kTransientBuffer,   ///< floating-point buffer, not persistent
  kInteger,           ///< integer parameter or buffer
  kTransientInteger,  ///< integer buffer, not persistent
};

/// Whether a tensor of this kind is in OnlineState::counters rather than in OnlineState::floats.
[[nodiscard]] constexpr bool isInteger(TensorKind kind) {
  return kind == TensorKind::kInteger || kind == TensorKind::kTransientInteger;
}

/// One tensor: a range of OnlineState::floats, or of OnlineState::counters for the integer kinds.
/// Tied tensors share one slot.
struct TensorSlot {
  std::string name = {};                     ///< "fc.weight"
  TensorKind kind = TensorKind::kTrainable;  ///< decides how rules treat it
  std::int64_t offset = 0;                   ///< in elements
  std::int64_t count = 0;                    ///< number of elements
};

/// Flat and contiguous. Padding between slots is zero and stays zero.
struct OnlineState {
  at::Tensor floats = {};    ///< float32: weights, then float buffers
  std::int64_t weights = 0;  ///< number of weights at the front of `floats`
  at::Tensor counters = {};  ///< int64 buffers, on the CPU or the device; may be undefined
  /// In order of offset. Empty: all weights are one unnamed trainable tensor, all float buffers a
  /// second tensor, all counters a third.
  std::vector<TensorSlot> slots = {};
};

/// `state.slots`, or the default slots if it is empty.
[[nodiscard]] std::vector<TensorSlot> slotsOf(const OnlineState& state);

/// A zeroed flat float32 tensor on `device`; on the CPU aligned to 256 bytes.
[[nodiscard]] at::Tensor flatFloats(std::int64_t count, const at::Device& device);

/// Copies `from` to `to`, of the same type, size and device; both may be undefined.
void copyFlat(const at::Tensor& to, const at::Tensor& from);

}  // namespace emascope
