// SPDX-License-Identifier: Apache-2.0
#include "core/ema/kernels.h"

#include "core/ema/kernels_choice.h"
#include "core/ema/kernels_loops.h"
#include "core/ema/kernels_partition.h"
#include "core/simd/dispatch.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <limits>
#include <vector>

namespace emascope {

namespace blending {
EMASCOPE_DISPATCH(LoopsOfSet, kLoops, loopsOfSet)
}  // namespace blending

namespace {

using blending::Loops;
using blending::PassLoops;
using blending::Run;
using blending::Stretch;
using blending::WorkPartition;

constexpr std::size_t kTracksAtOnce = 64;  ///< more tracks take another pass
constexpr std::size_t kMostParts = 4;      ///< that a check reads side by side

const Loops& loopsOf(const LoopVariant& variant) {
  return blending::loopsOfSet(variant.instruction_set)
      .by_prefetch[static_cast<std::size_t>(variant.prefetch)];
}

/// The first run with a value that is not below the limit; runs may be visited in any order.
class FirstBad {
 public:
  explicit FirstBad(float limit) : limit_(std::bit_cast<std::int32_t>(limit)) {}

  [[nodiscard]] std::int32_t limit() const { return limit_; }

  /// `stretch` is the first of a run that has such a value.
  void add(std::size_t stretch) {
    std::size_t first = first_.load(std::memory_order_relaxed);
    while (stretch < first && !first_.compare_exchange_weak(first, stretch)) {
    }
  }

  [[nodiscard]] std::optional<ValuePlace> place(std::span<const OnlinePiece> online) const {
    const std::size_t first = first_.load(std::memory_order_relaxed);
    if (first == kNone) return std::nullopt;
    const Loops& loops = loopsOf(blending::usualLoops(0));
    const Stretch stretch = WorkPartition(online, 1, nullptr).stretches()[first];
    std::size_t index = stretch.begin;
    while (!loops.check[1](online[stretch.piece].values + index, 1, limit_)) ++index;
    return ValuePlace{stretch.piece, index};
  }

 private:
  static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  std::int32_t limit_;
  std::atomic<std::size_t> first_ = kNone;
};

/// What blend() does to consecutive floats of a piece, for at most kTracksAtOnce tracks.
class Pass {
 public:
  Pass(std::span<const OnlinePiece> online, std::span<const BlendTrack> tracks, bool check,
       std::int32_t limit)
      : online_(online), tracks_(tracks), check_(check), limit_(limit) {
    for (std::size_t k = 0; k < tracks.size(); ++k) rates_[k] = tracks[k].rate;
  }

  /// @return whether a value is not below the limit, if a check was requested
  bool operator()(const LoopVariant& variant, const Run& run) const {
    if (variant.prefetch != Prefetch::kNone && run.next != nullptr) prefetch(*run.next);
    const Loops& loops = loopsOf(variant);
    const float* online = online_[run.first.piece].values + run.first.begin;
    std::array<float*, kTracksAtOnce> averages;
    for (std::size_t k = 0; k < tracks_.size(); ++k) {
      averages[k] = tracks_[k].averages[run.first.piece] + run.first.begin;
    }
    return move(loops, variant.side_by_side, averages.data(), online, run.floats);
  }

 private:
  /// The start of another piece is as new to the processor's prefetchers as that of a page.
  void prefetch(const Stretch& next) const {
    __builtin_prefetch(online_[next.piece].values + next.begin);
    for (const BlendTrack& track : tracks_)
      __builtin_prefetch(track.averages[next.piece] + next.begin);
  }

  bool move(const Loops& loops, std::size_t side_by_side, float* const* averages,
            const float* online, std::size_t count) const {
    bool bad = false;
    for (std::size_t k = 0; k < tracks_.size(); k += side_by_side) {
      const auto& blend = check_ && k == 0 ? loops.blend_checked : loops.blend;
      const std::size_t group = std::min(side_by_side, tracks_.size() - k);
      bad = blend[group](averages + k, rates_.data() + k, online, count, limit_) || bad;
    }
    return bad;
  }

  std::span<const OnlinePiece> online_;
  std::span<const BlendTrack> tracks_;
  bool check_;
  std::int32_t limit_;
  std::array<float, kTracksAtOnce> rates_;
};

/// blend() without a check before it, for at most kTracksAtOnce tracks.
void blendSome(std::span<const OnlinePiece> online, std::span<const BlendTrack> tracks,
               const BlendOptions& options, bool check, FirstBad& bad) {
  const WorkPartition partition(online, tracks.size() + 1, options.pool);
  const Pass pass(online, tracks, check, bad.limit());
  PassLoops loops(partition.kindWith(tracks.size()), partition.bytes(), partition.portions(),
                  options.loops, true);
  partition.each(loops, options.backwards, [&](const LoopVariant& variant, const Run& run) {
    if (pass(variant, run)) bad.add(run.number);
  });
}

}  // namespace

std::optional<ValuePlace> firstNotBelow(std::span<const OnlinePiece> online,
                                        const BlendOptions& options) {
  const WorkPartition partition(online, 1, options.pool);
  FirstBad bad(options.limit);
  {
    PassLoops loops(partition.kindWith(0), partition.bytes(), partition.portions(), options.loops,
                    true);
    partition.each(loops, options.backwards, [&](const LoopVariant& variant, const Run& run) {
      const float* const values = online[run.first.piece].values + run.first.begin;
      const std::size_t parts = std::bit_floor(std::min(variant.side_by_side, kMostParts));
      if (loopsOf(variant).check[parts](values, run.floats, bad.limit())) bad.add(run.number);
    });
  }
  return bad.place(online);
}

std::optional<ValuePlace> blend(std::span<const OnlinePiece> online,
                                std::span<const BlendTrack> tracks, const BlendOptions& options) {
  if (options.check == BlendCheck::kRefuse || tracks.empty()) {
    if (options.check == BlendCheck::kNone) return std::nullopt;
    // In reverse order: values checked last are blended first.
    BlendOptions before = options;
    before.backwards = !options.backwards;
    if (const auto bad = firstNotBelow(online, before); bad || tracks.empty()) return bad;
  }
  FirstBad bad(options.limit);
  for (std::size_t first = 0; first < tracks.size(); first += kTracksAtOnce) {
    const std::size_t some = std::min(kTracksAtOnce, tracks.size() - first);
    const bool check = options.check == BlendCheck::kReport && first == 0;
    blendSome(online, tracks.subspan(first, some), options, check, bad);
  }
  return bad.place(online);
}

std::string loopsFor(std::span<const OnlinePiece> online, std::size_t tracks,
                     const BlendOptions& options) {
  const std::size_t some = std::min(tracks, kTracksAtOnce);
  const WorkPartition partition(online, some + 1, options.pool);
  return PassLoops(partition.kindWith(some), partition.bytes(), 0, options.loops, false).text();
}

bool allBelow(const float* values, std::size_t count, float limit) {
  const Loops& loops = loopsOf(blending::usualLoops(0));
  return !loops.check[1](values, count, std::bit_cast<std::int32_t>(limit));
}

}  // namespace emascope
