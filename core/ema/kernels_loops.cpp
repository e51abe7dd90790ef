// SPDX-License-Identifier: Apache-2.0
//
// Compiled once for each instruction set; see core/simd/lanes.h.
#include "core/ema/kernels_loops.h"

#include "core/simd/lanes.h"

namespace emascope::blending {
namespace {

constexpr std::size_t kWide = kLanes / 2;  ///< doubles in a register
constexpr std::size_t kLine = 16;          ///< floats in a cache line
constexpr std::size_t kAhead =
    256;  ///< floats to prefetch ahead; less or more is slower for large arrays
constexpr std::size_t kAheadOfLook = 1024;
constexpr std::size_t kGroup = 8;  ///< averages blended side by side
constexpr std::int32_t kMagnitude = 0x7fffffff;

// NOLINTBEGIN(modernize-use-using): GCC takes these attributes on a typedef.
typedef double Doubles __attribute__((vector_size(kWide * sizeof(double))));
typedef float UnalignedHalf
    __attribute__((vector_size(kWide * sizeof(float)), aligned(4), may_alias));
typedef double UnalignedDoubles
    __attribute__((vector_size(kWide * sizeof(double)), aligned(8), may_alias));
// NOLINTEND(modernize-use-using)

EMASCOPE_INLINE IntLanes magnitude(const float* from) { return loadBits(from) & kMagnitude; }
EMASCOPE_INLINE UnalignedHalf loadHalf(const float* from) {
  return *reinterpret_cast<const UnalignedHalf*>(from);
}

template <std::size_t kTracks>
void blendGroup(float* const* averages, const float* rates, const float* online,
                std::size_t count) {
  float* average[kTracks];
  Lanes rate[kTracks];
  for (std::size_t k = 0; k < kTracks; ++k) {
    average[k] = averages[k];
    rate[k] = broadcast(rates[k]);
  }
  std::size_t i = 0;
  for (; i + kLine <= count; i += kLine) {
    __builtin_prefetch(online + i + kAhead);
#pragma GCC unroll 8
    for (std::size_t k = 0; k < kTracks; ++k) {
      __builtin_prefetch(average[k] + i + kAhead, 1);
#pragma GCC unroll 4
      for (std::size_t j = i; j < i + kLine; j += kLanes) {
        const Lanes old = load(average[k] + j);
        store(average[k] + j, old + rate[k] * (load(online + j) - old));
      }
    }
  }
  for (; i < count; ++i) {
    for (std::size_t k = 0; k < kTracks; ++k) {
      average[k][i] += rates[k] * (online[i] - average[k][i]);
    }
  }
}

using Group = void (*)(float* const*, const float*, const float*, std::size_t);
constexpr Group kGroups[kGroup + 1] = {nullptr,       blendGroup<1>, blendGroup<2>,
                                       blendGroup<3>, blendGroup<4>, blendGroup<5>,
                                       blendGroup<6>, blendGroup<7>, blendGroup<8>};

void blend(float* const* averages, const float* rates, std::size_t tracks, const float* online,
           std::size_t count) {
  for (std::size_t k = 0; k < tracks; k += kGroup) {
    const std::size_t group = tracks - k < kGroup ? tracks - k : kGroup;
    kGroups[group](averages + k, rates + k, online, count);
  }
}

std::int32_t largestMagnitude(const float* values, std::size_t count) {
  constexpr std::size_t kUnroll = 4;
  IntLanes found[kUnroll] = {};
  std::size_t i = 0;
  for (; i + kUnroll * kLanes <= count; i += kUnroll * kLanes) {
#pragma GCC unroll 4
    for (std::size_t u = 0; u < kUnroll; ++u) {
      const float* const lanes = values + i + u * kLanes;
      __builtin_prefetch(lanes + kAheadOfLook);
      const IntLanes bits = magnitude(lanes);
      found[u] = bits > found[u] ? bits : found[u];
    }
  }
  std::int32_t largest = 0;
  for (const IntLanes& bits : found) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      largest = bits[lane] > largest ? bits[lane] : largest;
    }
  }
  for (; i < count; ++i) {
    const std::int32_t bits = __builtin_bit_cast(std::int32_t, values[i]) & kMagnitude;
    largest = bits > largest ? bits : largest;
  }
  return largest;
}

void addSquares(const float* online, const float* average, std::size_t count, double* sums) {
  constexpr std::size_t kParts = kSums / kWide;
  Doubles sum[kParts];
  for (std::size_t part = 0; part < kParts; ++part) {
    sum[part] = *reinterpret_cast<const UnalignedDoubles*>(sums + part * kWide);
  }
  std::size_t i = 0;
  for (; i + kSums <= count; i += kSums) {
    for (std::size_t j = i; j < i + kSums; j += kLine) {
      __builtin_prefetch(average + j + kBlock, 1,
                         2);  // prefetches what is blended next
    }
#pragma GCC unroll 16
    for (std::size_t part = 0; part < kParts; ++part) {
      const std::size_t j = i + part * kWide;
      const Doubles distance =
          __builtin_convertvector(loadHalf(online + j) - loadHalf(average + j), Doubles);
      sum[part] += distance * distance;
    }
  }
  for (std::size_t part = 0; part < kParts; ++part) {
    *reinterpret_cast<UnalignedDoubles*>(sums + part * kWide) = sum[part];
  }
  for (std::size_t slot = 0; i < count; ++i, ++slot) {
    const double distance = online[i] - average[i];
    sums[slot] += distance * distance;
  }
}

}  // namespace

namespace EMASCOPE_ISA {
extern const Loops kLoops;
const Loops kLoops = {blend, largestMagnitude, addSquares};
}  // namespace EMASCOPE_ISA

}  // namespace emascope::blending
