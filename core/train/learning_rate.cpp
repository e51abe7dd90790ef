// SPDX-License-Identifier: Apache-2.0
#include "core/train/learning_rate.h"

#include "core/protocol/spec/rate_schedules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace emascope {
namespace {

using Values = std::vector<double>;

/// Half-cosine interpolation from `begin` to `end` as `share` goes from 0 to 1.
double annealed(double begin, double end, double share) {
  return end + (begin - end) * (1.0 + std::cos(std::numbers::pi * share)) / 2.0;
}

double constant(const Values& /*values*/, double /*taken*/, double /*steps*/) { return 1.0; }

double cosine(const Values& values, double taken, double steps) {
  return annealed(1.0, values[0], taken / steps);
}

double linear(const Values& values, double taken, double steps) {
  return 1.0 + (values[0] - 1.0) * taken / steps;
}

double staircase(const Values& values, double taken, double /*steps*/) {
  return std::pow(values[1], std::floor(taken / values[0]));
}

double exponential(const Values& values, double taken, double /*steps*/) {
  return std::pow(values[0], taken);
}

double oneCycle(const Values& values, double taken, double steps) {
  const double begin = 1.0 / values[1];
  const double end = begin / values[2];
  const double top = values[0] * steps - 1.0;  // the step before the decrease
  if (taken <= top) return top > 0.0 ? annealed(begin, 1.0, taken / top) : begin;
  return annealed(1.0, end, (taken - top) / (steps - 1.0 - top));
}

/// In the order of rateSchedules().
constexpr std::array kRules = {constant, cosine, linear, staircase, exponential, oneCycle};

}  // namespace

LearningRate::LearningRate(const MethodSpec& spec) {
  const MethodInfo& info = *findMethod(rateSchedules(), spec.kind);
  rule_ = kRules.at(static_cast<std::size_t>(&info - rateSchedules().data()));
  for (const ParamSpec& param : info.params) values_.push_back(methodValue(spec, info, param.id));
  warmup_ = values_.back();
}

double LearningRate::factor(std::int64_t step, std::int64_t steps) const {
  const auto taken = static_cast<double>(std::min(step, steps) - 1);
  if (taken < warmup_) return (taken + 1.0) / (warmup_ + 1.0);
  return rule_(values_, taken - warmup_, static_cast<double>(steps) - warmup_);
}

}  // namespace emascope
