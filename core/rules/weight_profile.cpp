// SPDX-License-Identifier: Apache-2.0
#include "core/rules/weight_profile.h"

#include "core/rules/units.h"

#include <algorithm>
#include <cmath>

namespace emascope {

WeightProfile::WeightProfile(ProfileStart start)
    : start_(start),
      mass_(start == ProfileStart::kWeights ? 1.0 : 0.0),
      square_(start == ProfileStart::kWeights ? 1.0 : 0.0) {}

void WeightProfile::append(ActionKind kind, double beta) {
  LogProduct next = log_.back();
  if (kind == ActionKind::kCopy || (kind == ActionKind::kBlend && beta <= 0.0)) {
    copies_.push_back(calls() + 1);
    mass_ = 1.0;
    moment_ = 0.0;
    square_ = 1.0;
  } else if (kind == ActionKind::kSkip || beta >= 1.0) {
    moment_ += mass_;
  } else {
    const double rest = 1.0 - beta;
    moment_ = beta * (moment_ + mass_);
    // Without bias correction it must stay exactly 1.
    const bool debiased = start_ == ProfileStart::kZero && copies_.empty();
    mass_ = debiased ? beta * mass_ + rest : 1.0;
    square_ = beta * beta * square_ + rest * rest;
    // Knuth's two-sum: high + low is the sum to twice the digits.
    const double term = -forgettingRate(beta);
    const double sum = next.high + term;
    const double part = sum - next.high;
    next.low += (next.high - (sum - part)) + (term - part);
    next.high = sum;
  }
  log_.push_back(next);
}

void WeightProfile::restart() {
  if (copies_.empty() || copies_.back() != calls()) copies_.push_back(calls());
  mass_ = 1.0;
  moment_ = 0.0;
  square_ = 1.0;
}

WeightProfile::State WeightProfile::state() const {
  State state{start_, {}, copies_, mass_, moment_, square_};
  state.logs.reserve(log_.size() * 2);
  for (const LogProduct& each : log_) {
    state.logs.push_back(each.high);
    state.logs.push_back(each.low);
  }
  return state;
}

Result<WeightProfile> WeightProfile::restored(const State& state) {
  const Error wrong{"profile", "is not that of an average", ""};
  const std::vector<double>& logs = state.logs;
  if (logs.size() < 2 || logs.size() % 2 != 0 || logs[0] != 0.0 || logs[1] != 0.0) return wrong;
  const auto calls = static_cast<std::int64_t>(logs.size() / 2) - 1;
  WeightProfile profile(state.start);
  profile.log_.reserve(logs.size() / 2);
  for (std::size_t i = 2; i < logs.size(); i += 2) {
    const bool falls = logs[i] <= logs[i - 2];  // NaN does not
    if (!falls || !std::isfinite(logs[i]) || !std::isfinite(logs[i + 1])) return wrong;
    profile.log_.push_back({logs[i], logs[i + 1]});
  }
  for (std::size_t i = 0; i < state.copies.size(); ++i) {
    const std::int64_t least = i == 0 ? 0 : state.copies[i - 1] + 1;
    if (state.copies[i] < least || state.copies[i] > calls) return wrong;
  }
  constexpr double kRoundings = 1e-9;
  const auto within = [](double value, double most) {
    return value >= 0.0 && value <= most * (1.0 + kRoundings);
  };
  if (!within(state.mass, 1.0) || !within(state.square, 1.0) ||
      !within(state.moment, static_cast<double>(calls))) {
    return wrong;
  }
  profile.copies_ = state.copies;
  profile.mass_ = state.mass;
  profile.moment_ = state.moment;
  profile.square_ = state.square;
  return profile;
}

std::int64_t WeightProfile::origin(std::int64_t at) const {
  const auto after = std::upper_bound(copies_.begin(), copies_.end(), at);
  return after == copies_.begin() ? 0 : *std::prev(after);
}

double WeightProfile::logKept(std::int64_t after, std::int64_t upto) const {
  const LogProduct& from = log_[static_cast<std::size_t>(after)];
  const LogProduct& to = log_[static_cast<std::size_t>(upto)];
  return (to.high - from.high) + (to.low - from.low);
}

double WeightProfile::mass(std::int64_t origin_call, std::int64_t at) const {
  if (origin_call > 0 || start_ == ProfileStart::kWeights) return 1.0;
  return -std::expm1(logKept(0, at));
}

double WeightProfile::share(std::int64_t after, std::int64_t upto, std::int64_t at) const {
  const std::int64_t first = origin(at);
  const std::int64_t last = std::min(upto, at);
  if (last < first || last <= after) return 0.0;
  const double kept = std::exp(logKept(last, at));
  const bool from_zero = first == 0 && start_ == ProfileStart::kZero;
  if (after < first && !from_zero) return kept;
  const double whole = mass(first, at);
  if (!(whole > 0.0)) return 0.0;
  return kept * -std::expm1(logKept(std::max(after, first), last)) / whole;
}

double WeightProfile::weight(std::int64_t call, std::int64_t at) const {
  return call < 0 || call > at ? 0.0 : share(call - 1, call, at);
}

std::vector<double> WeightProfile::weights() const {
  std::vector<double> all(log_.size(), 0.0);
  for (std::int64_t call = origin(); call <= calls(); ++call) {
    all[static_cast<std::size_t>(call)] = weight(call);
  }
  return all;
}

std::vector<ProfileBin> WeightProfile::bins(std::int64_t first, std::int64_t last,
                                            std::int64_t count) const {
  const std::int64_t length = last - first + 1;
  const std::int64_t bins = std::min(count, length);
  const std::int64_t width = length / bins;
  const std::int64_t wider = length % bins;  // the first `wider` bins have one more call
  std::vector<ProfileBin> all;
  all.reserve(static_cast<std::size_t>(bins));
  std::int64_t begin = first;
  for (std::int64_t i = 0; i < bins; ++i) {
    const std::int64_t end = begin + width + (i < wider ? 1 : 0) - 1;
    all.push_back({begin, end, share(begin - 1, end)});
    begin = end + 1;
  }
  return all;
}

// sum_k w_k (at - k) equals the sum over k < at of the weight of calls up to k.
double WeightProfile::meanAge(std::int64_t at) const {
  double sum = 0.0;
  for (std::int64_t call = origin(at); call < at; ++call) sum += share(-1, call, at);
  return sum;
}

double WeightProfile::effectiveSamples() const {
  return mass_ > 0.0 ? mass_ * mass_ / square_ : 0.0;
}

std::int64_t WeightProfile::ageQuantile(double share_wanted) const {
  const std::int64_t now = calls();
  std::int64_t low = 0;
  std::int64_t high = now - origin();
  while (low < high) {
    const std::int64_t age = low + (high - low) / 2;
    if (share(now - age - 1, now) >= share_wanted) {
      high = age;
    } else {
      low = age + 1;
    }
  }
  return low;
}

}  // namespace emascope
