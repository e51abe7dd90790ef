// SPDX-License-Identifier: Apache-2.0
#include "core/rules/units.h"

#include "core/base/numbers.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace emascope {

double forgettingRate(double beta) {
  return beta > 0.5 ? -std::log1p(-(1.0 - beta)) : -std::log(beta);
}

double halfLife(double beta) {
  if (beta <= 0.0) return 0.0;
  if (beta >= 1.0) return std::numeric_limits<double>::infinity();
  return std::numbers::ln2 / forgettingRate(beta);
}

double betaOfHalfLife(double half_life) { return std::exp2(-1.0 / half_life); }

double restOfHalfLife(double half_life) { return -std::expm1(-std::numbers::ln2 / half_life); }

double meanAge(double beta) { return beta / (1.0 - beta); }

double betaOfMeanAge(double age) { return std::isinf(age) ? 1.0 : age / (1.0 + age); }

double window(double beta) { return (1.0 + beta) / (1.0 - beta); }

double betaOfWindow(double updates) {
  return std::isinf(updates) ? 1.0 : (updates - 1.0) / (updates + 1.0);
}

double timeConstant(double beta) { return 1.0 / (1.0 - beta); }

double betaOfTimeConstant(double updates) { return 1.0 - 1.0 / updates; }

double betaForStride(double beta, double old_every, double new_every) {
  return std::pow(beta, new_every / old_every);
}

double sigmaRelOfGamma(double gamma) {
  return std::sqrt((gamma + 1.0) / (gamma + 3.0)) / (gamma + 2.0);
}

// Newton from above: the cubic is convex there, so each iterate lies between the root and the
// previous one.
double gammaOfSigmaRel(double sigma_rel) {
  const double precision = 1.0 / (sigma_rel * sigma_rel);
  double gamma = 1.0 / sigma_rel;
  for (int i = 0; i < 100; ++i) {
    const double value = ((gamma + 7.0) * gamma + (16.0 - precision)) * gamma + (12.0 - precision);
    const double slope = (3.0 * gamma + 14.0) * gamma + (16.0 - precision);
    const double next = gamma - value / slope;
    if (!(next < gamma)) break;
    gamma = next;
  }
  return std::max(gamma, 0.0);
}

double decayScale(double beta) { return std::clamp(-std::log10(1.0 - beta), 0.0, 12.0); }

Result<double> checkedGammaOfSigmaRel(double sigma_rel, std::string_view where) {
  if (sigma_rel > 0.0 && sigma_rel <= kWidestSigmaRel) return gammaOfSigmaRel(sigma_rel);
  const std::string why = sigma_rel > kWidestSigmaRel
                              ? "no average is that wide: the mean of all steps has relative width "
                                "sqrt(1/12) = 0.288675, and " +
                                    formatNumber(sigma_rel) + " would favor the oldest steps"
                              : formatNumber(sigma_rel) + " is not a valid width";
  return Error{std::string(where), why, "above 0 and below 0.28868"};
}

double meanAgeShareOfGamma(double gamma) { return 1.0 / (gamma + 2.0); }

// A <- beta (A + 1) at each step. Far from both ends, steps are combined into blocks of 1/128 of
// the distance to the nearer end, each with the decay of its middle: m such steps are one with
// beta^m.
double rampMeanAge(double power, double inv_gamma, double steps) {
  if (power == 1.0) return steps / (inv_gamma + 1.0);
  double plus_one = 1.0;
  double done = 0.0;
  while (done < steps) {
    const double block = std::max(1.0, std::floor(std::min(done, steps - done) / 128.0));
    const double middle = done + (block + 1.0) / 2.0;
    const double rest = std::pow(1.0 + middle / inv_gamma, -power);
    const double log_kept = block * std::log1p(-rest);
    plus_one = std::exp(log_kept) * plus_one + (rest > 0.0 ? -std::expm1(log_kept) / rest : block);
    done += block;
  }
  return plus_one - 1.0;
}

// Root of ln rampMeanAge - ln age in x = ln inv_gamma, which decreases with x: bracketed around the
// inv_gamma whose decay at the end has that mean age, then found by regula falsi (Illinois).
double invGammaOfMeanAge(double power, double age, double steps) {
  if (power == 1.0) return steps / age - 1.0;
  const auto excess = [&](double x) {
    return std::log(rampMeanAge(power, std::exp(x), steps) / age);
  };
  double left = std::clamp(std::log(steps / std::expm1(std::log1p(age) / power)), -690.0, 690.0);
  double right = left;
  double at_left = excess(left);
  double at_right = at_left;
  for (double width = 0.25; at_left < 0.0 && left > -700.0; width *= 2.0) {
    right = left;
    at_right = at_left;
    left -= width;
    at_left = excess(left);
  }
  for (double width = 0.25; at_right > 0.0 && right < 700.0; width *= 2.0) {
    left = right;
    at_left = at_right;
    right += width;
    at_right = std::max(excess(right), -700.0);
  }
  for (int i = 0; i < 60 && right - left > 1e-13 && at_left > 0.0 && at_right < 0.0; ++i) {
    const double x = (left * at_right - right * at_left) / (at_right - at_left);
    const double y = excess(x);
    if (std::abs(y) < 1e-13) return std::exp(x);
    if (y > 0.0) {
      left = x;
      at_left = y;
      at_right *= 0.5;
    } else {
      right = x;
      at_right = y;
      at_left *= 0.5;
    }
  }
  return std::exp(std::abs(at_left) < std::abs(at_right) ? left : right);
}

}  // namespace emascope
