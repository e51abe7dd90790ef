// SPDX-License-Identifier: Apache-2.0
#include "core/rules/decay_meaning.h"

#include "core/base/numbers.h"
#include "core/rules/units.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <string>

namespace emascope {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Range {
  double min;
  bool min_open;
  double max;  // infinity: any finite value
  const char* allowed;
};

Range rangeOf(DecayUnit unit) {
  switch (unit) {
    case DecayUnit::kBeta:
      return {0.0, false, 1.0, "0 to 1"};
    case DecayUnit::kMeanAge:
    case DecayUnit::kGamma:
      return {0.0, false, kInfinity, "0 or more"};
    case DecayUnit::kWindow:
    case DecayUnit::kTimeConstant:
      return {1.0, false, kInfinity, "1 or more"};
    case DecayUnit::kHalfLifeSteps:
    case DecayUnit::kHalfLifeEpochs:
    case DecayUnit::kHalfLifeSeconds:
    case DecayUnit::kHalfLifeShare:
    case DecayUnit::kSigmaRel:
    case DecayUnit::kInvGamma:
      break;
  }
  return {0.0, true, kInfinity, "above 0"};
}

Status checkContext(const DecayContext& context, std::string_view where) {
  const std::pair<std::optional<double>, const char*> fields[] = {
      {context.steps_per_epoch, "steps per epoch"},
      {context.seconds_per_step, "seconds per step"},
      {context.run_steps, "steps of the run"},
      {context.update_every, "update_every"},
      {context.power, "power"}};
  for (const auto& [value, name] : fields) {
    if (value && !(*value > 0.0 && std::isfinite(*value))) {
      return Error{std::string(where), std::string(name) + " is " + formatNumber(*value),
                   "above 0"};
    }
  }
  return Ok{};
}

// The length that a unit refers to, or an error if it is unknown.
Result<double> needed(const std::optional<double>& field, const char* what, DecayUnit unit,
                      std::string_view where) {
  if (field) return *field;
  return Error{std::string(where),
               std::string(unitText(unit)) + " cannot be converted until " + what + " is known",
               "beta, or a half-life in steps"};
}

// L = -ln beta per step, from a mean age in steps.
double rateOfMeanAge(double age) { return std::log1p(1.0 / age); }

Result<double> rateOfGrowingRule(DecayUnit unit, double value, const DecayContext& context,
                                 std::string_view where) {
  const auto steps = needed(context.run_steps, "the run's length", unit, where);
  if (!steps) return steps.error();
  if (unit == DecayUnit::kInvGamma) {
    return rateOfMeanAge(rampMeanAge(context.power, value, *steps));
  }
  if (unit == DecayUnit::kGamma) return rateOfMeanAge(*steps * meanAgeShareOfGamma(value));
  const auto gamma = checkedGammaOfSigmaRel(value, where);
  if (!gamma) return gamma.error();
  return rateOfMeanAge(*steps * meanAgeShareOfGamma(*gamma));
}

Result<double> ratePerStep(DecayUnit unit, double value, const DecayContext& context,
                           std::string_view where) {
  const auto halfLifeIn = [&](const std::optional<double>& field, const char* what,
                              bool divides) -> Result<double> {
    const auto scale = needed(field, what, unit, where);
    if (!scale) return scale.error();
    return std::numbers::ln2 / (divides ? value / *scale : value * *scale);
  };
  switch (unit) {
    case DecayUnit::kBeta:
      return forgettingRate(value) / context.update_every;
    case DecayUnit::kHalfLifeSteps:
      return std::numbers::ln2 / value;
    case DecayUnit::kHalfLifeEpochs:
      return halfLifeIn(context.steps_per_epoch, "the number of steps in an epoch", false);
    case DecayUnit::kHalfLifeSeconds:
      return halfLifeIn(context.seconds_per_step, "the time of a step", true);
    case DecayUnit::kHalfLifeShare:
      return halfLifeIn(context.run_steps, "the run's length", false);
    case DecayUnit::kMeanAge:
      return rateOfMeanAge(value);
    case DecayUnit::kWindow:
      return 2.0 * std::atanh(1.0 / value);
    case DecayUnit::kTimeConstant:
      return -std::log1p(-1.0 / value);
    case DecayUnit::kGamma:
    case DecayUnit::kSigmaRel:
    case DecayUnit::kInvGamma:
      break;
  }
  return rateOfGrowingRule(unit, value, context, where);
}

void addRunUnits(DecayMeaning& all, const DecayContext& context) {
  const double steps = *context.run_steps;
  all.half_life_share = all.half_life_steps / steps;
  all.mean_age_share = all.mean_age / steps;
  if (!(all.mean_age > 0.0)) return;
  // Half the run is exactly gamma 0; converting back and forth would round.
  const double gamma = steps / all.mean_age - 2.0;
  if (gamma > -1e-9) {
    all.gamma = std::max(gamma, 0.0);
    all.sigma_rel = sigmaRelOfGamma(*all.gamma);
  }
  if (all.mean_age < steps) {
    const double inv_gamma = invGammaOfMeanAge(context.power, all.mean_age, steps);
    const double reached = rampMeanAge(context.power, inv_gamma, steps);
    // A small power can need a scale beyond double's range.
    if (std::abs(reached - all.mean_age) <= 1e-6 * all.mean_age) all.inv_gamma = inv_gamma;
  }
}

}  // namespace

