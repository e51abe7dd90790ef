// SPDX-License-Identifier: Apache-2.0
//
// The loops that every update runs over all weights, on plain floats: any number of averages are
// moved toward the online weights in one pass, which can also look for values that are not finite
// and measure how far each average is. The widest vector unit of the processor is used; all of
// them, and any number of threads, give the same bits. Knows no LibTorch.
#pragma once

#include "core/simd/instruction_set.h"

#include <cstddef>
#include <optional>
#include <span>

namespace emascope {

class WorkerPool;

/// What weights must stay below to be averaged: the difference of two of them is still finite.
inline constexpr float kLargestAveraged = 0x1p126F;

/// Some of the online weights: one tensor, or all of them in a row.
struct OnlinePiece {
  const float* values = nullptr;
  std::size_t count = 0;
};

/// One average of all pieces.
struct BlendTrack {
  float* const* averages = nullptr;  ///< averages[p] is the average of piece p
  float rate = 0.0F;                 ///< 1 - beta, taken in double
};

/// A value of the online weights.
struct ValuePlace {
  std::size_t piece = 0;
  std::size_t index = 0;  ///< within the piece
  friend bool operator==(const ValuePlace&, const ValuePlace&) = default;
};

enum class BlendCheck {
  kNone,
  kReport,  ///< looks at each value on the way; the averages are changed all the same
  kRefuse,  ///< looks at all values first and changes nothing unless all pass
};

struct BlendOptions {
  BlendCheck check = BlendCheck::kNone;
  float limit = kLargestAveraged;  ///< what magnitudes must stay below; infinity: be finite
  /// One for each track, or none: receives the sum of (online - average)^2 *after* the update, the
  /// difference in float32, its square and the sum in double. Values are added up in an order that
  /// depends on how the weights are cut into pieces and on nothing else.
  std::span<double> squared_distances = {};
  /// Begin with the last values. The result is the same; turned from call to call it finds in the
  /// cache what the call before has left there.
  bool backwards = false;
  WorkerPool* pool = nullptr;  ///< used for large models only
  InstructionSet instruction_set = widestInstructionSet();
};

/// averages[p][i] += rate * (online[p].values[i] - averages[p][i]) for each track, piece p and i.
/// Reads each piece once for all tracks. The form beta * e + (1 - beta) * w is biased in float32.
/// @return the first value that does not pass the check
/// @pre no array overlaps another; rates are within [0, 1]; limit > 0; instruction_set is usable
std::optional<ValuePlace> blend(std::span<const OnlinePiece> online,
                                std::span<const BlendTrack> tracks,
                                const BlendOptions& options = {});

/// The first value whose magnitude is not below `limit`, or which is NaN. @pre limit > 0
[[nodiscard]] std::optional<ValuePlace> firstNotBelow(std::span<const OnlinePiece> online,
                                                      float limit, WorkerPool* pool = nullptr);

/// blend() of one piece, without a check.
/// @pre averages.size() == rates.size()
void blendAverages(std::span<float* const> averages, std::span<const float> rates,
                   const float* online, std::size_t count);

/// True if no value is infinite or NaN.
[[nodiscard]] bool allFinite(const float* values, std::size_t count);

/// True if every magnitude is below `limit`; never for NaN. @pre limit > 0
[[nodiscard]] bool allBelow(const float* values, std::size_t count, float limit);

}  // namespace emascope
