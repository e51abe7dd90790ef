// SPDX-License-Identifier: Apache-2.0
#include "core/train/arena.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <stdexcept>

#include <ATen/core/grad_mode.h>

namespace emascope {
namespace {

constexpr std::int64_t kSlotStep = 64;  ///< elements: 256 bytes of float32

at::Tensor slotView(const at::Tensor& arena, const Slot& slot) {
  return arena.narrow(0, slot.offset, slot.count).view(slot.shape);
}

const std::byte* address(const at::Tensor& tensor) {
  return static_cast<const std::byte*>(tensor.const_data_ptr());
}

bool isAt(const at::Tensor& tensor, const at::Tensor& arena, const Slot& slot) {
  return tensor.defined() && tensor.is_contiguous() &&
         address(tensor) ==
             address(arena) + slot.offset * static_cast<std::int64_t>(arena.element_size());
}

}  // namespace

ArenaLayout layoutOf(const std::vector<NamedTensor>& tensors, at::ScalarType type) {
  ArenaLayout layout;
  std::map<const void*, std::int64_t> placed;
  for (const auto& [name, tensor] : tensors) {
    if (tensor.scalar_type() != type) {
      throw std::invalid_argument("tensor " + name + " has a different type than its arena");
    }
    const auto [place, is_new] = placed.try_emplace(tensor.const_data_ptr(), layout.size);
    layout.slots.push_back({name, place->second, tensor.numel(), tensor.sizes().vec()});
    if (!is_new) continue;
    const std::int64_t count = std::max<std::int64_t>(tensor.numel(), 1);
    layout.size += (count + kSlotStep - 1) / kSlotStep * kSlotStep;
  }
  return layout;
}

void layInto(const ArenaLayout& layout, const std::vector<NamedTensor>& tensors,
             const at::Tensor& arena, Contents contents) {
  const at::NoGradGuard no_grad;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    at::Tensor tensor = tensors[i].tensor;
    const at::Tensor view = slotView(arena, layout.slots[i]);
    if (contents == Contents::kTake) view.copy_(tensor);
    tensor.set_data(view);
  }
}

void layGradients(const ArenaLayout& layout, const std::vector<NamedTensor>& tensors,
                  const at::Tensor& arena) {
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const at::Tensor& tensor = tensors[i].tensor;
    tensor.mutable_grad() = slotView(arena, layout.slots[i]);
  }
}

bool liesIn(const ArenaLayout& layout, const std::vector<NamedTensor>& tensors,
            const at::Tensor& arena) {
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    if (!isAt(tensors[i].tensor, arena, layout.slots[i])) return false;
  }
  return true;
}

bool gradientsLieIn(const ArenaLayout& layout, const std::vector<NamedTensor>& tensors,
                    const at::Tensor& arena) {
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    if (!isAt(tensors[i].tensor.grad(), arena, layout.slots[i])) return false;
  }
  return true;
}

}  // namespace emascope
