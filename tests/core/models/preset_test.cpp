// SPDX-License-Identifier: Apache-2.0
#include "core/models/preset.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::HasSubstr;

constexpr const char* kSmall = R"({
  "place": 3, "id": "small", "title": "t", "story": "s", "model": "two-spirals",
  "optimizer": {"kind": "adamw", "lr": 0.5, "weight_decay": "1/4"},
  "batch": 8, "steps": 10, "eval_every": 5, "speed": 0,
  "tracks": [{"label": "a", "schedule": "constant", "params": {"beta": "1-1/200", "buffers": "copy"}}]
})";

std::string with(const std::string& before, const std::string& after) {
  std::string text = kSmall;
  text.replace(text.find(before), before.size(), after);
  return text;
}

TEST(Preset, TheDefaultIsTheSpirals) {
  ASSERT_GE(presets().size(), 2U);
  EXPECT_EQ(presets().front().info.id, "two-spirals");
  EXPECT_EQ(presets().front().info.config.speed, 200.0);
}

TEST(Preset, EveryMainTrackIsTheSameRamp) {
  for (const Preset& preset : presets()) {
    ASSERT_FALSE(preset.info.config.tracks.empty()) << preset.info.id;
    const TrackSpec& main = preset.info.config.tracks.front();
    EXPECT_EQ(main.label, "main");
    EXPECT_EQ(main.schedule, "inverse-power");
    EXPECT_EQ(main.params.at("beta"), 0.995);
    EXPECT_EQ(main.params.at("power"), 2.0 / 3.0);
    EXPECT_EQ(main.params.at("update_after_step"), 100.0);
  }
}

TEST(Preset, EveryConfigurationIsOneThatAnEngineAccepts) {
  Catalog catalog;
  for (const Preset& preset : presets()) catalog.presets.push_back(preset.info);
  catalog.schedules = scheduleInfos();
  for (const Preset& preset : presets()) {
    const auto status = validate(preset.info.config, catalog);
    EXPECT_TRUE(status.ok()) << preset.info.id << ": " << status.error().message();
    EXPECT_EQ(preset.info.config.lr, preset.optimizer.lr);
    EXPECT_GT(preset.info.config.lr, 0.0);
  }
}

TEST(Preset, ReadsNumbersAsPeopleWriteThem) {
  const auto preset = parsePreset(kSmall, "small.json");
  ASSERT_TRUE(preset.ok()) << preset.error().message();
  EXPECT_EQ(preset->optimizer.kind, OptimizerSettings::Kind::kAdamW);
  EXPECT_EQ(preset->optimizer.weight_decay, 0.25);
  EXPECT_EQ(preset->info.optimizer, "AdamW 0.5, weight decay 0.25, batch 8");
  EXPECT_EQ(preset->info.config.tracks.at(0).params.at("beta"), 0.995);
  EXPECT_EQ(preset->info.config.tracks.at(0).params.at("buffers"), 1.0);
}

TEST(Preset, SaysHowItsWeightsAreStepped) {
  const auto preset = parsePreset(
      with("\"batch\": 8", R"("batch": 8, "lr_schedule": "cosine,floor=0.1", "accumulate": 2,
                                "clip_norm": "1/2")"),
      "small.json");
  ASSERT_TRUE(preset.ok()) << preset.error().message();
  TrainingSpec expected = plainTraining(methodOf(preset->optimizer), 8);
  expected.lr_schedule = MethodSpec{"cosine", {{"floor", 0.1}}};
  expected.accumulate = 2;
  expected.clip_norm = 0.5;
  EXPECT_EQ(preset->info.config.training, expected);
  EXPECT_EQ(preset->info.optimizer, "AdamW 0.5, weight decay 0.25, cosine, batch 8 x 2");
}

TEST(Preset, SaysWhatIsWrongAndWhere) {
  const auto message = [](const std::string& text) {
    const auto preset = parsePreset(text, "x.json");
    return preset.ok() ? std::string("accepted") : preset.error().message();
  };
  EXPECT_THAT(message("{"), HasSubstr("x.json: is not JSON"));
  EXPECT_THAT(message("[]"), HasSubstr("x.json: is not an object"));
  EXPECT_THAT(message(with("\"batch\"", "\"bach\"")), HasSubstr("x.json: 'bach' is not known"));
  EXPECT_THAT(message(with("\"batch\": 8,", "")), HasSubstr("x.json: batch: is missing"));
  EXPECT_THAT(message(with("\"steps\": 10", "\"steps\": -1")), HasSubstr("steps: is not a count"));
  EXPECT_THAT(message(with("adamw", "lyon")), HasSubstr("optimizer: kind: 'lyon' is not known"));
  EXPECT_THAT(message(with("weight_decay", "momentum")),
              HasSubstr("optimizer: 'momentum' is not known; allowed: kind, lr, beta1"));
  EXPECT_THAT(message(with("adamw\"", "sgd\", \"nesterov\": 1")),
              HasSubstr("nesterov: needs a momentum"));
  EXPECT_THAT(message(with("\"batch\": 8", R"("batch": 8, "lr_schedule": "cosine,warmup=10")")),
              HasSubstr("x.json: lr-schedule cosine: warmup: 10 steps do not fit"));
  EXPECT_THAT(message(with("1-1/200", "much")), HasSubstr("track 1: beta"));
  EXPECT_THAT(message(with("\"copy\"", "\"keep\"")), HasSubstr("buffers: 'keep' is not known"));
}

}  // namespace
}  // namespace emascope
