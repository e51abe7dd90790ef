// SPDX-License-Identifier: Apache-2.0
#include "core/ema/kernels.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>

// Versions per processor are chosen by resolvers that run before a sanitizer is ready for them.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define EMASCOPE_SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define EMASCOPE_SANITIZED
#endif
#if defined(__x86_64__) && !defined(EMASCOPE_SANITIZED)
#define EMASCOPE_PER_PROCESSOR __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define EMASCOPE_PER_PROCESSOR
#endif

namespace emascope {
namespace {

constexpr std::size_t kBlock = 1024;  ///< floats: a block of online and of an average fit in L1
constexpr std::int32_t kMagnitude = 0x7fffffff;

}  // namespace

EMASCOPE_PER_PROCESSOR
void blendBlock(float* __restrict average, const float* __restrict online, float rate,
                std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) average[i] += rate * (online[i] - average[i]);
}

/// Largest bit pattern without the sign: it grows with the magnitude, and NaN is above infinity.
EMASCOPE_PER_PROCESSOR
std::int32_t largestMagnitude(const float* values, std::size_t count) {
  std::int32_t largest = 0;
  for (std::size_t i = 0; i < count; ++i) {
    largest = std::max(largest, std::bit_cast<std::int32_t>(values[i]) & kMagnitude);
  }
  return largest;
}

void blendAverages(std::span<float* const> averages, std::span<const float> rates,
                   const float* online, std::size_t count) {
  for (std::size_t begin = 0; begin < count; begin += kBlock) {
    const std::size_t length = std::min(kBlock, count - begin);
    for (std::size_t k = 0; k < averages.size(); ++k) {
      blendBlock(averages[k] + begin, online + begin, rates[k], length);
    }
  }
}

bool allFinite(const float* values, std::size_t count) {
  return allBelow(values, count, std::numeric_limits<float>::infinity());
}

bool allBelow(const float* values, std::size_t count, float limit) {
  const auto limit_bits = std::bit_cast<std::int32_t>(limit);
  for (std::size_t begin = 0; begin < count; begin += kBlock) {
    if (largestMagnitude(values + begin, std::min(kBlock, count - begin)) >= limit_bits) {
      return false;
    }
  }
  return true;
}

}  // namespace emascope
