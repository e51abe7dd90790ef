// SPDX-License-Identifier: Apache-2.0
//
// The inner loops of every update, on plain floats: move any number of averages toward the online
// weights in one pass, optionally checking for non-finite values. The first passes over at least
// 8 MB measure which variant of the loops is fastest on this processor; all variants and any number
// of threads give identical bits. No LibTorch.
#pragma once

#include "core/ema/loop_variant.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace emascope {

class WorkerPool;

/// Upper bound (exclusive) for averaged magnitudes: the difference of two such values is finite.
inline constexpr float kLargestAveraged = 0x1p126F;

/// A contiguous part of the online weights: one tensor, or all of them.
struct OnlinePiece {
  const float* values = nullptr;
  std::size_t count = 0;
};

/// One average of all pieces.
struct BlendTrack {
  float* const* averages = nullptr;  ///< averages[p] is the average of piece p
  float rate = 0.0F;                 ///< 1 - beta, computed in double
};

/// Position of a value in the online weights.
struct ValuePlace {
  std::size_t piece = 0;
  std::size_t index = 0;  ///< within the piece
  friend bool operator==(const ValuePlace&, const ValuePlace&) = default;
};

/// What blend() checks. The averager checks by firstNotBelow(), before anything changes; kReport
/// and kRefuse are for tests/benchmarks/averaging, which compares one pass with two.
enum class BlendCheck {
  kNone,
  kReport,  ///< checks each value while blending; the averages change anyway
  kRefuse,  ///< checks all values first; changes nothing unless all pass
};

struct BlendOptions {
  BlendCheck check = BlendCheck::kNone;
  float limit =
      kLargestAveraged;  ///< magnitudes must be below it; infinity: any finite value passes
  /// Process the values last to first. The result is the same; alternating the direction from call
  /// to call reuses what the previous call left in the cache.
  bool backwards = false;
  WorkerPool* pool = nullptr;  ///< used for large models only
  /// Empty: what was fastest on this processor, chosen in the first large passes. The bits are the
  /// same. @pre the instruction set is usable
  std::optional<LoopVariant> loops = {};
};

/// averages[p][i] += rate * (online[p].values[i] - averages[p][i]) for each track, piece p and i.
/// Reads each piece once for all tracks. The equivalent beta * e + (1 - beta) * w is biased in
/// float32.
/// @return the first value that fails the check
/// @pre arrays do not overlap; rates are within [0, 1]; limit > 0
std::optional<ValuePlace> blend(std::span<const OnlinePiece> online,
                                std::span<const BlendTrack> tracks,
                                const BlendOptions& options = {});

/// The first value that is NaN or whose magnitude is not below `limit`. Uses limit, backwards, pool
/// and loops of `options`.
[[nodiscard]] std::optional<ValuePlace> firstNotBelow(std::span<const OnlinePiece> online,
                                                      const BlendOptions& options = {});

/// The variant that blend() uses now, and why: "avx2, no prefetch, 4 side by side (measured)".
/// Without tracks: what checks the values.
[[nodiscard]] std::string loopsFor(std::span<const OnlinePiece> online, std::size_t tracks,
                                   const BlendOptions& options = {});

/// True if every magnitude is below `limit` and no value is NaN. @pre limit > 0
[[nodiscard]] bool allBelow(const float* values, std::size_t count, float limit);

}  // namespace emascope
