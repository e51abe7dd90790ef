// SPDX-License-Identifier: Apache-2.0
//
// What the tests of the kernels share: the types, and an array at any offset from a multiple of 16
// bytes, with a guard before and behind it.
#pragma once

#include "core/cuda/plugin/emascope_cuda.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace emascope {

inline constexpr int kTypes[] = {EMASCOPE_CUDA_FLOAT32, EMASCOPE_CUDA_BFLOAT16,
                                 EMASCOPE_CUDA_FLOAT16};
inline constexpr std::size_t kChunk = 4096;  ///< values that a block processes at a time

/// `count` elements that start `offset` elements behind a multiple of 16 bytes.
template <typename Value>
class Placed {
 public:
  Placed(std::size_t count, std::size_t offset, Value guard)
      : count_(count), guard_(guard), memory_(count + offset + 1 + 16 / sizeof(Value), guard) {
    while (reinterpret_cast<std::uintptr_t>(memory_.data() + first_) % 16 != 0) ++first_;
    first_ += offset;
  }
  [[nodiscard]] Value* data() { return memory_.data() + first_; }
  [[nodiscard]] const Value* data() const { return memory_.data() + first_; }
  [[nodiscard]] bool guardsStand() const {
    bool stand = true;
    for (std::size_t i = 0; i < memory_.size(); ++i) {
      if (i < first_ || i >= first_ + count_) stand = stand && memory_[i] == guard_;
    }
    return stand;
  }

 private:
  std::size_t count_;
  Value guard_;
  std::size_t first_ = 0;
  std::vector<Value> memory_;
};

}  // namespace emascope
