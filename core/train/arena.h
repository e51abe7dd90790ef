// SPDX-License-Identifier: Apache-2.0
//
// Lays a model's tensors out in one flat array (an arena). Each tensor starts at a multiple of 256
// bytes; the gaps are zero and stay zero. Tensors that share memory (tied weights) share a slot.
#pragma once

#include "core/models/model.h"

#include <cstdint>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

struct Slot {
  std::string name = {};
  std::int64_t offset = 0;  ///< elements from the start of the array
  std::int64_t count = 0;
  std::vector<std::int64_t> shape = {};
};

/// One slot per tensor, in the order given.
struct ArenaLayout {
  std::vector<Slot> slots = {};
  std::int64_t size = 0;  ///< elements, a multiple of 64
};

/// Throws std::invalid_argument, with the name, for a tensor that is not of `type`.
[[nodiscard]] ArenaLayout layoutOf(const std::vector<NamedTensor>& tensors, at::ScalarType type);

enum class Contents { kTake, kReplace };

/// Makes each tensor a view of its slot in `arena`. kTake copies the tensor's values into the
/// arena; kReplace keeps the arena's values.
void layInto(const ArenaLayout& layout, const std::vector<NamedTensor>& tensors,
             const at::Tensor& arena, Contents contents);

/// Makes each tensor's gradient a view of its slot in `arena`.
void layGradients(const ArenaLayout& layout, const std::vector<NamedTensor>& tensors,
                  const at::Tensor& arena);

/// True if every tensor is still where layInto() put it. A model that has replaced a tensor would
/// train or evaluate different values than those averaged.
[[nodiscard]] bool liesIn(const ArenaLayout& layout, const std::vector<NamedTensor>& tensors,
                          const at::Tensor& arena);
[[nodiscard]] bool gradientsLieIn(const ArenaLayout& layout,
                                  const std::vector<NamedTensor>& tensors, const at::Tensor& arena);

}  // namespace emascope
