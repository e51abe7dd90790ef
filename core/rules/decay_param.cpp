// SPDX-License-Identifier: Apache-2.0
#include "core/rules/decay_param.h"

#include "core/rules/rule_clock.h"
#include "core/rules/units.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace emascope {
namespace {

constexpr std::string_view kBeta = "beta";
constexpr std::string_view kMomentum = "momentum";
constexpr double kSteps = 0.0;  // units of a half-life, in the order of their choices
constexpr double kRun = 2.0;
constexpr std::array<std::string_view, 8> kStrides = {
    "update_every", "update_every_n_steps", "every_n_steps",   "interval",
    "every",        "update_interval",      "model_ema_steps", "update_freq"};

/// Whether `rule` comes to the decay that its parameter `candidate` says, whatever ramp it has,
/// with the choices among `values` and else with its usual settings.
bool comesTo(const ScheduleEntry& rule, const ParamValues& values, const DecayParam& candidate) {
  constexpr std::int64_t kLate = 1'000'000'000'001;  // acts at any usual stride
  constexpr double kProbe = 0.5;  // its own rest, and below what any ramp reaches
  ParamValues changes = {{candidate.id, kProbe}};
  for (const ParamSpec& spec : rule.params) {
    const auto chosen = values.find(spec.id);
    if (!spec.choices.empty() && chosen != values.end()) changes.insert(*chosen);
  }
  auto ordered = orderedValues(rule, {}, "");
  if (!ordered || !changeValues(rule, ordered.value(), changes, "")) return false;
  const EmaAction action = rule.action(*ordered, plainCall(rule, *ordered, kLate));
  return action.kind == ActionKind::kBlend && std::abs(action.beta - kProbe) <= 1e-9;
}

}  // namespace

std::optional<double> DecayParam::decay(double value) const {
  if (isNone(value)) return std::nullopt;
  return is_rest ? 1.0 - value : value;
}

double DecayParam::valueOfHalfLife(double half_life) const {
  return is_rest ? restOfHalfLife(half_life) : betaOfHalfLife(half_life);
}

std::optional<DecayParam> decayParam(const ScheduleEntry& rule, const ParamValues& values) {
  std::vector<DecayParam> found;
  for (const ParamSpec& spec : rule.params) {
    if (spec.id == kBeta) return DecayParam{.id = spec.id};
    if (spec.scale == ParamSpec::Scale::kOneMinusLog) found.push_back({.id = spec.id});
    if (spec.id == kMomentum) found.push_back({.id = spec.id, .is_rest = true});
  }
  if (found.size() != 1 || !comesTo(rule, values, found.front())) return std::nullopt;
  return found.front();
}

std::optional<std::string> strideParam(const std::vector<ParamSpec>& params) {
  const auto found =
      std::ranges::find_if(params, [](const ParamSpec& spec) { return isStrideParam(spec.id); });
  return found == params.end() ? std::nullopt : std::optional(found->id);
}

std::optional<HalfLifeSetting> halfLifeSetting(const ScheduleEntry& rule, const ParamValues& values,
                                               double half_life, double run_steps) {
  const auto value = [&values](std::string_view id, double otherwise) {
    const auto found = values.find(id);
    return found == values.end() ? otherwise : found->second;
  };
  if (const auto index = paramIndex(rule, "half_life")) {
    const ParamSpec& spec = rule.params[*index];
    // Composer has batches or epochs; and a decay, one of the two being none.
    const double unit = value("unit", value("time_unit", kSteps));
    if (!isNone(value(spec.id, spec.initial)) && (unit == kSteps || unit == kRun)) {
      const double length = unit == kRun ? half_life / run_steps : half_life;
      return HalfLifeSetting{.id = spec.id,
                             .value = spec.whole ? std::max(std::round(length), 1.0) : length};
    }
  }
  const auto decay = decayParam(rule, values);
  if (!decay) return std::nullopt;
  const auto stride = strideParam(rule.params);
  const double every = stride ? std::max(1.0, value(*stride, 1.0)) : 1.0;
  return HalfLifeSetting{.id = decay->id,
                         .value = decay->valueOfHalfLife(half_life / every),
                         .is_decay = !decay->is_rest};
}

bool isStrideParam(std::string_view id) {
  return std::ranges::find(kStrides, id) != kStrides.end();
}

}  // namespace emascope
