// SPDX-License-Identifier: Apache-2.0
//
// Converts one decay between all units: give it in any unit and read all the others. Units that
// depend on the run (its length, epochs or speed) stay empty until that is known. A constant decay
// is the same for every run length; rules that grow with the run (sigma_rel, gamma, inv_gamma) are
// matched to it by mean age at the run's last step, so the mean age, the figure users read first,
// is the same in all units.
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string_view>

namespace emascope {

/// Known facts about the run; values must be positive.
struct DecayContext {
  std::optional<double> steps_per_epoch = {};   ///< training steps in one pass over the data
  std::optional<double> seconds_per_step = {};  ///< measured speed
  std::optional<double> run_steps = {};         ///< planned length
  double update_every = 1.0;                    ///< steps between updates
  double power = 2.0 / 3.0;                     ///< exponent of the inverse ramp of inv_gamma
};

/// What a number given to decayMeaning() means.
enum class DecayUnit {
  kBeta,             ///< factor of one update (one every update_every steps)
  kHalfLifeSteps,    ///< steps
  kHalfLifeEpochs,   ///< epochs
  kHalfLifeSeconds,  ///< seconds
  kHalfLifeShare,    ///< fraction of the run, above 0
  kMeanAge,          ///< steps
  kWindow,           ///< "the last N steps"; see window() in units.h
  kTimeConstant,     ///< steps, 1 / (1 - beta)
  kGamma,            ///< power function's exponent, at least 0
  kSigmaRel,         ///< power function's relative width, above 0, below 0.28868
  kInvGamma,         ///< time scale of the inverse ramp with the context's power
};

/// "beta", "half-life in steps", …
[[nodiscard]] std::string_view unitText(DecayUnit unit);

/// One decay in all units. Infinite where beta is 1; mean age and half-life are 0 where beta is 0.
struct DecayMeaning {
  double beta = 0.0;             ///< decay of one update (one every update_every steps)
  double rest = 1.0;             ///< 1 - beta, to full precision
  double beta_step = 0.0;        ///< equivalent decay when updating at every step
  double half_life_steps = 0.0;  ///< steps after which a weight has halved
  double mean_age = 0.0;         ///< in steps, of beta_step
  double window = 1.0;           ///< in steps, of beta_step: "the last N steps"
  double time_constant = 1.0;    ///< in steps: 1 / (1 - beta_step)
  std::optional<double> half_life_epochs = {};   ///< needs steps_per_epoch
  std::optional<double> half_life_seconds = {};  ///< needs seconds_per_step
  std::optional<double> half_life_share = {};    ///< needs run_steps
  std::optional<double> mean_age_share = {};     ///< needs run_steps
  /// Power function's exponent. Needs run_steps; empty if the mean age exceeds half the run (older
  /// than the mean of all steps).
  std::optional<double> gamma = {};
  std::optional<double> sigma_rel = {};  ///< its relative width; empty where `gamma` is
  /// Needs run_steps; empty if the mean age is 0, or not below run_steps.
  std::optional<double> inv_gamma = {};
};

/// Fails for a value outside the unit's range, for a unit whose context is unknown, and for a
/// context value that is not positive. `where` names the field in the error.
[[nodiscard]] Result<DecayMeaning> decayMeaning(DecayUnit unit, double value,
                                                const DecayContext& context,
                                                std::string_view where);

}  // namespace emascope
