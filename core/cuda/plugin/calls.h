// SPDX-License-Identifier: Apache-2.0
//
// What the functions of the interface share: checks of their arguments, and the number of blocks.
#pragma once

#include "core/cuda/plugin/values.h"

namespace emascope::cuda {

inline bool isMultiple(const void* address, size_t size) {
  return reinterpret_cast<size_t>(address) % size == 0;
}

inline int codeOf(int failure) {
  return failure == 0 ? EMASCOPE_CUDA_OK : EMASCOPE_CUDA_FAILED + failure;
}

inline bool isType(int type) {
  return type >= EMASCOPE_CUDA_FLOAT32 && type <= EMASCOPE_CUDA_FLOAT16;
}

inline size_t sizeOf(int type) { return type == EMASCOPE_CUDA_FLOAT32 ? 4 : 2; }

inline unsigned bitsOf(float value) {
  unsigned bits = 0;
  static_assert(sizeof bits == sizeof value);
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}

/// An array of `count` elements of `size` bytes.
inline int checkArray(const void* array, size_t size, size_t count) {
  if (array == nullptr && count > 0) return EMASCOPE_CUDA_NULL;
  return isMultiple(array, size) ? EMASCOPE_CUDA_OK : EMASCOPE_CUDA_ADDRESS;
}

inline int chooseBlocks(size_t chunks, unsigned* blocks) {
  if (*blocks > 0) return 0;
  constexpr size_t kMost = 1U << 20U;
  return usualBlocks(static_cast<unsigned>(chunks < kMost ? chunks : kMost), blocks);
}

}  // namespace emascope::cuda
