// SPDX-License-Identifier: Apache-2.0
//
// The real engine: its catalogue, and whole short runs of its presets.
#include "core/session/engine.h"

#include "core/protocol/run_record.h"
#include "tests/core/session/session_driver.h"

#include <cmath>

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

INSTANTIATE_TEST_SUITE_P(Presets, EveryPreset, testing::Values("two-spirals", "digits"),
                         [](const auto& test) {
                           return test.param == "digits" ? std::string("Digits")
                                                         : std::string("TwoSpirals");
                         });

}  // namespace
}  // namespace emascope
