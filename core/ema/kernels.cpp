// SPDX-License-Identifier: Apache-2.0
#include "core/ema/kernels.h"

#include "core/base/worker_pool.h"
#include "core/ema/kernels_loops.h"
#include "core/simd/dispatch.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <limits>
#include <vector>

namespace emascope {

namespace blending {
EMASCOPE_DISPATCH(Loops, kLoops, loopsFor)
}  // namespace blending

namespace {

using blending::kBlock;
using blending::kSums;
using blending::Loops;
using blending::loopsFor;

constexpr std::size_t kStretch = 16384;    ///< floats whose squares are summed separately
constexpr std::size_t kTracksAtOnce = 64;  ///< more tracks take another pass
/// Floats read in about 0.1 ms; waking up a thread takes a tenth of that.
constexpr std::size_t kWorthThreads = 1U << 20;

/// At most kStretch floats of one piece.
struct Stretch {
  std::size_t piece = 0;
  std::size_t begin = 0;
  std::size_t count = 0;
};

/// Cuts the pieces into stretches and groups these into portions of similar work.
class WorkPartition {
 public:
  explicit WorkPartition(std::span<const OnlinePiece> online) {
    stretches_.reserve(online.size());
    portions_.reserve(online.size() + 1);
    std::size_t open = kStretch;
    for (std::size_t p = 0; p < online.size(); ++p) {
      const std::size_t length = stretchOf(online[p].count);
      for (std::size_t begin = 0; begin < online[p].count; begin += length) {
        const std::size_t count = std::min(length, online[p].count - begin);
        if (open + count > kStretch) {
          portions_.push_back(stretches_.size());
          open = 0;
        }
        stretches_.push_back({p, begin, count});
        open += count;
        floats_ += count;
      }
    }
    portions_.push_back(stretches_.size());
  }

  [[nodiscard]] const std::vector<Stretch>& stretches() const { return stretches_; }

  /// Calls visit(s) for each stretch. Those of one portion run in order on one thread.
  template <class Visit>
  void each(std::size_t arrays, bool backwards, WorkerPool* pool, const Visit& visit) const {
    const std::size_t portions = portions_.size() - 1;
    const auto work = [&](std::size_t portion) {
      for (std::size_t s = portions_[portion]; s < portions_[portion + 1]; ++s) visit(s);
    };
    if (pool != nullptr && floats_ * arrays >= kWorthThreads) {
      pool->run(portions, backwards, work);
      return;
    }
    for (std::size_t i = 0; i < portions; ++i) work(backwards ? portions - 1 - i : i);
  }

 private:
  /// Equal parts of a piece, in whole blocks except for the last part.
  static std::size_t stretchOf(std::size_t count) {
    const std::size_t parts = std::max<std::size_t>(1, divided(count, kStretch));
    return std::max<std::size_t>(1, divided(divided(count, parts), kBlock)) * kBlock;
  }
  static std::size_t divided(std::size_t count, std::size_t by) { return (count + by - 1) / by; }

  std::vector<Stretch> stretches_;
  std::vector<std::size_t> portions_;  ///< start of each in stretches_, then the end
  std::size_t floats_ = 0;
};

/// The first stretch with a value that is not below the limit; stretches may be visited in any
/// order.
class FirstBad {
 public:
  explicit FirstBad(float limit) : limit_(std::bit_cast<std::int32_t>(limit)) {}

  void look(std::size_t stretch, std::int32_t largest) {
    if (largest < limit_) return;
    std::size_t first = first_.load(std::memory_order_relaxed);
    while (stretch < first && !first_.compare_exchange_weak(first, stretch)) {
    }
  }

  [[nodiscard]] std::optional<ValuePlace> place(std::span<const OnlinePiece> online,
                                                const WorkPartition& partition,
                                                const Loops& loops) const {
    const std::size_t first = first_.load(std::memory_order_relaxed);
    if (first == kNone) return std::nullopt;
    const Stretch& stretch = partition.stretches()[first];
    std::size_t index = stretch.begin;
    while (loops.largest_magnitude(online[stretch.piece].values + index, 1) < limit_) ++index;
    return ValuePlace{stretch.piece, index};
  }

 private:
  static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  std::int32_t limit_;
  std::atomic<std::size_t> first_ = kNone;
};

std::optional<ValuePlace> findBad(std::span<const OnlinePiece> online,
                                  const WorkPartition& partition, const BlendOptions& options) {
  const Loops& loops = loopsFor(options.instruction_set);
  FirstBad bad(options.limit);
  partition.each(1, options.backwards, options.pool, [&](std::size_t s) {
    const Stretch& stretch = partition.stretches()[s];
    bad.look(s,
             loops.largest_magnitude(online[stretch.piece].values + stretch.begin, stretch.count));
  });
  return bad.place(online, partition, loops);
}

double total(const double* sums) {
  double sum = 0.0;
  for (std::size_t i = 0; i < kSums; ++i) sum += sums[i];
  return sum;
}

/// What blend() does to one stretch at a time, for at most kTracksAtOnce tracks.
class Pass {
 public:
  Pass(std::span<const OnlinePiece> online, std::span<const BlendTrack> tracks, bool look,
       double* squares, const Loops& loops)
      : online_(online), tracks_(tracks), look_(look), squares_(squares), loops_(loops) {
    for (std::size_t k = 0; k < tracks.size(); ++k) rates_[k] = tracks[k].rate;
  }

