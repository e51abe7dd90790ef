// SPDX-License-Identifier: Apache-2.0
//
// Compares the averages of a run with its raw weights, in numbers and in words. The verdict above
// the plot, the tables and the end of a command-line run all use this: over the last `window`
// evaluations with finite losses of both, how often the track's loss was lower, and by how much its
// mean is lower. A single evaluation of a noisy curve is unreliable, so "best" is the best mean of
// five.
#pragma once

#include "core/protocol/record/run_record.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

inline constexpr std::size_t kVerdictWindow = 60;
inline constexpr std::size_t kBestOf = 5;

struct Best {
  double loss = 0.0;      ///< lowest mean of kBestOf consecutive finite evaluations
  std::int64_t step = 0;  ///< of the last of them
};

struct Comparison {
  std::size_t evaluations = 0;  ///< number of evaluations compared
  std::size_t wins = 0;         ///< at which the track's loss was lower
  std::size_t losses = 0;       ///< at which it was higher; the rest are ties
  double raw_mean = 0.0;
  double track_mean = 0.0;
  /// 100 (1 - track_mean / raw_mean): above 0 the track is better. 0 if raw_mean is not above 0.
  double percent_lower = 0.0;
};

/// Compares raw with track number `track` over the last `window` evaluations (0 = all).
[[nodiscard]] Comparison compare(const std::vector<EvalPoint>& points, std::size_t track,
                                 std::size_t window);

/// Best mean of raw (`track` = none) or of a track; none before kBestOf finite evaluations.
[[nodiscard]] std::optional<Best> bestMean(const std::vector<EvalPoint>& points,
                                           std::optional<std::size_t> track);

[[nodiscard]] inline std::size_t ties(const Comparison& comparison) {
  return comparison.evaluations - comparison.wins - comparison.losses;
}

/// "57 of 60", with ties "8 of 60, 51 equal": evaluations that the track won.
[[nodiscard]] std::string wonText(const Comparison& comparison);

/// The result of a comparison, for colors and words. kUndecided if wins and means disagree, if the
/// means are equal to a tenth of a percent, or if fewer than kBestOf evaluations were compared.
enum class Lead { kUndecided, kTrack, kRaw };
[[nodiscard]] Lead lead(const Comparison& comparison);

/// "EMA lower in 57 of the last 60 evaluations, by 29 %"; "all of" instead of a number if it is
/// every one; "no clear difference …" if undecided. Ties are counted separately: "EMA lower in 8
/// and equal in 51 of the last 60 evaluations, by 2.0 %". `name` is the displayed name of the
/// track: "EMA".
[[nodiscard]] std::string verdictText(const Comparison& comparison, const std::string& name);

}  // namespace emascope
