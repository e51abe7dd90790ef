// SPDX-License-Identifier: Apache-2.0
//
// The target of post-hoc synthesis: the weights of steps 1..at in an average that was not kept. A
// power function, a constant decay that started as a copy of step 1 or without a memory of the
// start (debiased), or the plain mean of the last steps. The factory functions fail for values out
// of range.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace emascope {

/// The weights that a synthesized average should have. Immutable. `where` names the field in
/// errors.
class TargetProfile {
 public:
  /// A power function of relative width `sigma_rel`, in (0, kWidestSigmaRel].
  [[nodiscard]] static Result<TargetProfile> sigmaRel(double sigma_rel, std::string_view where);
  /// A power function with exponent `gamma`, at least 0; 0 is the mean of all steps.
  [[nodiscard]] static Result<TargetProfile> gamma(double gamma, std::string_view where);
  /// A constant decay, in [0, 1).
  [[nodiscard]] static Result<TargetProfile> beta(double beta, std::string_view where);
  /// A constant decay with this half-life, above 0.
  [[nodiscard]] static Result<TargetProfile> halfLife(double steps, std::string_view where);
  /// The same, debiased: the weights of the steps alone, divided by their sum.
  [[nodiscard]] static Result<TargetProfile> debiased(double steps, std::string_view where);
  /// The plain mean of the last `steps` steps, at least 1; of all steps if the run is shorter.
  [[nodiscard]] static Result<TargetProfile> lastSteps(double steps, std::string_view where);

  /// Total weight of steps up to `step` in the average at step `at`: 0 at 0, 1 from `at` on.
  [[nodiscard]] double upTo(double step, double at) const;

  /// The target as requested: "sigma_rel 0.15", "half-life 138 steps".
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  enum class Kind { kPower, kConstant, kDebiased, kUniform };
  TargetProfile(Kind kind, double value, std::string text)
      : kind_(kind), value_(value), text_(std::move(text)) {}

  Kind kind_;
  double value_;  // gamma, -ln beta, or steps
  std::string text_;
};

}  // namespace emascope
