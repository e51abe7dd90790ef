// SPDX-License-Identifier: Apache-2.0
//
// What the kernels share: the types of values, how a chunk of them is read, which value is bad, and
// sums whose order depends on the number of values alone, not on the grid.
#pragma once

#include "core/cuda/plugin/emascope_cuda.h"
#include "core/cuda/plugin/launch.h"

namespace emascope::cuda {

inline constexpr unsigned kThreads = 256;  ///< per block
inline constexpr unsigned kWarp = 32;      ///< threads that shuffle
inline constexpr size_t kChunk = 4096;     ///< values
inline constexpr unsigned kMagnitude = 0x7fffffffU;
inline constexpr unsigned kInfinityBits = 0x7f800000U;

struct Float32 {
  using Stored = float;
  static constexpr int kPer = 4;  ///< values in 16 bytes
  EMASCOPE_DEVICE static float value(const float* from) { return loadConstant(from); }
  /// Value i of 16 bytes.
  EMASCOPE_DEVICE static float valueOf(const unsigned (&words)[4], int i) {
    return asFloat(words[i]);
  }
};

/// bfloat16 is the upper half of a float32.
struct Bfloat16 {
  using Stored = unsigned short;
  static constexpr int kPer = 8;
  EMASCOPE_DEVICE static float value(const unsigned short* from) {
    return asFloat(static_cast<unsigned>(loadConstant(from)) << 16U);
  }
  EMASCOPE_DEVICE static float valueOf(const unsigned (&words)[4], int i) {
    return asFloat(i % 2 == 0 ? words[i / 2] << 16U : words[i / 2] & 0xffff0000U);
  }
};

struct Float16 {
  using Stored = unsigned short;
  static constexpr int kPer = 8;
  EMASCOPE_DEVICE static float value(const unsigned short* from) {
    return float16AsFloat(loadConstant(from));
  }
  EMASCOPE_DEVICE static float valueOf(const unsigned (&words)[4], int i) {
    return float16AsFloat(
        static_cast<unsigned short>(i % 2 == 0 ? words[i / 2] & 0xffffU : words[i / 2] >> 16U));
  }
};

inline size_t chunksOf(size_t count) { return (count + kChunk - 1) / kChunk; }

EMASCOPE_DEVICE bool isSkipped(const unsigned long long* skip) {
  return skip != nullptr && *skip != EMASCOPE_CUDA_NONE_BAD;
}

/// NaN's bits are above infinity's.
EMASCOPE_DEVICE bool isBad(float value, unsigned limit) {
  return (asBits(value) & kMagnitude) >= limit;
}

/// Index of the first bad one of `n` values, or `until_now`, which is smaller if it is one.
template <int n>
EMASCOPE_DEVICE unsigned long long firstBad(const float (&values)[n], size_t first, unsigned limit,
                                            unsigned long long until_now) {
  EMASCOPE_UNROLL
  for (int i = n - 1; i >= 0; --i) {
    const unsigned long long at = first + static_cast<unsigned>(i);
    if (isBad(values[i], limit) && at < until_now) until_now = at;
  }
  return until_now;
}

/// The kPer values at `first`.
template <typename Online, bool kAligned>
EMASCOPE_DEVICE void loadValues(const typename Online::Stored* from,
                                float (&values)[Online::kPer]) {
  if constexpr (kAligned) {
    unsigned words[4] = {};
    loadConstantWords(from, words);
    EMASCOPE_UNROLL
    for (int i = 0; i < Online::kPer; ++i) values[i] = Online::valueOf(words, i);
  } else {
    EMASCOPE_UNROLL
    for (int i = 0; i < Online::kPer; ++i) values[i] = Online::value(from + i);
  }
}

/// The 4 floats at `from`, as bits.
template <bool kAligned>
EMASCOPE_DEVICE void loadFour(const float* from, unsigned (&words)[4]) {
  if constexpr (kAligned) {
    loadWords(from, words);
  } else {
    EMASCOPE_UNROLL
    for (int i = 0; i < 4; ++i) words[i] = asBits(from[i]);
  }
}

template <bool kAligned>
EMASCOPE_DEVICE void storeFour(float* to, const unsigned (&words)[4]) {
  if constexpr (kAligned) {
    storeWords(to, words);
  } else {
    EMASCOPE_UNROLL
    for (int i = 0; i < 4; ++i) to[i] = asFloat(words[i]);
  }
}

/// The sum of the values that the threads of the block have: of each warp, then of the warps in
/// their order. Thread 0 receives it. All threads must call it.
EMASCOPE_DEVICE double sumOfBlock(double own) {
  constexpr unsigned kWarps = kThreads / kWarp;
  EMASCOPE_SHARED(double, of_warps, kWarps);
  EMASCOPE_UNROLL
  for (unsigned offset = kWarp / 2; offset > 0; offset /= 2) own += shuffleDown(own, offset);
  if (threadIndex() % kWarp == 0) of_warps[threadIndex() / kWarp] = own;
  barrier();
  double total = 0.0;
  if (threadIndex() == 0) {
    for (unsigned warp = 0; warp < kWarps; ++warp) total += of_warps[warp];
  }
  barrier();  // before of_warps receives the next sum
  return total;
}

/// The sum of `count` partial sums, the same for every thread of the block, all of which must call
/// it once.
EMASCOPE_DEVICE double sumOfPartials(const double* partials, size_t count) {
  EMASCOPE_SHARED(double, sums, kThreads);
  const unsigned thread = threadIndex();
  double own = 0.0;
  for (size_t i = thread; i < count; i += kThreads) own += partials[i];
  sums[thread] = own;
  barrier();
  for (unsigned half = kThreads / 2; half > 0; half /= 2) {
    if (thread < half) sums[thread] = sums[thread] + sums[thread + half];
    barrier();
  }
  return sums[0];
}

}  // namespace emascope::cuda
