// SPDX-License-Identifier: Apache-2.0
#include "core/rules/posthoc/target_profile.h"

#include "core/base/numbers.h"
#include "core/rules/units.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace emascope {
namespace {

Error outOfRange(std::string_view where, double value, const char* what, const char* allowed) {
  return {std::string(where), std::string(what) + " cannot be " + formatNumber(value), allowed};
}

}  // namespace

Result<TargetProfile> TargetProfile::sigmaRel(double sigma_rel, std::string_view where) {
  const auto found = checkedGammaOfSigmaRel(sigma_rel, where);
  if (!found) return found.error();
  return TargetProfile(Kind::kPower, *found, "sigma_rel " + formatShort(sigma_rel, 6));
}

Result<TargetProfile> TargetProfile::gamma(double gamma, std::string_view where) {
  if (!(gamma >= 0.0 && std::isfinite(gamma))) {
    return outOfRange(where, gamma, "gamma", "0 or more");
  }
  return TargetProfile(Kind::kPower, gamma, "gamma " + formatShort(gamma, 6));
}

Result<TargetProfile> TargetProfile::beta(double beta, std::string_view where) {
  if (!(beta >= 0.0 && beta < 1.0)) return outOfRange(where, beta, "beta", "0 to below 1");
  return TargetProfile(Kind::kConstant, forgettingRate(beta), "beta " + formatNumber(beta));
}

Result<TargetProfile> TargetProfile::halfLife(double steps, std::string_view where) {
  if (!(steps > 0.0 && std::isfinite(steps))) {
    return outOfRange(where, steps, "half-life", "above 0 steps");
  }
  return TargetProfile(Kind::kConstant, std::numbers::ln2 / steps,
                       "half-life " + formatShort(steps, 6) + " steps");
}

Result<TargetProfile> TargetProfile::debiased(double steps, std::string_view where) {
  auto same = halfLife(steps, where);
  if (!same) return same;
  return TargetProfile(Kind::kDebiased, same->value_, "debiased " + same->text_);
}

Result<TargetProfile> TargetProfile::lastSteps(double steps, std::string_view where) {
  if (!(steps >= 1.0 && std::isfinite(steps))) {
    return outOfRange(where, steps, "the number of last steps", "1 or more");
  }
  return TargetProfile(Kind::kUniform, steps,
                       "the mean of the last " + formatShort(steps, 6) + " steps");
}

double TargetProfile::upTo(double step, double at) const {
  if (step >= at) return 1.0;
  switch (kind_) {
    case Kind::kPower:
      return step <= 0.0 ? 0.0 : std::pow(step / at, value_ + 1.0);
    case Kind::kConstant:
      return step < 1.0 ? 0.0 : std::exp(-value_ * (at - step));
    case Kind::kDebiased:
      if (step <= 0.0) return 0.0;
      return std::exp(-value_ * (at - step)) * std::expm1(-value_ * step) /
             std::expm1(-value_ * at);
    case Kind::kUniform:
      break;
  }
  const double length = std::min(value_, at);
  return std::clamp(1.0 - (at - step) / length, 0.0, 1.0);
}

}  // namespace emascope
