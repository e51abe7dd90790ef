// SPDX-License-Identifier: Apache-2.0
//
// The losses from which flat_region.h compares half-lives: of a run's tracks, and of averages that
// no track kept, which make a line between the tracks. In: the record of a run, and losses that
// were measured afterwards, from snapshots (command::Synthesize). Out: for each half-life a series
// of losses at the same evaluations. Also plans which averages to measure. Plain values; losses
// that are not finite are left out.
#pragma once

#include "core/protocol/record/flat_region.h"
#include "core/protocol/record/verdict.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace emascope {

/// A track with too few evaluations for an interval.
struct EarlyTrack {
  std::string label = {};
  double half_life = 0.0;  ///< in steps
  /// Its mean loss, as far as that can be compared with the other tracks': raw_mean plus the mean
  /// difference from raw at its own evaluations.
  double mean = 0.0;
  std::size_t evaluations = 0;  ///< 1 to kFewestForInterval - 1
};

struct ComparedLosses {
  std::vector<std::int64_t> steps = {};     ///< of the evaluations, oldest first
  std::vector<HalfLifeLosses> points = {};  ///< one loss for each of `steps`
  std::size_t window = 0;                   ///< the last so many are compared
  double raw_mean = 0.0;  ///< of the raw losses that are compared; NaN if none is finite
  std::vector<EarlyTrack> early = {};

  /// Index in `steps` of the first evaluation that is compared.
  [[nodiscard]] std::size_t firstCompared() const {
    return steps.size() - (window < steps.size() ? window : steps.size());
  }
};

/// The current tracks of a run. Copies, frozen averages, tracks that still settle, and those whose
/// last loss is not finite, are left out.
[[nodiscard]] ComparedLosses comparedLosses(const RunRecord& record,
                                            VerdictSpan span = VerdictSpan::kTenth);
/// `effects` may be kept while `record` grows.
[[nodiscard]] ComparedLosses comparedLosses(const RunRecord& record, VerdictSpan span,
                                            EditEffects& effects);

/// The validation loss of an average that no track kept.
struct LineLoss {
  double half_life = 0.0;  ///< in steps
  std::int64_t step = 0;
  double loss = 0.0;
};

inline constexpr std::size_t kHalfLivesOfLine = 12;
inline constexpr std::size_t kEvaluationsOfLine = 8;
/// Fewer measured evaluations within the window give no point.
inline constexpr std::size_t kFewestOfLine = 4;

/// Half-lives between those of the tracks, about evenly spread on a logarithmic axis, at most
/// kHalfLivesOfLine, the shortest first. None for fewer than two tracks.
[[nodiscard]] std::vector<double> halfLivesOfLine(const ComparedLosses& compared);

/// Steps in the window at which the run has taken a snapshot, about evenly spread, at most
/// kEvaluationsOfLine, the last one first. While the run goes on and the window moves, only steps
/// at the same distance in the whole run, so that each is measured once: at least half as many.
/// @pre snapshot_every >= 1
[[nodiscard]] std::vector<std::int64_t> stepsOfLine(const ComparedLosses& compared,
                                                    std::int64_t snapshot_every,
                                                    bool goes_on = false);

/// Adds a point without a label for each half-life of `line` with enough losses, within the window
/// or not longer before it than a quarter of it. Its losses are those of the nearest track plus the
/// measured difference from it, which shares the noise of the run; between two measured evaluations
/// the difference is taken to change linearly.
void addLine(ComparedLosses& compared, std::span<const LineLoss> line);

}  // namespace emascope
