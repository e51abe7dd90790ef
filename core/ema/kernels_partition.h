// SPDX-License-Identifier: Apache-2.0
//
// How a pass over many pieces is cut: into stretches, in which the first bad value is searched for,
// and portions, runs of stretches that one thread processes without a break. Included by
// kernels.cpp.
#pragma once

#include "core/base/worker_pool.h"
#include "core/ema/kernels.h"
#include "core/ema/kernels_choice.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace emascope::blending {

/// Floats; the length of a stretch is a multiple, except for the last one of a piece.
inline constexpr std::size_t kBlock = 1024;

/// The most floats in a stretch.
inline constexpr std::size_t kStretch = 16384;

/// Consecutive floats of one piece.
struct Stretch {
  std::size_t piece = 0;
  std::size_t begin = 0;
  std::size_t count = 0;
};

/// Consecutive stretches of one piece.
struct Run {
  const Stretch& first;
  std::size_t floats = 0;
  std::size_t number = 0;         ///< of the first stretch
  const Stretch* next = nullptr;  ///< what the same thread processes next, if it is known
};

/// [any-thread] Depends on the pieces, and on the threads of the pool.
class WorkPartition {
 public:
  /// `arrays` of the pieces' size are read by the pass; `pool` may be null.
  WorkPartition(std::span<const OnlinePiece> online, std::size_t arrays, WorkerPool* pool)
      : pieces_(online.size()), arrays_(arrays) {
    for (const OnlinePiece& piece : online) floats_ += piece.count;
    if (floats_ * arrays >= kWorthThreads) pool_ = pool;
    const std::size_t most = mostInPortion();
    stretches_.reserve(online.size() + floats_ / kStretch + 1);
    portions_.reserve(floats_ / most + 2);
    std::size_t open = most;
    for (std::size_t p = 0; p < online.size(); ++p) {
      const std::size_t length = stretchOf(online[p].count);
      for (std::size_t begin = 0; begin < online[p].count; begin += length) {
        const std::size_t count = std::min(length, online[p].count - begin);
        if (open + count > most) {
          portions_.push_back(stretches_.size());
          open = 0;
        }
        stretches_.push_back({p, begin, count});
        open += count;
      }
    }
    portions_.push_back(stretches_.size());
  }

  [[nodiscard]] const std::vector<Stretch>& stretches() const { return stretches_; }
  [[nodiscard]] std::size_t portions() const { return portions_.size() - 1; }
  [[nodiscard]] std::size_t bytes() const { return floats_ * arrays_ * sizeof(float); }
  [[nodiscard]] PassKind kindWith(std::size_t tracks) const {
    return {tracks, floats_ < pieces_ * kStretch, pool_ != nullptr};
  }

  /// Calls visit(variant, run) for each run of stretches that follow each other in a piece. Those
  /// of one portion are visited in order on one thread.
  template <class Visit>
  void each(PassLoops& loops, bool backwards, const Visit& visit) const {
    const auto work = [&](std::size_t portion) {
      const std::span<const Stretch> all = stretchesOf(portion);
      std::size_t floats = 0;
      for (const Stretch& stretch : all) floats += stretch.count;
      loops.run(portion, floats * arrays_ * sizeof(float), [&](const LoopVariant& variant) {
        for (std::size_t s = 0; s < all.size();) {
          const std::size_t first = s;
          std::size_t count = all[s++].count;
          for (; s < all.size() && all[s].begin > 0; ++s) count += all[s].count;
          visit(variant, Run{all[first], count, portions_[portion] + first,
                             s < all.size() ? &all[s] : nullptr});
        }
      });
    };
    if (pool_ != nullptr) {
      pool_->run(portions(), backwards, work);
      return;
    }
    for (std::size_t i = 0; i < portions(); ++i) work(backwards ? portions() - 1 - i : i);
  }

 private:
  /// Floats; the prefetchers of processors need long runs, and a new order at each costs time.
  static constexpr std::size_t kPortion = 4 * kStretch;
  static constexpr std::size_t kPortionsPerThread = 4;
  /// Floats read in about 0.1 ms; waking up a thread takes a tenth of that.
  static constexpr std::size_t kWorthThreads = 1U << 20;

  [[nodiscard]] std::size_t mostInPortion() const {
    if (pool_ == nullptr) return kPortion;
    const auto threads = static_cast<std::size_t>(pool_->threads());
    return std::clamp(floats_ / (threads * kPortionsPerThread), kStretch, kPortion);
  }
  [[nodiscard]] std::span<const Stretch> stretchesOf(std::size_t portion) const {
    return std::span(stretches_)
        .subspan(portions_[portion], portions_[portion + 1] - portions_[portion]);
  }
  /// Equal parts of a piece, in whole blocks except for the last part.
  static std::size_t stretchOf(std::size_t count) {
    const std::size_t parts = std::max<std::size_t>(1, divided(count, kStretch));
    return std::max<std::size_t>(1, divided(divided(count, parts), kBlock)) * kBlock;
  }
  static std::size_t divided(std::size_t count, std::size_t by) { return (count + by - 1) / by; }

  std::size_t pieces_;
  std::size_t arrays_;
  WorkerPool* pool_ = nullptr;  ///< set if the pass is worth its threads
  std::size_t floats_ = 0;
  std::vector<Stretch> stretches_;
  std::vector<std::size_t> portions_;  ///< start of each in stretches_, then the end
};

}  // namespace emascope::blending
