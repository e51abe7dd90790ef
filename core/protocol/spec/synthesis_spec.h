// SPDX-License-Identifier: Apache-2.0
//
// Describes a post-hoc average, which no track kept: its profile and its step. A plain value, and
// its syntax on the command line. The engine decides whether the snapshots suffice for it.
#pragma once

#include "core/base/result.h"
#include "core/rules/posthoc/target_profile.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace emascope {

struct SynthesisSpec {
  std::string label = {};  ///< a name for the result, as a track's
  /// "sigma_rel", "gamma", "beta", "half_life" (steps), "debiased" (half-life), "last" (steps)
  std::string profile = {};
  double value = 0.0;
  std::int64_t step = 0;  ///< step of the run; 0 = the last one taken
  friend bool operator==(const SynthesisSpec&, const SynthesisSpec&) = default;
};

/// The profile of `spec`; refuses unknown names and values out of range. `where` is for errors.
[[nodiscard]] Result<TargetProfile> targetOf(const SynthesisSpec& spec, std::string_view where);

/// Ok if label, profile, value and step of `spec` are valid for a run of `steps` steps.
[[nodiscard]] Status checkSynthesis(const SynthesisSpec& spec, std::int64_t steps);

/// Parses "[LABEL:]PROFILE=VALUE[,step=STEP]". The default label is "posthoc".
[[nodiscard]] Result<SynthesisSpec> readSynthesis(const std::string& text);

/// The text that readSynthesis() parses back into `spec`.
[[nodiscard]] std::string synthesisOption(const SynthesisSpec& spec);

}  // namespace emascope
