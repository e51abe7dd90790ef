// SPDX-License-Identifier: Apache-2.0
//
// Suggests an initial decay for a run of known length, and warns if an average is too long for it.
// The rule is a fraction of the planned steps. An average lags by its mean age, and is less noisy
// the longer it is; the lag hurts in proportion to how far the weights still move in that time, so
// the mean age relative to the run matters. Measured on the demos at a constant learning rate: best
// near 2 to 4 % (beta 0.99 to 0.995 in 5,000 steps); at 20 % of the run at least a third of the
// gain is lost, and at 33 % the average is worse than the raw weights. Hence 4 % to start with, 1 %
// and 10 % as alternatives, and a warning above 10 %. Library defaults do not consider the run
// length: ema-pytorch's (every 10th step, power 2/3) have a mean age of half the run after 1,000
// steps.
#pragma once

#include "core/base/phrase.h"
#include "core/rules/decay_meaning.h"

#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// Mean ages, as fractions of the planned steps.
inline constexpr double kShortMeanAge = 0.01;    ///< the shorter alternative
inline constexpr double kFirstMeanAge = 0.04;    ///< to start with
inline constexpr double kLongestMeanAge = 0.10;  ///< the longer alternative; above it is too long

/// One decay to try.
struct DecaySuggestion {
  std::string label = {};   ///< "start with", "shorter", "longer"
  std::string reason = {};  ///< one sentence
  DecayMeaning decay = {};  ///< 1 - beta rounded to two digits, easy to type
};

/// Suggestions in this order: to start with, shorter, longer. Fails for an unknown run length, for
/// fewer than 10 steps, and like decayMeaning().
[[nodiscard]] Result<std::vector<DecaySuggestion>> suggestedDecays(const DecayContext& context,
                                                                   std::string_view where);

/// A track's age, now or at the planned end.
struct TrackAge {
  double mean_age = 0.0;       ///< steps
  double planned_steps = 0.0;  ///< 0: unknown
  double copy_share = 0.0;     ///< weight still on the copy from the warm-up, 0..1
  double update_every = 1.0;   ///< steps
};

/// Whether an average is too long for its run.
struct AgeNotice {
  bool too_old = false;                ///< its mean age exceeds kLongestMeanAge of the run
  std::string text = {};               ///< empty unless too old
  std::vector<Phrase> sentences = {};  ///< those of `text`, for the window's language
};

/// Too old means a mean age of more than kLongestMeanAge of the planned steps. The text says by how
/// much, why, and what to use instead. Without planned steps no track is too old.
[[nodiscard]] AgeNotice ageNotice(const TrackAge& track);

}  // namespace emascope
