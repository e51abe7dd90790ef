// SPDX-License-Identifier: Apache-2.0
//
// Compiled once for each instruction set; see core/simd/lanes.h.
#include "core/ema/kernels_loops.h"

#include "core/simd/lanes.h"

namespace emascope::blending {
namespace {

constexpr std::size_t kLine = 16;    ///< floats in a cache line
constexpr std::size_t kPage = 1024;  ///< floats in a page of memory
constexpr std::size_t kAhead = 256;  ///< floats that lines are prefetched ahead
constexpr std::size_t kAheadOfCheck = 1024;
constexpr unsigned kMagnitude = 0x7fffffffU;

// NOLINTNEXTLINE(modernize-use-using): GCC takes this attribute on a typedef.
typedef unsigned BitLanes __attribute__((vector_size(kLanes * sizeof(unsigned))));

/// Prefetches the start of the page that is between half a page and a page and a half ahead: there
/// the processor's own prefetchers begin anew.
EMASCOPE_INLINE void prefetchPage(const float* at) {
  constexpr std::uintptr_t kBytes = kPage * sizeof(float);
  const auto address = reinterpret_cast<std::uintptr_t>(at);
  const std::uintptr_t page = (address + kBytes / 2 + kBytes - 1) & ~(kBytes - 1);
  __builtin_prefetch(reinterpret_cast<const char*>(at) + (page - address));
}

/// Where the loop over whole lines from `i` next prefetches the starts of pages.
template <Prefetch kPrefetch>
EMASCOPE_INLINE std::size_t nextStop(std::size_t i, std::size_t lines_end) {
  if (kPrefetch != Prefetch::kPageStarts || lines_end - i < kPage) return lines_end;
  return i + kPage;
}

/// Finds magnitudes that are not below a limit. Adding 2^31 - limit to the bits of a magnitude sets
/// the sign bit of those, without a comparison, which SSE2 lacks for a maximum of integers.
class Checker {
 public:
  explicit Checker(std::int32_t limit)
      : to_sign_(0x80000000U - static_cast<unsigned>(limit)), add_(to_sign_ - BitLanes{}) {}

  EMASCOPE_INLINE void look(Lanes values) { found_ |= markedIn(values); }
  /// The same, without waiting for the result of the first.
  EMASCOPE_INLINE void look(Lanes values, Lanes others) {
    found_ |= markedIn(values) | markedIn(others);
  }
  EMASCOPE_INLINE void lookAtOne(float value) {
    one_ |= (__builtin_bit_cast(unsigned, value) & kMagnitude) + to_sign_;
  }
  EMASCOPE_INLINE BitLanes markedIn(Lanes values) const {
    return (reinterpret_cast<BitLanes>(values) & kMagnitude) + add_;
  }
  [[nodiscard]] bool found() const {
    unsigned all = one_;
    for (int lane = 0; lane < kLanes; ++lane) all |= found_[lane];
    return (all >> 31U) != 0;
  }

