// SPDX-License-Identifier: Apache-2.0
//
// The real engine: its catalog, and whole short runs of its presets.
#include "core/session/engine.h"

#include "core/protocol/record/run_record.h"
#include "tests/core/session/session_driver.h"

#include <cmath>
#include <map>

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// Runs `config` to its end.
RunRecord run(const RunConfig& config) {
  SessionDriver driver(makeEngineSession());
  driver.post(command::Start{1, config});
  EXPECT_TRUE(driver.waitForState(RunState::kFinished));
  RunRecord record;
  for (const Event& event : driver.seen()) record.apply(event);
  return record;
}

RunConfig preset(const std::string& id) { return findPreset(engineCatalog(), id)->config; }

TEST(Engine, OffersConfigurationsThatItAccepts) {
  const Catalog catalog = engineCatalog();
  ASSERT_FALSE(catalog.presets.empty());
  for (const PresetInfo& info : catalog.presets) {
    EXPECT_TRUE(validate(info.config, catalog).ok()) << info.id;
  }
}

TEST(Engine, RefusesADeviceThatIsNotThere) {
  SessionDriver driver(makeEngineSession());
  RunConfig config = preset("two-spirals");
  config.device = "cuda:77";
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitFor(
      [](const Event& event) { return std::holds_alternative<event::Rejected>(event); }));
  EXPECT_EQ(driver.all<event::Rejected>().front().error.where, "device");
}

TEST(Engine, RefusesABatchOfMoreThanThereIs) {
  SessionDriver driver(makeEngineSession());
  RunConfig config = preset("two-spirals");
  config.training.batch = 4001;
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitFor(
      [](const Event& event) { return std::holds_alternative<event::Rejected>(event); }));
  EXPECT_EQ(
      driver.all<event::Rejected>().front().error.message(),
      "batch: 4001 is more than the 4000 training samples of two spirals; allowed: 1 to 4000");
}

TEST(Engine, EndsDigitsWithAnAbsurdLearningRate) {
  RunConfig config = preset("digits");
  config.steps = 1000;
  config.eval_every = 1;
  config.speed = 0.0;
  config.edits = {{100, "", {{"lr", 1e6}}}};
  SessionDriver driver(makeEngineSession());
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kFailed));
  EXPECT_EQ(driver.all<event::Failed>().front().kind, event::FailureKind::kDiverged);
  EXPECT_EQ(driver.all<event::SkippedStep>().size(), 3U);
}

class EveryPreset : public testing::TestWithParam<std::string> {};

TEST_P(EveryPreset, TrainsAndEvaluatesToTheEnd) {
  RunConfig config = preset(GetParam());
  config.steps = 110;
  config.eval_every = 25;
  config.speed = 0.0;
  const RunRecord record = run(config);
  EXPECT_EQ(record.state, RunState::kFinished);
  EXPECT_EQ(record.step, 110);
  ASSERT_EQ(record.points.size(), 5U);  // 25, 50, 75, 100 and the last step
  EXPECT_EQ(record.points.back().step, 110);
  for (const EvalPoint& point : record.points) {
    EXPECT_TRUE(std::isfinite(point.train_loss));
    EXPECT_TRUE(std::isfinite(point.raw.loss));
    EXPECT_EQ(point.tracks.size(), config.tracks.size());
  }
  EXPECT_LT(record.points.back().train_loss, record.points.front().train_loss);
}

/// Raw losses by step; the multiples of 20 alone.
std::map<std::int64_t, double> rawLosses(const RunRecord& record) {
  std::map<std::int64_t, double> losses;
  for (const EvalPoint& point : record.points) {
    if (point.step % 20 == 0) losses[point.step] = point.raw.loss;
  }
  return losses;
}

TEST_P(EveryPreset, RawCurveDependsOnNeitherTracksNorInterval) {
  RunConfig config = preset(GetParam());
  config.steps = 80;
  config.eval_every = 20;
  config.speed = 0.0;
  RunConfig other = config;
  other.tracks.clear();
  other.eval_every = 5;
  EXPECT_EQ(rawLosses(run(config)), rawLosses(run(other)));
}

TEST_P(EveryPreset, SameSeedGivesTheSameCurve) {
  RunConfig config = preset(GetParam());
  config.steps = 80;
  config.speed = 0.0;
  RunRecord first = run(config);
  RunRecord second = run(config);
  for (RunRecord* record : {&first, &second}) {
    for (EvalPoint& point : record->points) point.seconds = 0.0;
  }
  EXPECT_EQ(first.points, second.points);
}

INSTANTIATE_TEST_SUITE_P(Presets, EveryPreset, testing::Values("two-spirals", "digits"),
                         [](const auto& test) {
                           return test.param == "digits" ? std::string("Digits")
                                                         : std::string("TwoSpirals");
                         });

}  // namespace
}  // namespace emascope
