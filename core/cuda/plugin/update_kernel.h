// SPDX-License-Identifier: Apache-2.0
//
// The kernels of an update: move K averages in one launch, find the first bad value, measure
// distances, set the rates, copy. A block processes whole chunks of the weights, a thread fixed
// places of a chunk, and sums are made in an order that depends on the chunks alone. So no result
// depends on the grid.
#pragma once

#include "core/cuda/plugin/values.h"

namespace emascope::cuda {

inline constexpr int kTracksOfALaunch = 16;  ///< with arrays at multiples of 16 bytes
inline constexpr int kTracksUnaligned = 4;   ///< with others

/// Of one launch; see EmascopeCudaUpdate. `tracks` is at most the template's number.
struct UpdateArguments {
  const void* online;
  size_t count;
  size_t chunks;  ///< chunksOf(count)
  float* averages[kTracksOfALaunch];
  const float* rates;
  int tracks;
  unsigned limit;  ///< bits of the float
  const unsigned long long* skip;
  const unsigned long long* skip_too;
  unsigned long long* first_bad;
  double* partials;  ///< [tracks][chunks] sums of squares
};

EMASCOPE_DEVICE float blended(float average, float online, float rate) {
  return sum(average, product(rate, difference(online, average)));
}

EMASCOPE_DEVICE double square(float online, float average) {
  const double distance = difference(online, average);
  return distance * distance;  // exact
}

/// Moves the averages of 4 values at `first`. All loads are issued before the first store.
template <int kTracks, bool kAligned, bool kMeasure>
EMASCOPE_DEVICE void blendFour(const UpdateArguments& a, const float (&rates)[kTracks],
                               const float* online, size_t first,
                               double (&squares)[kMeasure ? kTracks : 1]) {
  unsigned words[kTracks][4] = {};
  EMASCOPE_UNROLL
  for (int k = 0; k < kTracks; ++k) {
    if (k >= a.tracks) continue;
    loadFour<kAligned>(a.averages[k] + first, words[k]);
  }
  EMASCOPE_UNROLL
  for (int k = 0; k < kTracks; ++k) {
    if (k >= a.tracks) continue;
    EMASCOPE_UNROLL
    for (int i = 0; i < 4; ++i) {
      const float moved = blended(asFloat(words[k][i]), online[i], rates[k]);
      if constexpr (kMeasure) squares[k] += square(online[i], moved);
      words[k][i] = asBits(moved);
    }
    storeFour<kAligned>(a.averages[k] + first, words[k]);
  }
}

/// Adds up the threads' sums of one chunk and writes them to `partials`. All threads must call it.
template <int kTracks>
EMASCOPE_DEVICE void addUpChunk(const UpdateArguments& a, size_t chunk,
                                const double (&squares)[kTracks]) {
  constexpr unsigned kWarps = kThreads / kWarp;
  EMASCOPE_SHARED(double, of_warps, kTracks* kWarps);
  EMASCOPE_UNROLL
  for (int k = 0; k < kTracks; ++k) {
    if (k >= a.tracks) continue;
    double sum = squares[k];
    EMASCOPE_UNROLL
    for (unsigned offset = kWarp / 2; offset > 0; offset /= 2) sum += shuffleDown(sum, offset);
    if (threadIndex() % kWarp == 0)
      of_warps[static_cast<unsigned>(k) * kWarps + threadIndex() / kWarp] = sum;
  }
  barrier();
  const unsigned track = threadIndex();
  if (track < static_cast<unsigned>(a.tracks)) {
    double sum = 0.0;
    for (unsigned warp = 0; warp < kWarps; ++warp) sum += of_warps[track * kWarps + warp];
    a.partials[track * a.chunks + chunk] = sum;
  }
  barrier();  // before of_warps receives the next chunk
}

/// Launched with any number of blocks of kThreads threads.
template <typename Online, int kTracks, bool kAligned, bool kMeasure>
EMASCOPE_KERNEL(kThreads)
updateTracks(const UpdateArguments a) {
  if (isSkipped(a.skip) || isSkipped(a.skip_too)) return;
  const auto* const online = static_cast<const typename Online::Stored*>(a.online);
  float rates[kTracks];
  EMASCOPE_UNROLL
  for (int k = 0; k < kTracks; ++k) rates[k] = k < a.tracks ? a.rates[k] : 0.0F;
  unsigned long long bad = EMASCOPE_CUDA_NONE_BAD;
  for (size_t chunk = blockIndex(); chunk < a.chunks; chunk += blockCount()) {
    double squares[kMeasure ? kTracks : 1] = {};
    for (size_t place = threadIndex(); place < kChunk / Online::kPer; place += kThreads) {
      const size_t first = chunk * kChunk + place * Online::kPer;
      if (first + Online::kPer <= a.count) {
        float values[Online::kPer];
        loadValues<Online, kAligned>(online + first, values);
        if (a.first_bad != nullptr) bad = firstBad(values, first, a.limit, bad);
        EMASCOPE_UNROLL
        for (int i = 0; i < Online::kPer; i += 4)
          blendFour<kTracks, kAligned, kMeasure>(a, rates, values + i, first + i, squares);
        continue;
      }
      for (size_t at = first; at < a.count; ++at) {  // fewer than 16 bytes are left
        const float value = Online::value(online + at);
        if (a.first_bad != nullptr && isBad(value, a.limit) && at < bad) bad = at;
        EMASCOPE_UNROLL
        for (int k = 0; k < kTracks; ++k) {
          if (k >= a.tracks) continue;
          const float moved = blended(a.averages[k][at], value, rates[k]);
          if constexpr (kMeasure) squares[k] += square(value, moved);
          a.averages[k][at] = moved;
        }
      }
    }
    if constexpr (kMeasure) addUpChunk<kTracks>(a, chunk, squares);
  }
  if (bad != EMASCOPE_CUDA_NONE_BAD) atomicMinimum(a.first_bad, bad);
}

struct DistanceArguments {
  const double* partials;  ///< [blocks][chunks]
  double* distances;       ///< [blocks]
  size_t chunks;
  const unsigned long long* skip;
  const unsigned long long* skip_too;
};

/// Block k adds up the partial sums of track k.
static EMASCOPE_KERNEL(kThreads) addUpDistances(const DistanceArguments a) {
  if (isSkipped(a.skip) || isSkipped(a.skip_too)) return;
  const double sum = sumOfPartials(a.partials + blockIndex() * a.chunks, a.chunks);
  if (threadIndex() == 0) a.distances[blockIndex()] = sum;
}

struct FindArguments {
  const void* online;
  size_t count;
  unsigned limit;
  unsigned long long* first_bad;
};

template <typename Online, bool kAligned>
EMASCOPE_KERNEL(kThreads)
findBad(const FindArguments a) {
  const auto* const online = static_cast<const typename Online::Stored*>(a.online);
  unsigned long long bad = EMASCOPE_CUDA_NONE_BAD;
  const size_t stride = static_cast<size_t>(blockCount()) * kThreads * Online::kPer;
  size_t first = (static_cast<size_t>(blockIndex()) * kThreads + threadIndex()) * Online::kPer;
  for (; first < a.count; first += stride) {
    if (first + Online::kPer <= a.count) {
      float values[Online::kPer];
      loadValues<Online, kAligned>(online + first, values);
      bad = firstBad(values, first, a.limit, bad);
      continue;
    }
    for (size_t at = first; at < a.count; ++at) {
      if (isBad(Online::value(online + at), a.limit) && at < bad) bad = at;
    }
  }
  if (bad != EMASCOPE_CUDA_NONE_BAD) atomicMinimum(a.first_bad, bad);
}

struct RatesArguments {
  float* rates;
  float values[EMASCOPE_CUDA_MOST_TRACKS];
  int count;
};

/// One block.
static EMASCOPE_KERNEL(kThreads) setRates(const RatesArguments a) {
  const unsigned i = threadIndex();
  if (i < static_cast<unsigned>(a.count)) a.rates[i] = a.values[i];
}

struct CopyArguments {
  unsigned* to;
  const unsigned* from;
  size_t count;
  const unsigned long long* skip;
};

static EMASCOPE_KERNEL(kThreads) copyWords(const CopyArguments a) {
  if (isSkipped(a.skip)) return;
  const size_t stride = static_cast<size_t>(blockCount()) * kThreads;
  size_t i = static_cast<size_t>(blockIndex()) * kThreads + threadIndex();
  for (; i < a.count; i += stride) a.to[i] = loadConstant(a.from + i);
}

}  // namespace emascope::cuda
