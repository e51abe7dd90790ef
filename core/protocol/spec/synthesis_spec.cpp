// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/spec/synthesis_spec.h"

#include "core/base/numbers.h"
#include "core/protocol/spec/track_spec.h"

#include <array>
#include <utility>

namespace emascope {
namespace {

constexpr const char* kSynthesisForm = "[LABEL:]PROFILE=VALUE[,step=STEP]";
constexpr const char* kDefaultLabel = "posthoc";

using Make = Result<TargetProfile> (*)(double value, std::string_view where);
constexpr std::array<std::pair<std::string_view, Make>, 6> kProfiles = {
    {{"sigma_rel", TargetProfile::sigmaRel},
     {"gamma", TargetProfile::gamma},
     {"beta", TargetProfile::beta},
     {"half_life", TargetProfile::halfLife},
     {"debiased", TargetProfile::debiased},
     {"last", TargetProfile::lastSteps}}};

std::string profileNames() {
  std::string names;
  for (const auto& [name, make] : kProfiles)
    names += (names.empty() ? "" : ", ") + std::string(name);
  return names;
}

}  // namespace

Result<TargetProfile> targetOf(const SynthesisSpec& spec, std::string_view where) {
  for (const auto& [name, make] : kProfiles) {
    if (name == spec.profile) return make(spec.value, where);
  }
  return Error{std::string(where), "'" + spec.profile + "' is not a profile", profileNames()};
}

Status checkSynthesis(const SynthesisSpec& spec, std::int64_t steps) {
  if (auto status = checkLabel(spec.label); !status) return status;
  const std::string where = "synthesize " + spec.label;
  if (spec.step < 0 || spec.step > steps) {
    return Error{where + ": step", std::to_string(spec.step) + " is not within the run",
                 "1 to " + std::to_string(steps) + ", 0 for the last"};
  }
  const auto target = targetOf(spec, where);
  return target ? Status(Ok{}) : Status(target.error());
}

Result<SynthesisSpec> readSynthesis(const std::string& text) {
  const std::string where = "synthesize '" + text + "'";
  SynthesisSpec spec{.label = kDefaultLabel};
  std::string_view rest = text;
  const auto colon = rest.find(':');
  if (colon != std::string_view::npos && colon < rest.find('=')) {
    spec.label = rest.substr(0, colon);
    if (const auto status = checkLabel(spec.label); !status) return status.error();
    rest.remove_prefix(colon + 1);
  }
  const auto comma = rest.find(',');
  const std::string_view profile = rest.substr(0, comma);
  const auto equals = profile.find('=');
  if (equals == std::string_view::npos) return Error{where, "is not understood", kSynthesisForm};
  spec.profile = profile.substr(0, equals);
  const auto value = parseNumber(profile.substr(equals + 1), where);
  if (!value) return value.error();
  spec.value = *value;
  if (comma != std::string_view::npos) {
    constexpr std::string_view kStep = "step=";
    const std::string_view step = rest.substr(comma + 1);
    if (!step.starts_with(kStep)) return Error{where, "is not understood", kSynthesisForm};
    const auto number = parseInteger(step.substr(kStep.size()), where);
    if (!number) return number.error();
    spec.step = *number;
  }
  if (const auto target = targetOf(spec, where); !target) return target.error();
  return spec;
}

std::string synthesisOption(const SynthesisSpec& spec) {
  std::string text = spec.label + ":" + spec.profile + "=" + formatNumber(spec.value);
  if (spec.step != 0) text += ",step=" + std::to_string(spec.step);
  return text;
}

}  // namespace emascope
