// SPDX-License-Identifier: Apache-2.0
//
// Helpers shared by several library presets: arguments with one range and tip each, the actions a
// library can take at a call, and assignments in Python. Presets reject nothing themselves.
// An argument for which the library accepts None is optional (kNoneValue).
#pragma once

#include "core/rules/live_edit.h"
#include "core/rules/schedules/common_params.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

namespace emascope {

inline constexpr const char* kRecorded = "recorded outputs";
inline constexpr const char* kFromSource = "from source, not run";

/// A factor on the old average, under the library's own name.
[[nodiscard]] inline ParamSpec decaySpec(const char* id, const char* label, double initial,
                                         const char* tip) {
  ParamSpec spec = betaSpec(initial, label, tip);
  spec.id = id;
  return spec;
}

/// 1 - the factor on the old average.
[[nodiscard]] inline ParamSpec momentumSpec(double initial) {
  return {.id = "momentum",
          .label = "momentum",
          .tip = "Fraction of the raw weights taken by each update: 1 - β.",
          .min = 0.0,
          .max = 1.0,
          .min_open = true,
          .initial = initial,
          .scale = ParamSpec::Scale::kLog,
          .slider_min = 1e-5,
          .slider_max = 0.1};
}

[[nodiscard]] inline ParamSpec floorSpec(const char* id, const char* tip) {
  return {.id = id,
          .label = "floor",
          .tip = tip,
          .min = 0.0,
          .max = 1.0,
          .initial = 0.0,
          .advanced = true,
          .slider_min = 0.0,
          .slider_max = 1.0};
}

[[nodiscard]] inline ParamSpec powerSpec(const char* id, double initial) {
  return {.id = id,
          .label = "power",
          .tip = "Exponent of the ramp 1 - (1 + n/inv_gamma)^-power.",
          .min = 0.0,
          .max = 10.0,
          .initial = initial,
          .slider_min = 0.3,
          .slider_max = 1.0};
}

/// A number of steps; negative values are allowed, as in Python.
[[nodiscard]] inline ParamSpec signedStepSpec(const char* id, const char* label, double initial,
                                              const char* tip) {
  ParamSpec spec = countSpec(id, label, tip, -kLongestCount, initial);
  spec.slider_min = 0.0;
  return spec;
}

[[nodiscard]] inline ParamSpec stepsPerEpochSpec() {
  return countSpec("steps_per_epoch", "steps per epoch",
                   "Steps per epoch; 0: the run's own value. If neither is known, no epoch ends.",
                   0.0, 0.0);
}

/// The same argument where the library also accepts None, which is then the default.
[[nodiscard]] inline ParamSpec optionalSpec(ParamSpec spec, double initial = kNoneValue) {
  spec.optional = true;
  spec.initial = initial;
  return spec;
}

/// Steps in an epoch; 0 = unknown. `own` is the value of stepsPerEpochSpec().
[[nodiscard]] inline double epochSteps(double own, const Call& call) {
  return own > 0.0 ? own : call.steps_per_epoch;
}

[[nodiscard]] inline bool isSet(double flag) { return flag != 0.0; }

[[nodiscard]] inline EmaAction copyAction(Reason reason) {
  return {.kind = ActionKind::kCopy, .reason = reason};
}

[[nodiscard]] inline EmaAction skipAction(Reason reason) {
  return {.kind = ActionKind::kSkip, .reason = reason};
}

/// A blend. With beta 1 the average stays unchanged, but tensors that a blend copies are copied.
[[nodiscard]] inline EmaAction blendAction(double beta, Reason reason) {
  return {
      .kind = ActionKind::kBlend, .beta = beta, .reason = beta >= 1.0 ? Reason::kFrozen : reason};
}

/// A ramp with a cap and a floor: min(max(ramp, floor), cap) if `cap_wins`, else max(min(ramp,
/// cap), floor).
[[nodiscard]] inline EmaAction rampAction(double ramp, double floor, double cap, bool cap_wins) {
  const double beta =
      cap_wins ? std::min(std::max(ramp, floor), cap) : std::max(std::min(ramp, cap), floor);
  if (beta == 0.0) return copyAction(Reason::kFirst);
  if (ramp < floor && beta == floor) return blendAction(beta, Reason::kFloor);
  return blendAction(beta, beta == cap ? Reason::kCap : Reason::kRamp);
}

/// 1 - (1 + age/inv_gamma)^-power
[[nodiscard]] inline double inversePowerRamp(double age, double inv_gamma, double power) {
  return 1.0 - std::pow(1.0 + age / inv_gamma, -power);
}

/// (1 + n)/(10 + n)
[[nodiscard]] inline double tenRamp(double n) { return (1.0 + n) / (10.0 + n); }

/// Ages at which these ramps reach `cap`.
[[nodiscard]] inline double inversePowerAge(double cap, double inv_gamma, double power) {
  return inv_gamma * (std::pow(1.0 - cap, -1.0 / power) - 1.0);
}
[[nodiscard]] inline double tenRampAge(double cap) { return (10.0 * cap - 1.0) / (1.0 - cap); }

/// The call at which a ramp reaches `age`, if its age at call k is k - offset; at the earliest
/// `first`. Empty if that is longer than any run.
[[nodiscard]] inline std::optional<std::int64_t> capCall(double age, double offset, double first) {
  const double call = std::ceil(age - 1e-9 * age) + offset;
  if (!(call < 9e15)) return std::nullopt;
  return static_cast<std::int64_t>(std::max({call, first, 1.0}));
}

[[nodiscard]] inline std::optional<std::int64_t> noCap(std::span<const double> /*values*/) {
  return std::nullopt;
}

/// Uses for parameters, for buffers and for integer buffers.
[[nodiscard]] constexpr TensorUses uses(TensorUse parameters, TensorUse buffers,
                                        TensorUse integers) {
  return {parameters, parameters, buffers, buffers, integers, integers};
}

/// Averages the trainable parameters; the library holds nothing else, so the rest of an evaluated
/// model is the raw model's.
[[nodiscard]] constexpr TensorUses trainableOnly() {
  TensorUses only = kCopyAll;
  only.trainable = TensorUse::kAverage;
  return only;
}

/// The traits of a rule that averages all parameters and copies all buffers, whatever its values.
[[nodiscard]] inline TrackTraits parametersOnlyTraits(std::span<const double> /*values*/) {
  return {.at_blend = uses(TensorUse::kAverage, TensorUse::kCopy, TensorUse::kCopy)};
}

/// torch.optim.swa_utils.AveragedModel. With `use_buffers` everything is averaged, integers as
/// `integers` specifies (float32, then truncated); otherwise buffers are copied.
[[nodiscard]] inline TrackTraits averagedModelTraits(bool use_buffers,
                                                     TensorUse integers = TensorUse::kTruncate) {
  TrackTraits traits;
  traits.at_blend = use_buffers ? uses(TensorUse::kAverage, TensorUse::kAverage, integers)
                                : uses(TensorUse::kAverage, TensorUse::kCopy, TensorUse::kCopy);
  return traits;
}

/// Adds to `lines.set` the assignments "OBJECT.ID = value" of numbers.
inline void pySetNumbers(PythonLines& lines, const std::string& object,
                         std::initializer_list<std::pair<const char*, double>> values) {
  for (const auto& [id, value] : values) lines.set[id] = object + "." + id + " = " + pyText(value);
}

}  // namespace emascope
