// SPDX-License-Identifier: Apache-2.0
//
// Which parameter of a rule is its decay, and which counts the steps between its updates. Libraries
// have many names for both; what sets or shows a half-life in steps needs to know them.
#pragma once

#include "core/rules/schedule.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// The parameter that a rule's decay keeps or comes to.
struct DecayParam {
  std::string id = {};   ///< of the parameter in the rule's list
  bool is_rest = false;  ///< its value is 1 - decay, as the momentum of mmengine and Ignite

  /// The decay of one update if the parameter has this value; none for kNoneValue.
  [[nodiscard]] std::optional<double> decay(double value) const;
  /// The value of the parameter for this decay.
  [[nodiscard]] double value(double decay) const { return is_rest ? 1.0 - decay : decay; }
  /// The same for a half-life of so many updates. @pre half_life > 0
  [[nodiscard]] double valueOfHalfLife(double half_life) const;
};

/// "beta"; in a library preset without it the only decay, or the momentum, if the rule comes to
/// exactly that decay with its present choices. None for rules that have other parameters for it,
/// such as a half-life or a width, and for torchvision, which scales its decay. `values` may lack
/// some.
[[nodiscard]] std::optional<DecayParam> decayParam(const ScheduleEntry& rule,
                                                   const ParamValues& values);

/// The id of the parameter that counts the steps between two updates, in the terms of that library;
/// none if the rule updates at every step.
[[nodiscard]] std::optional<std::string> strideParam(const std::vector<ParamSpec>& params);

/// Whether `id` is one of these.
[[nodiscard]] bool isStrideParam(std::string_view id);

/// A value of one parameter that gives a rule a half-life.
struct HalfLifeSetting {
  std::string id = {};    ///< of the parameter in the rule's list
  double value = 0.0;     ///< to set it to, in its own unit
  bool is_decay = false;  ///< of the order of 0.999, and to be written so
};

/// What to set for a half-life of `half_life` steps, in a run of `run_steps`: the rule's own
/// half-life, or its decay for the stride among `values`. None for rules whose half-life grows with
/// the run, or is in a unit that has no length here. @pre half_life > 0, run_steps > 0
[[nodiscard]] std::optional<HalfLifeSetting> halfLifeSetting(const ScheduleEntry& rule,
                                                             const ParamValues& values,
                                                             double half_life, double run_steps);

}  // namespace emascope
