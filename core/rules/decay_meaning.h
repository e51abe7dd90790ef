// SPDX-License-Identifier: Apache-2.0
//
// One decay in every unit at once: give any of them and read all the others. What cannot be said
// without knowing the run (its length, its epochs, its speed) stays empty until that is known. A
// constant decay is defined for every horizon; the rules that grow with the run (sigma_rel, gamma,
// inv_gamma) are matched to it by mean age at the run's last step, so the figure that a user reads
// first, how old the average is, never changes in translation.
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string_view>

namespace emascope {

/// What is known about the run. Positive where given.
struct DecayContext {
  std::optional<double> steps_per_epoch = {};
  std::optional<double> seconds_per_step = {};
  std::optional<double> run_steps = {};  ///< planned length
  double update_every = 1.0;             ///< steps between updates
  double power = 2.0 / 3.0;              ///< exponent of the inverse ramp that inv_gamma belongs to
};

enum class DecayUnit {
  kBeta,             ///< factor of one update, which comes every update_every steps
  kHalfLifeSteps,    ///< steps
  kHalfLifeEpochs,   ///< epochs
  kHalfLifeSeconds,  ///< seconds
  kHalfLifeShare,    ///< of the run, above 0
  kMeanAge,          ///< steps
  kWindow,           ///< "the last N steps", as window() in units.h
  kTimeConstant,     ///< steps, 1 / (1 - beta)
  kGamma,            ///< power function's exponent, at least 0
  kSigmaRel,         ///< power function's relative width, above 0, below 0.28868
  kInvGamma,         ///< of the inverse ramp with the context's power
};

/// "beta", "half-life in steps", …
[[nodiscard]] std::string_view unitText(DecayUnit unit);

/// All units of one decay. Infinite where beta is 1; mean age and half-life are 0 where it is 0.
struct DecayMeaning {
  double beta = 0.0;       ///< of one update, update_every steps apart
  double rest = 1.0;       ///< 1 - beta of one update, all digits kept
  double beta_step = 0.0;  ///< the decay that forgets as fast when updated at every step
  double half_life_steps = 0.0;
  double mean_age = 0.0;       ///< steps, as are the next two; all three of beta_step
  double window = 1.0;         ///< "the last N steps"
  double time_constant = 1.0;  ///< 1 / (1 - beta_step)
  std::optional<double> half_life_epochs = {};   ///< needs steps_per_epoch
  std::optional<double> half_life_seconds = {};  ///< needs seconds_per_step
  std::optional<double> half_life_share = {};    ///< needs run_steps
  std::optional<double> mean_age_share = {};     ///< needs run_steps
  /// Need run_steps; empty where the mean age is over half the run (older than the mean of all).
  std::optional<double> gamma = {};
  std::optional<double> sigma_rel = {};
  /// Needs run_steps; empty where the mean age is 0 or not below run_steps.
  std::optional<double> inv_gamma = {};
};

/// Refuses a value out of the unit's range, a unit whose context is unknown, and a context with
/// values that are not positive. `where` names the field.
[[nodiscard]] Result<DecayMeaning> decayMeaning(DecayUnit unit, double value,
                                                const DecayContext& context,
                                                std::string_view where);

}  // namespace emascope
