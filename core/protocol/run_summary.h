// SPDX-License-Identifier: Apache-2.0
//
// What a run says about averaging, in numbers and in words. One definition for the verdict above
// the plot, the tables and the end of a command-line run: over the last `window` evaluations at
// which both losses are finite, how often the track was lower, and by how much its mean is lower.
// Single evaluations of a noisy curve flatter or slander, so "best" is the best mean of five.
#pragma once

#include "core/protocol/run_record.h"

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
  std::size_t evaluations = 0;  ///< compared
  std::size_t wins = 0;         ///< at which the track's loss was lower
  std::size_t losses = 0;       ///< at which it was higher; the rest are ties, which nobody won
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

/// Which way a comparison points, for colors and words; kUndecided when wins and means disagree,
/// when the means are equal to a tenth of a percent, or fewer than kBestOf evaluations were
/// compared.
enum class Lead { kUndecided, kTrack, kRaw };
[[nodiscard]] Lead lead(const Comparison& comparison);

/// "EMA lower in 57 of the last 60 evaluations, by 29 %"; "all of" when every one; "no clear
/// difference …" when undecided. Ties are told apart: "EMA lower in 8 and equal in 51 of the last
/// 60 evaluations, by 2.0 %". `name` is the track's for people: "EMA".
[[nodiscard]] std::string verdictText(const Comparison& comparison, const std::string& name);

}  // namespace emascope
