// SPDX-License-Identifier: Apache-2.0
//
// The weights that are averaged, as flat arrays, and which stretch of them is which tensor. Handles
// only: the arrays are the model's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

/// The kinds that rules treat differently. Transient buffers are the non-persistent ones, which no
/// state_dict has.
enum class TensorKind {
  kTrainable,
  kFrozen,
  kBuffer,
  kTransientBuffer,
  kInteger,
  kTransientInteger
};

/// Whether a tensor of this kind lies in OnlineState::counters and not in ::floats.
[[nodiscard]] constexpr bool isInteger(TensorKind kind) {
  return kind == TensorKind::kInteger || kind == TensorKind::kTransientInteger;
}

/// One tensor: a stretch of OnlineState::floats, or of ::counters for the integer kinds. Tied
/// tensors are one slot.
struct TensorSlot {
  std::string name = {};
  TensorKind kind = TensorKind::kTrainable;
  std::int64_t offset = 0;  ///< elements
  std::int64_t count = 0;
};

/// Flat and contiguous. What lies between slots is zero and stays zero.
struct OnlineState {
  at::Tensor floats = {};    ///< float32: weights, then float buffers
  std::int64_t weights = 0;  ///< how many of `floats` are weights
  at::Tensor counters = {};  ///< int64 buffers, on the CPU or the device; may be undefined
  /// In the order of their offsets. Empty: all weights are one trainable tensor without a name, all
  /// float buffers another, all counters a third.
  std::vector<TensorSlot> slots = {};
};

/// `state.slots`, or what its being empty means.
[[nodiscard]] std::vector<TensorSlot> slotsOf(const OnlineState& state);

/// A zeroed flat float32 tensor on `device`; on the CPU aligned to 256 bytes.
[[nodiscard]] at::Tensor flatFloats(std::int64_t count, const at::Device& device);

/// Copies all of `from` to `to`, of the same type, size and device; both may be undefined.
void copyFlat(const at::Tensor& to, const at::Tensor& from);

}  // namespace emascope