std::string_view unitText(DecayUnit unit) {
  switch (unit) {
    case DecayUnit::kBeta:
      return "beta";
    case DecayUnit::kHalfLifeSteps:
      return "half-life in steps";
    case DecayUnit::kHalfLifeEpochs:
      return "half-life in epochs";
    case DecayUnit::kHalfLifeSeconds:
      return "half-life in seconds";
    case DecayUnit::kHalfLifeShare:
      return "half-life as a fraction of the run";
    case DecayUnit::kMeanAge:
      return "mean age in steps";
    case DecayUnit::kWindow:
      return "window in steps";
    case DecayUnit::kTimeConstant:
      return "time constant in steps";
    case DecayUnit::kGamma:
      return "gamma";
    case DecayUnit::kSigmaRel:
      return "sigma_rel";
    case DecayUnit::kInvGamma:
      return "inv_gamma";
  }
  return "";
}

Result<DecayMeaning> decayMeaning(DecayUnit unit, double value, const DecayContext& context,
                                  std::string_view where) {
  if (const Status status = checkContext(context, where); !status) return status.error();
  const Range range = rangeOf(unit);
  if (!std::isfinite(value) || value < range.min || value > range.max ||
      (range.min_open && value == range.min)) {
    return Error{std::string(where),
                 std::string(unitText(unit)) + " cannot be " + formatNumber(value), range.allowed};
  }
  const Result<double> found = ratePerStep(unit, value, context, where);
  if (!found) return found.error();
  const double rate = *found;
  DecayMeaning all;
  const bool as_given = unit == DecayUnit::kBeta;
  all.beta = as_given ? value : std::exp(-rate * context.update_every);
  all.rest = as_given ? 1.0 - value : -std::expm1(-rate * context.update_every);
  all.beta_step = std::exp(-rate);
  all.half_life_steps = std::numbers::ln2 / rate;
  all.mean_age = 1.0 / std::expm1(rate);
  all.window = 1.0 / std::tanh(rate / 2.0);
  all.time_constant = -1.0 / std::expm1(-rate);
  if (context.steps_per_epoch) {
    all.half_life_epochs = all.half_life_steps / *context.steps_per_epoch;
  }
  if (context.seconds_per_step) {
    all.half_life_seconds = all.half_life_steps * *context.seconds_per_step;
  }
  if (context.run_steps) addRunUnits(all, context);
  return all;
}

}  // namespace emascope
