// SPDX-License-Identifier: Apache-2.0
//
// A model's tensors in one flat array: where each lies, and how to lay them there. Each begins at a
// multiple of 256 bytes; what is between them is zero and stays zero. Tensors that share memory
// (tied weights) share a place.
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

/// Makes each tensor a view of its slot in `arena`. kTake brings the tensor's values along,
/// kReplace takes what is there.
void layInto(const ArenaLayout& layout, const std::vector<NamedTensor>& tensors,
             const at::Tensor& arena, Contents contents);

/// Makes each tensor's gradient a view of its slot in `arena`.
void layGradients(const ArenaLayout& layout, const std::vector<NamedTensor>& tensors,
                  const at::Tensor& arena);

/// True if every tensor still lies where layInto() put it; a model that replaced one of its tensors
/// would train or evaluate something else than what is averaged.
[[nodiscard]] bool liesIn(const ArenaLayout& layout, const std::vector<NamedTensor>& tensors,
                          const at::Tensor& arena);
[[nodiscard]] bool gradientsLieIn(const ArenaLayout& layout,
                                  const std::vector<NamedTensor>& tensors, const at::Tensor& arena);

}  // namespace emascope