  /// @return the largest magnitude of the stretch, if a check was requested
  std::int32_t operator()(const Stretch& stretch, std::size_t number) const {
    const std::size_t count = tracks_.size();
    const float* online = online_[stretch.piece].values + stretch.begin;
    std::array<float*, kTracksAtOnce> averages;
    for (std::size_t k = 0; k < count; ++k) {
      averages[k] = tracks_[k].averages[stretch.piece] + stretch.begin;
    }
    std::array<std::array<double, kSums>, kTracksAtOnce> sums;
    if (squares_ != nullptr) std::fill_n(sums.begin(), count, std::array<double, kSums>{});
    std::int32_t largest = 0;
    for (std::size_t begin = 0; begin < stretch.count; begin += kBlock) {
      const std::size_t length = std::min(kBlock, stretch.count - begin);
      loops_.blend(averages.data(), rates_.data(), count, online, length);
      if (look_) largest = std::max(largest, loops_.largest_magnitude(online, length));
      for (std::size_t k = 0; k < count; ++k) {
        if (squares_ != nullptr) loops_.add_squares(online, averages[k], length, sums[k].data());
        averages[k] += length;
      }
      online += length;
    }
    if (squares_ != nullptr) {
      for (std::size_t k = 0; k < count; ++k) squares_[number * count + k] = total(sums[k].data());
    }
    return largest;
  }

 private:
  std::span<const OnlinePiece> online_;
  std::span<const BlendTrack> tracks_;
  bool look_;
  double* squares_;  ///< [stretches][tracks], or null
  const Loops& loops_;
  std::array<float, kTracksAtOnce> rates_;
};

}  // namespace

std::optional<ValuePlace> blend(std::span<const OnlinePiece> online,
                                std::span<const BlendTrack> tracks, const BlendOptions& options) {
  const WorkPartition partition(online);
  const Loops& loops = loopsFor(options.instruction_set);
  if (options.check == BlendCheck::kRefuse || tracks.empty()) {
    if (options.check == BlendCheck::kNone) return std::nullopt;
    // In reverse order: values checked last are blended first.
    BlendOptions before = options;
    before.backwards = !options.backwards;
    if (const auto bad = findBad(online, partition, before); bad || tracks.empty()) return bad;
  }
  FirstBad bad(options.limit);
  std::vector<double> squares;
  for (std::size_t first = 0; first < tracks.size(); first += kTracksAtOnce) {
    const auto some = tracks.subspan(first, std::min(kTracksAtOnce, tracks.size() - first));
    const bool look = options.check == BlendCheck::kReport && first == 0;
    if (!options.squared_distances.empty())
      squares.resize(partition.stretches().size() * some.size());
    const Pass pass(online, some, look, squares.empty() ? nullptr : squares.data(), loops);
    partition.each(some.size() + 1, options.backwards, options.pool, [&](std::size_t s) {
      const std::int32_t largest = pass(partition.stretches()[s], s);
      if (look) bad.look(s, largest);
    });
    if (options.squared_distances.empty()) continue;
    for (std::size_t k = 0; k < some.size(); ++k) {
      double sum = 0.0;
      for (std::size_t i = k; i < squares.size(); i += some.size()) sum += squares[i];
      options.squared_distances[first + k] = sum;
    }
  }
  return bad.place(online, partition, loops);
}

std::optional<ValuePlace> firstNotBelow(std::span<const OnlinePiece> online, float limit,
                                        WorkerPool* pool) {
  return findBad(online, WorkPartition(online), {.limit = limit, .pool = pool});
}

void blendAverages(std::span<float* const> averages, std::span<const float> rates,
                   const float* online, std::size_t count) {
  const OnlinePiece piece{online, count};
  std::array<BlendTrack, kTracksAtOnce> tracks;
  for (std::size_t first = 0; first < averages.size(); first += kTracksAtOnce) {
    const std::size_t some = std::min(kTracksAtOnce, averages.size() - first);
    for (std::size_t k = 0; k < some; ++k) tracks[k] = {&averages[first + k], rates[first + k]};
    blend({&piece, 1}, std::span(tracks).first(some));
  }
}

bool allFinite(const float* values, std::size_t count) {
  return allBelow(values, count, std::numeric_limits<float>::infinity());
}

bool allBelow(const float* values, std::size_t count, float limit) {
  return loopsFor(widestInstructionSet()).largest_magnitude(values, count) <
         std::bit_cast<std::int32_t>(limit);
}

}  // namespace emascope
