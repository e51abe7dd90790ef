// SPDX-License-Identifier: Apache-2.0
//
// A vector register of floats, as wide as the instruction set for which the including source is
// compiled (EMASCOPE_ISA). Such a source is compiled several times, so everything here has internal
// linkage and no standard header is included: an inline library function compiled for AVX could be
// linked into all of the program.
#pragma once

#define EMASCOPE_INLINE inline __attribute__((always_inline))

namespace {

#if defined(__AVX512F__)
constexpr int kLanes = 16;
#elif defined(__AVX2__)
constexpr int kLanes = 8;
#else
constexpr int kLanes = 4;
#endif

// NOLINTBEGIN(modernize-use-using): GCC takes these attributes on a typedef.
typedef float Lanes __attribute__((vector_size(kLanes * sizeof(float))));
typedef int IntLanes __attribute__((vector_size(kLanes * sizeof(int))));
typedef float UnalignedLanes
    __attribute__((vector_size(kLanes * sizeof(float)), aligned(4), may_alias));
// NOLINTEND(modernize-use-using)

EMASCOPE_INLINE Lanes broadcast(float value) { return value - Lanes{}; }
EMASCOPE_INLINE Lanes load(const float* from) {
  return *reinterpret_cast<const UnalignedLanes*>(from);
}
EMASCOPE_INLINE void store(float* to, Lanes value) {
  *reinterpret_cast<UnalignedLanes*>(to) = value;
}

}  // namespace
