// SPDX-License-Identifier: Apache-2.0
//
// How long an average to begin with, for a run of known length, and when one is too long for it.
// The rule is a share of the planned steps. An average lags by its mean age and is quieter the
// longer it is; the lag hurts in proportion to how far the weights still move in that time, so what
// matters is the mean age against the run. Measured on the demos at constant learning rate: best
// near 2 to 4 % (beta 0.99 to 0.995 in 5,000 steps); at a fifth of the run at least a third of the
// gain is lost, at a third of it the average is worse than the raw weights. Hence 4 % to begin
// with, 1 % and 10 % to its sides, and a warning above 10 %. Libraries' defaults know no run
// length: ema-pytorch's (every 10th step, power 2/3) are half the run old after 1,000 steps.
#pragma once

#include "core/rules/decay_meaning.h"

#include <string>
#include <string_view>
#include <vector>

namespace emascope {

inline constexpr double kShortMeanAge = 0.01;  ///< shares of the planned steps
inline constexpr double kFirstMeanAge = 0.04;
inline constexpr double kLongestMeanAge = 0.10;

struct DecaySuggestion {
  std::string label = {};   ///< "to begin with", "shorter", "longer"
  std::string reason = {};  ///< one sentence
  DecayMeaning decay = {};  ///< 1 - beta rounded to two digits, so that it can be typed
};

/// To begin with, shorter, longer; in this order. Refuses a run of unknown length or under 10
/// steps, and what decayMeaning() refuses.
[[nodiscard]] Result<std::vector<DecaySuggestion>> suggestedDecays(const DecayContext& context,
                                                                   std::string_view where);

/// What is known of a track, now or at the planned end.
struct TrackAge {
  double mean_age = 0.0;       ///< steps
  double planned_steps = 0.0;  ///< 0: not known
  double copy_share = 0.0;     ///< weight still on the warm-up's copy, 0..1
  double update_every = 1.0;   ///< steps
};

struct AgeNotice {
  bool too_old = false;
  std::string text = {};  ///< empty unless too old
};

/// Too old: a mean age of more than kLongestMeanAge of the planned steps. Says by how much, why,
/// and what to use instead. Without planned steps nothing is too old.
[[nodiscard]] AgeNotice ageNotice(const TrackAge& track);

}  // namespace emascope
