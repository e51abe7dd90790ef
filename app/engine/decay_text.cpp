// SPDX-License-Identifier: Apache-2.0
#include "app/engine/decay_text.h"

#include "app/common/text_table.h"
#include "core/base/numbers.h"
#include "core/rules/rule_clock.h"
#include "core/rules/suggest.h"
#include "core/rules/units.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

namespace emascope {
namespace {

constexpr std::size_t kDecayTextWidth = 100;

struct UnitName {
  std::string_view name;
  DecayUnit unit;
};
constexpr UnitName kUnitNames[] = {{"beta", DecayUnit::kBeta},
                                   {"half_life", DecayUnit::kHalfLifeSteps},
                                   {"half_life_fraction", DecayUnit::kHalfLifeShare},
                                   {"mean_age", DecayUnit::kMeanAge},
                                   {"window", DecayUnit::kWindow},
                                   {"time_constant", DecayUnit::kTimeConstant},
                                   {"sigma_rel", DecayUnit::kSigmaRel},
                                   {"gamma", DecayUnit::kGamma},
                                   {"inv_gamma", DecayUnit::kInvGamma}};
/// 1 - beta, which some libraries take.
constexpr std::string_view kMomentum = "momentum";

std::string shortly(double value) { return formatPlain(value, 4); }

/// "1 step", "692.8 steps".
std::string withUnit(double number, const char* unit) {
  const std::string text = shortly(number);
  return text + " " + unit + (text == "1" ? "" : "s");
}

std::string percentOf(double share) { return formatPlain(100.0 * share, 3) + " %"; }

/// Enough digits for four of 1 - beta.
std::string betaText(const DecayMeaning& decay) {
  const double nines = decay.rest > 0.0 ? std::ceil(-std::log10(decay.rest)) : 0.0;
  return formatShort(decay.beta, std::min(15, 4 + static_cast<int>(nines)));
}

Result<DecayMeaning> meaningOf(std::string_view quantity, const DecayContext& context) {
  const std::string where = "--convert";
  const std::size_t equals = quantity.find('=');
  if (equals == std::string_view::npos) {
    return Error{where, "'" + std::string(quantity) + "' has no unit",
                 "UNIT=VALUE with one of the units " + decayUnits()};
  }
  const std::string name(quantity.substr(0, equals));
  const std::string_view typed = quantity.substr(equals + 1);
  const std::string field = where + " " + name;
  const auto value = name == "beta" ? parseDecay(typed, field) : parseNumber(typed, field);
  if (!value) return value.error();
  if (name == kMomentum) {
    if (!(*value >= 0.0 && *value <= 1.0)) {
      return Error{where, "momentum cannot be " + formatNumber(*value), "0 to 1"};
    }
    return decayMeaning(DecayUnit::kBeta, 1.0 - *value, context, where);
  }
  for (const auto& [known, unit] : kUnitNames) {
    if (name == known) return decayMeaning(unit, *value, context, where);
  }
  return Error{where, "'" + name + "' is not a unit", decayUnits()};
}

/// Whether `entry` blends with `beta` in the long run if its argument `id` is `value`.
/// torchvision's decay, for example, is scaled by the batch size.
bool leadsTo(double beta, const ScheduleEntry& entry, const std::string& id, double value) {
  constexpr std::int64_t kLate = 1'000'000'000'001;  // acts at any usual stride
  auto values = orderedValues(entry, {}, "");
  if (!values || !changeValues(entry, values.value(), {{id, value}}, "")) return false;
  const EmaAction action = entry.action(*values, plainCall(entry, *values, kLate));
  return action.kind == ActionKind::kBlend &&
         std::abs(action.beta - beta) <= 1e-6 * (1.0 - beta) + 1e-15;
}

/// Arguments with the same spelling, and the libraries that take them: "decay=0.999", "timm-v3, …".
std::map<std::string, std::string> libraryArguments(const DecayMeaning& decay) {
  std::map<std::string, std::string> found;
  for (const auto& [id, entry] : libraryPresets()) {
    for (const ParamSpec& spec : entry.params) {
      std::string argument;
      if (spec.scale == ParamSpec::Scale::kOneMinusLog &&
          leadsTo(decay.beta, entry, spec.id, decay.beta)) {
        argument = betaText(decay);
      } else if (spec.id == kMomentum && leadsTo(decay.beta, entry, spec.id, decay.rest)) {
        argument = shortly(decay.rest);
      } else if (decay.sigma_rel && (spec.id == "sigma_rel" || spec.id == "std")) {
        argument = shortly(*decay.sigma_rel);
      }
      if (argument.empty()) continue;
      std::string& libraries = found[spec.id + "=" + argument];
      libraries += (libraries.empty() ? "" : ", ") + id;
    }
  }
  return found;
}

std::string runLines(const DecayMeaning& decay, double steps) {
  std::string text = "\n";
  text += "In a run of " + formatNumber(steps) + " steps\n";
  text += "  half-life " + percentOf(*decay.half_life_share) + ", mean age " +
          percentOf(*decay.mean_age_share) + " of the run\n";
  if (decay.sigma_rel) {
    text += "  power function of the same mean age: sigma_rel=" + shortly(*decay.sigma_rel) +
            ", gamma=" + shortly(*decay.gamma) + "\n";
  }
  if (decay.inv_gamma) {
    text += "  ramp of the same mean age: inv_gamma=" + shortly(*decay.inv_gamma) + ", power=2/3\n";
  }
  return text;
}

Result<std::string> adviceLines(const DecayMeaning& decay, const DecayContext& context) {
  const auto suggested = suggestedDecays(context, "--steps");
  if (!suggested) return suggested.error();
  std::string text;
  const AgeNotice notice = ageNotice({.mean_age = decay.mean_age,
                                      .planned_steps = *context.run_steps,
                                      .update_every = context.update_every});
  if (notice.too_old) {
    text += "\nToo slow for a run of " + formatNumber(*context.run_steps) + " steps\n" +
            wrapped(notice.text, "  ", kDecayTextWidth);
  }
  text += "\nTo try\n";
  for (const DecaySuggestion& one : *suggested) {
    text += wrapped(one.label + ": beta=" + betaText(one.decay) + ", half-life " +
                        withUnit(one.decay.half_life_steps, "step") + "; " + one.reason,
                    "  ", kDecayTextWidth);
  }
  return text;
}

}  // namespace

std::string decayUnits() {
  std::string names;
  for (const auto& [name, unit] : kUnitNames) {
    names += (names.empty() ? "" : ", ") + std::string(name);
    if (unit == DecayUnit::kBeta) names += ", " + std::string(kMomentum);
  }
  return names;
}

Result<std::string> decayText(const DecayQuestion& question) {
  DecayContext context;
  if (!question.steps.empty()) {
    const auto steps = parseInteger(question.steps, "--steps");
    if (!steps) return steps.error();
    context.run_steps = static_cast<double>(*steps);
  }
  if (!question.update_every.empty()) {
    const auto every = parseInteger(question.update_every, "--update-every");
    if (!every) return every.error();
    context.update_every = static_cast<double>(*every);
  }
  const auto decay = meaningOf(question.quantity, context);
  if (!decay) {
    Error error = decay.error();
    DecayContext with_steps = context;
    with_steps.run_steps = 1.0;
    if (!context.run_steps && meaningOf(question.quantity, with_steps)) {
      error.allowed = "together with --steps N";
    }
    return error;
  }

  const bool each = context.update_every == 1.0;
  std::string text =
      "beta=" + betaText(*decay) + ", updated " +
      (each ? "at every step" : "every " + formatNumber(context.update_every) + " steps") + "\n\n";
  text += "half-life          " + withUnit(decay->half_life_steps, "step") + "\n";
  text += "mean age           " + withUnit(decay->mean_age, "step") + "\n";
  text += "effective samples  " + withUnit(window(decay->beta), "update") + "\n";
  text += "time constant      " + withUnit(decay->time_constant, "step") + "\n";
  if (context.run_steps) text += runLines(*decay, *context.run_steps);
  text += "\n";
  text += "As an argument of --track like=LIBRARY; its warm-up and ramp come on top\n";
  for (const auto& [argument, libraries] : libraryArguments(*decay)) {
    text += wrapped(argument + ": " + libraries, "  ", kDecayTextWidth);
  }
  if (!context.run_steps) return text;
  const auto advice = adviceLines(*decay, context);
  if (!advice) return advice.error();
  return text + *advice;
}

}  // namespace emascope
