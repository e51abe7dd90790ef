// SPDX-License-Identifier: Apache-2.0
//
// What holds for every history and every decay, tried on random ones.
#include "core/rules/decay_meaning.h"
#include "core/rules/units.h"
#include "core/rules/weight_profile.h"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace emascope {
namespace {

// A decay with 1 - beta spread over 1e-13..1 on a logarithmic scale, 0 and 1 included now and then.
double anyBeta() {
  const int scale = *rc::gen::inRange(0, 1302);
  return scale == 0 ? 0.0 : scale == 1301 ? 1.0 : 1.0 - std::pow(10.0, -scale / 100.0);
}

EmaAction anyAction() {
  const int kind = *rc::gen::weightedElement<int>({{2, 0}, {1, 1}, {30, 2}});
  if (kind == 0) return {ActionKind::kSkip, 0.0, Reason::kStride};
  if (kind == 1) return {ActionKind::kCopy, 0.0, Reason::kWarmup};
  return {ActionKind::kBlend, anyBeta(), Reason::kConstant};
}

WeightProfile anyHistory() {
  WeightProfile profile(*rc::gen::arbitrary<bool>() ? ProfileStart::kZero : ProfileStart::kWeights);
  const int calls = *rc::gen::inRange(1, 300);
  for (int i = 0; i < calls; ++i) profile.append(anyAction());
  return profile;
}

RC_GTEST_PROP(AnyHistory, WeightsAreNotNegativeAndSumToOne, ()) {
  const WeightProfile profile = anyHistory();
  const auto weights = profile.weights();
  for (const double weight : weights) RC_ASSERT(weight >= 0.0);
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  RC_ASSERT(std::abs(sum - profile.total()) < 1e-12);
}

RC_GTEST_PROP(AnyHistory, IsWhatABlendOfNumbersDoes, ()) {
  WeightProfile profile;
  const int calls = *rc::gen::inRange(1, 100);
  std::vector<double> direct(1, 1.0);
  for (int i = 0; i < calls; ++i) {
    const EmaAction action = anyAction();
    profile.append(action);
    const double beta = action.kind == ActionKind::kSkip   ? 1.0
                        : action.kind == ActionKind::kCopy ? 0.0
                                                           : action.beta;
    for (double& weight : direct) weight *= beta;
    direct.push_back(1.0 - beta);
  }
  double age = 0.0;
  double square = 0.0;
  for (std::size_t k = 0; k < direct.size(); ++k) {
    RC_ASSERT(std::abs(profile.weight(static_cast<std::int64_t>(k)) - direct[k]) <=
              1e-12 * direct[k] + 1e-300);
    age += direct[k] * static_cast<double>(direct.size() - 1 - k);
    square += direct[k] * direct[k];
  }
  RC_ASSERT(std::abs(profile.meanAge() - age) <= 1e-10 * (1.0 + age));
  RC_ASSERT(std::abs(profile.effectiveSamples() * square - 1.0) < 1e-10);
}

// Whatever the next decay is, an edit included: old weights shrink by one common factor.
RC_GTEST_PROP(AnyHistory, AnEditNeverMakesTheAverageJump, ()) {
  const WeightProfile before = anyHistory();
  RC_PRE(before.total() > 0.0);
  WeightProfile after = before;
  const double beta = anyBeta();
  after.append(ActionKind::kBlend, beta);
  const double newest = after.weight(after.calls());
  for (std::int64_t k = 0; k <= before.calls(); ++k) {
    const double expected = (1.0 - newest) * before.weight(k);
    RC_ASSERT(std::abs(after.weight(k) - expected) <= 1e-9 * expected + 1e-15);
  }
}

RC_GTEST_PROP(AnyHistory, ThePresentIsThePastOfALongerOne, ()) {
  const WeightProfile now = anyHistory();
  WeightProfile later = now;
  const int more = *rc::gen::inRange(1, 50);
  for (int i = 0; i < more; ++i) later.append(anyAction());
  for (std::int64_t k = 0; k <= now.calls(); ++k) {
    RC_ASSERT(later.weight(k, now.calls()) == now.weight(k));
  }
  RC_ASSERT(std::abs(later.meanAge(now.calls()) - now.meanAge()) <= 1e-9 * (1.0 + now.meanAge()));
}

RC_GTEST_PROP(AnyHistory, BinsSumToTheirPart, ()) {
  const WeightProfile profile = anyHistory();
  const auto first = *rc::gen::inRange<std::int64_t>(0, profile.calls() + 1);
  const auto last = *rc::gen::inRange<std::int64_t>(first, profile.calls() + 1);
  const auto count = *rc::gen::inRange<std::int64_t>(1, 40);
  double sum = 0.0;
  std::int64_t next = first;
  for (const ProfileBin& bin : profile.bins(first, last, count)) {
    RC_ASSERT(bin.first == next);
    next = bin.last + 1;
    sum += bin.weight;
  }
  RC_ASSERT(next == last + 1);
  RC_ASSERT(std::abs(sum - profile.share(first - 1, last)) < 1e-12);
}

RC_GTEST_PROP(AnyHistory, AQuantileIsTheFirstAgeThatHoldsItsShare, ()) {
  const WeightProfile profile = anyHistory();
  RC_PRE(profile.total() > 0.0);
  const double share = *rc::gen::inRange(1, 101) / 100.0;
  const std::int64_t age = profile.ageQuantile(share);
  const std::int64_t now = profile.calls();
  RC_ASSERT(profile.share(now - age - 1, now) >= share);
  RC_ASSERT(age == 0 || profile.share(now - age, now) < share);
}

// Updated every u steps with beta^u it forgets as much in the long run as at every step with beta.
RC_GTEST_PROP(AnyDecay, AStrideWithItsPowerKeepsTheHorizon, ()) {
  const double beta = 1.0 - std::pow(10.0, -*rc::gen::inRange(10, 400) / 100.0);
  const int every = *rc::gen::inRange(1, 50);
  const int updates = *rc::gen::inRange(1, 40);
  WeightProfile dense;
  WeightProfile sparse;
  dense.append(ActionKind::kCopy, 0.0);
  sparse.append(ActionKind::kCopy, 0.0);
  for (int step = 1; step <= updates * every; ++step) {
    dense.append(ActionKind::kBlend, beta);
    if (step % every == 0) {
      sparse.append(ActionKind::kBlend, betaForStride(beta, 1.0, every));
    } else {
      sparse.append(ActionKind::kSkip, 0.0);
    }
  }
  RC_ASSERT(std::abs(sparse.copyShare() - dense.copyShare()) <= 1e-10 * dense.copyShare());
  for (int hit = 1; hit <= updates; ++hit) {
    const std::int64_t call = 1 + hit * every;
    RC_ASSERT(std::abs(sparse.weight(call) - dense.share(call - every, call)) < 1e-12);
  }
}

// 1 - (1 + n)^-1 after a first copy, and the running mean 1 - 1/n.
RC_GTEST_PROP(AnyLength, TheUniformMeanIsTheInverseRampOfPowerOne, ()) {
  const int calls = *rc::gen::inRange(1, 2000);
  WeightProfile mean;
  WeightProfile ramp;
  for (int n = 1; n <= calls; ++n) {
    mean.append(ActionKind::kBlend, 1.0 - 1.0 / n);
    ramp.append(n == 1 ? ActionKind::kCopy : ActionKind::kBlend,
                n == 1 ? 0.0 : 1.0 - std::pow(1.0 + (n - 1) / 1.0, -1.0));
  }
  for (int k = 1; k <= calls; ++k) {
    RC_ASSERT(std::abs(mean.weight(k) * calls - 1.0) < 1e-11);
    RC_ASSERT(std::abs(ramp.weight(k) * calls - 1.0) < 1e-11);
  }
}

RC_GTEST_PROP(AnyDecay, EachUnitComesBackFromBeta, ()) {
  const double beta = 1.0 - std::pow(10.0, -*rc::gen::inRange(5, 1200) / 100.0);
  const DecayContext context{.steps_per_epoch = 0.1 * *rc::gen::inRange(1, 100'000),
                             .seconds_per_step = 1e-4 * *rc::gen::inRange(1, 100'000),
                             .run_steps = 1.0 * *rc::gen::inRange(1, 1'000'000),
                             .update_every = 1.0 * *rc::gen::inRange(1, 100)};
  const auto all = decayMeaning(DecayUnit::kBeta, beta, context, "");
  RC_ASSERT(all.ok());
  const std::pair<DecayUnit, double> units[] = {
      {DecayUnit::kHalfLifeSteps, all->half_life_steps},
      {DecayUnit::kHalfLifeEpochs, all->half_life_epochs.value()},
      {DecayUnit::kHalfLifeSeconds, all->half_life_seconds.value()},
      {DecayUnit::kHalfLifeShare, all->half_life_share.value()},
      {DecayUnit::kMeanAge, all->mean_age},
      {DecayUnit::kWindow, all->window},
      {DecayUnit::kTimeConstant, all->time_constant}};
  for (const auto& [unit, value] : units) {
    const auto back = decayMeaning(unit, value, context, "");
    RC_ASSERT(back.ok());
    RC_ASSERT(std::abs(back->rest / (1.0 - beta) - 1.0) < 1e-9);
  }
  if (all->sigma_rel) {
    const auto back = decayMeaning(DecayUnit::kSigmaRel, *all->sigma_rel, context, "");
    RC_ASSERT(back.ok());
    RC_ASSERT(std::abs(back->mean_age / all->mean_age - 1.0) < 1e-6);
  }
}

}  // namespace
}  // namespace emascope
