// SPDX-License-Identifier: Apache-2.0
//
// The average that somebody wishes had been kept: how it would weigh the steps 1..at of a run. A
// power function, a constant decay that began as a copy of step 1, or the plain mean of the last
// steps. A value; out of its range it cannot be made.
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace emascope {

class TargetProfile {
 public:
  /// `where` names the field in the error.
  [[nodiscard]] static Result<TargetProfile> sigmaRel(double sigma_rel, std::string_view where);
  [[nodiscard]] static Result<TargetProfile> gamma(double gamma, std::string_view where);
  [[nodiscard]] static Result<TargetProfile> beta(double beta, std::string_view where);
  [[nodiscard]] static Result<TargetProfile> halfLife(double steps, std::string_view where);
  /// The plain mean of the last `steps`; of all, where the run is shorter.
  [[nodiscard]] static Result<TargetProfile> lastSteps(double steps, std::string_view where);

  /// Weight on all steps up to `step` in the average at step `at`: 0 at 0, 1 from `at` on.
  [[nodiscard]] double upTo(double step, double at) const;

  /// Exponent of a power function; empty for the others.
  [[nodiscard]] std::optional<double> powerGamma() const {
    return kind_ == Kind::kPower ? std::optional(value_) : std::nullopt;
  }

  /// "sigma_rel 0.15", "half-life 138 steps", as it was asked for.
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  enum class Kind { kPower, kConstant, kUniform };
  TargetProfile(Kind kind, double value, std::string text)
      : kind_(kind), value_(value), text_(std::move(text)) {}

  Kind kind_;
  double value_;  // gamma, -ln beta, or steps
  std::string text_;
};

}  // namespace emascope