 private:
  unsigned to_sign_;
  unsigned one_ = 0;
  BitLanes add_;
  BitLanes found_ = {};
};

template <Prefetch kPrefetch, bool kCheck, std::size_t kTracks>
bool blend(float* const* averages, const float* rates, const float* online, std::size_t count,
           std::int32_t limit) {
  float* average[kTracks];
  Lanes rate[kTracks];
  for (std::size_t k = 0; k < kTracks; ++k) {
    average[k] = averages[k];
    rate[k] = broadcast(rates[k]);
  }
  Checker checker(limit);
  const std::size_t lines_end = count / kLine * kLine;
  std::size_t i = 0;
  while (i < lines_end) {
    const std::size_t stop = nextStop<kPrefetch>(i, lines_end);
    if constexpr (kPrefetch == Prefetch::kPageStarts) {
      prefetchPage(online + i);
      for (std::size_t k = 0; k < kTracks; ++k) prefetchPage(average[k] + i);
    }
    for (; i < stop; i += kLine) {
      if constexpr (kPrefetch == Prefetch::kLines) __builtin_prefetch(online + i + kAhead);
      Lanes now[kLine / kLanes];
#pragma GCC unroll 4
      for (std::size_t j = 0; j < kLine / kLanes; ++j) {
        now[j] = load(online + i + j * kLanes);
        if constexpr (kCheck) checker.look(now[j]);
      }
#pragma GCC unroll 8
      for (std::size_t k = 0; k < kTracks; ++k) {
        if constexpr (kPrefetch == Prefetch::kLines) __builtin_prefetch(average[k] + i + kAhead, 1);
#pragma GCC unroll 4
        for (std::size_t j = 0; j < kLine / kLanes; ++j) {
          float* const to = average[k] + i + j * kLanes;
          const Lanes old = load(to);
          store(to, old + rate[k] * (now[j] - old));
        }
      }
    }
  }
  for (; i < count; ++i) {
    if constexpr (kCheck) checker.lookAtOne(online[i]);
    for (std::size_t k = 0; k < kTracks; ++k) {
      average[k][i] += rates[k] * (online[i] - average[k][i]);
    }
  }
  return kCheck && checker.found();
}

/// Reads kParts equal parts side by side: some processors read several streams faster than one.
template <Prefetch kPrefetch, std::size_t kParts>
bool check(const float* values, std::size_t count, std::int32_t limit) {
  constexpr std::size_t kStep = 2 * kLine;
  Checker checker(limit);
  const std::size_t part = count / (kParts * kStep) * kStep;
  std::size_t i = 0;
  while (i < part) {
    const std::size_t stop = nextStop<kPrefetch>(i, part);
    if constexpr (kPrefetch == Prefetch::kPageStarts) {
      for (std::size_t p = 0; p < kParts; ++p) prefetchPage(values + p * part + i);
    }
    for (; i < stop; i += kStep) {
#pragma GCC unroll 4
      for (std::size_t p = 0; p < kParts; ++p) {
        const float* const step = values + p * part + i;
        if constexpr (kPrefetch == Prefetch::kLines) {
          __builtin_prefetch(step + kAheadOfCheck);
          __builtin_prefetch(step + kAheadOfCheck + kLine);
        }
#pragma GCC unroll 4
        for (std::size_t j = 0; j < kStep; j += 2 * kLanes) {
          checker.look(load(step + j), load(step + j + kLanes));
        }
      }
    }
  }
  i = kParts * part;
  for (; i + kLanes <= count; i += kLanes) checker.look(load(values + i));
  for (; i < count; ++i) checker.lookAtOne(values[i]);
  return checker.found();
}

template <Prefetch kPrefetch, bool kCheck>
constexpr void fill(Loops::Blend (&table)[kMostSideBySide + 1]) {
  table[1] = blend<kPrefetch, kCheck, 1>;
  table[2] = blend<kPrefetch, kCheck, 2>;
  table[3] = blend<kPrefetch, kCheck, 3>;
  table[4] = blend<kPrefetch, kCheck, 4>;
  table[5] = blend<kPrefetch, kCheck, 5>;
  table[6] = blend<kPrefetch, kCheck, 6>;
  table[7] = blend<kPrefetch, kCheck, 7>;
  table[8] = blend<kPrefetch, kCheck, 8>;
}

template <Prefetch kPrefetch>
constexpr Loops loops() {
  Loops loops = {};
  fill<kPrefetch, false>(loops.blend);
  fill<kPrefetch, true>(loops.blend_checked);
  loops.check[1] = check<kPrefetch, 1>;
  loops.check[2] = check<kPrefetch, 2>;
  loops.check[4] = check<kPrefetch, 4>;
  return loops;
}

}  // namespace

namespace EMASCOPE_ISA {
extern const LoopsOfSet kLoops;
const LoopsOfSet kLoops = {
    {loops<Prefetch::kNone>(), loops<Prefetch::kPageStarts>(), loops<Prefetch::kLines>()}};
}  // namespace EMASCOPE_ISA

}  // namespace emascope::blending
