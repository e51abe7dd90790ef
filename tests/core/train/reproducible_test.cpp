// SPDX-License-Identifier: Apache-2.0
//
// The same configuration gives the same curve, bit by bit, and nothing that only watches or
// averages can move the raw one.
#include "core/train/resident_batches.h"
#include "core/train/trainer.h"
#include "tests/support/toy_model.h"
#include "tests/support/toy_run.h"

#include <map>

#include <gtest/gtest.h>

#include <ATen/ops/arange.h>

namespace emascope {
namespace {

/// Steps and points of a run.
std::vector<EvalPoint> curve(const RunConfig& config) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(config));
  std::vector<EvalPoint> points;
  for (std::int64_t step = 1; step <= config.steps; ++step) {
    trainer.step();
    if (step % config.eval_every == 0) points.push_back(trainer.evaluate());
  }
  return points;
}

std::map<std::int64_t, double> rawLosses(const std::vector<EvalPoint>& points) {
  std::map<std::int64_t, double> losses;
  for (const EvalPoint& point : points) losses[point.step] = point.raw.loss;
  return losses;
}

TEST(Reproducible, SameSeedSameCurve) { EXPECT_EQ(curve(toyConfig()), curve(toyConfig())); }

TEST(Reproducible, AnotherSeedAnotherCurve) {
  RunConfig other = toyConfig();
  other.seed = 2;
  EXPECT_NE(curve(toyConfig()), curve(other));
}

TEST(Reproducible, RawCurveDoesNotDependOnTheTracks) {
  RunConfig none = toyConfig();
  none.tracks.clear();
  EXPECT_EQ(rawLosses(curve(toyConfig())), rawLosses(curve(none)));
}

TEST(Reproducible, RawCurveDoesNotDependOnTheEvaluationInterval) {
  RunConfig often = toyConfig();
  often.eval_every = 5;
  const auto expected = rawLosses(curve(toyConfig()));
  auto found = rawLosses(curve(often));
  std::erase_if(found, [&](const auto& point) { return !expected.contains(point.first); });
  EXPECT_EQ(found, expected);
}

TEST(Reproducible, BatchesDependOnTheStepAlone) {
  const Batch samples{at::arange(100, at::kFloat).view({100, 1}), at::arange(100, at::kFloat)};
  ResidentBatches in_order(samples, 8, 3, nullptr);
  std::vector<at::Tensor> expected;
  for (std::int64_t step = 1; step <= 20; ++step) {
    expected.push_back(in_order.draw(step).inputs.clone());
  }
  ResidentBatches backwards(samples, 8, 3, nullptr);
  for (std::int64_t step = 20; step >= 1; --step) {
    EXPECT_TRUE(backwards.draw(step).inputs.equal(expected[static_cast<std::size_t>(step - 1)]));
  }
}

TEST(Reproducible, BatchesKeepInputsAndTargetsTogether) {
  const Batch samples{at::arange(100, at::kFloat).view({100, 1}), at::arange(100, at::kLong)};
  ResidentBatches batches(samples, 8, 3, nullptr);
  for (std::int64_t step = 1; step <= 20; ++step) {
    const Batch& batch = batches.draw(step);
    EXPECT_TRUE(batch.inputs.view({8}).to(at::kLong).equal(batch.targets));
  }
}

}  // namespace
}  // namespace emascope
