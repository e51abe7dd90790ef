// SPDX-License-Identifier: Apache-2.0
//
// An average that no track kept, asked for after the fact: what profile, of which step. A plain
// value, and its spelling on the command line; what can be made of it is the engine's to say.
#pragma once

#include "core/base/result.h"
#include "core/rules/posthoc/target_profile.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace emascope {

struct SynthesisSpec {
  std::string label = {};    ///< a name for the result, as a track's
  std::string profile = {};  ///< "sigma_rel", "gamma", "beta", "half_life" (steps), "last" (steps)
  double value = 0.0;
  std::int64_t step = 0;  ///< of the run; 0 = the last step taken
  friend bool operator==(const SynthesisSpec&, const SynthesisSpec&) = default;
};

/// The profile asked for; refuses unknown names and values out of range. `where` names the request.
[[nodiscard]] Result<TargetProfile> targetOf(const SynthesisSpec& spec, std::string_view where);

/// Ok if `spec` can be asked of a run of `steps` steps: label, profile, value, step.
[[nodiscard]] Status checkSynthesis(const SynthesisSpec& spec, std::int64_t steps);

/// "[LABEL:]PROFILE=VALUE[,step=STEP]"; without a label it is called "posthoc".
[[nodiscard]] Result<SynthesisSpec> readSynthesis(const std::string& text);

/// What readSynthesis() reads as `spec` again.
[[nodiscard]] std::string synthesisOption(const SynthesisSpec& spec);

}  // namespace emascope
