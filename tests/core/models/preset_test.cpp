// SPDX-License-Identifier: Apache-2.0
#include "core/models/preset.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

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
}

TEST(Preset, EveryDemoBeginsAtTheSpeedOfAPersonWhoWatches) {
  for (const Preset& preset : presets()) {
    EXPECT_EQ(preset.info.config.speed, 200.0) << preset.info.id;
  }
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
  EXPECT_EQ(message("{"), "x.json: is not JSON (byte 2); allowed: an object");
  EXPECT_EQ(message("[]"), "x.json: is an array; allowed: an object");
  EXPECT_THAT(message(with("\"batch\"", "\"bach\"")), HasSubstr("x.json: 'bach' is not known"));
  EXPECT_EQ(message(with("\"batch\"", "\"place\": 3, \"batch\"")),
            "x.json: 'place' appears twice; allowed: once");
  EXPECT_EQ(message(with("\"batch\": 8,", "")), "x.json: batch: is missing");
  EXPECT_EQ(message(with("\"steps\": 10", "\"steps\": -1")),
            "x.json: steps: is -1; allowed: a whole number of at least 1");
  EXPECT_EQ(message(with("\"steps\": 10", "\"steps\": 10.5")),
            "x.json: steps: is 10.5; allowed: a whole number of at least 1");
  EXPECT_EQ(message(with("\"steps\": 10", "\"steps\": 18446744073709551615")),
            "x.json: steps: is 18446744073709551615; allowed: a whole number of at least 1");
  EXPECT_THAT(message(with("\"speed\": 0", "\"speed\": \"fast\"")),
              StartsWith("x.json: speed: 'fast'"));
  EXPECT_EQ(message(with("\"title\": \"t\"", "\"title\": [1]")),
            "x.json: title: is an array; allowed: a string");
  EXPECT_THAT(message(with("\"batch\": 8", R"("batch": 8, "lr_schedule": "cosine,warmup=10")")),
              HasSubstr("x.json: lr-schedule cosine: warmup: 10 steps do not fit"));
}

TEST(Preset, NamesTheNestedFieldThatIsWrong) {
  const auto message = [](const std::string& before, const std::string& after) {
    const auto preset = parsePreset(with(before, after), "x.json");
    return preset.ok() ? std::string("accepted") : preset.error().message();
  };
  EXPECT_THAT(message("adamw", "lyon"), StartsWith("x.json: optimizer.kind: 'lyon' is not known"));
  EXPECT_THAT(message("weight_decay", "momentum"),
              StartsWith("x.json: optimizer: 'momentum' is not known; allowed: kind, lr, beta1"));
  EXPECT_EQ(message("\"lr\": 0.5,", ""), "x.json: optimizer.lr: is missing");
  EXPECT_EQ(message("\"lr\": 0.5", "\"lr\": {}"),
            "x.json: optimizer.lr: is an object; allowed: a number");
  EXPECT_THAT(message("\"1/4\"", "\"1/x\""), StartsWith("x.json: optimizer.weight_decay: '1/x'"));
  EXPECT_THAT(message("adamw\"", "sgd\", \"nesterov\": 1"),
              HasSubstr("x.json: optimizer: nesterov: needs a momentum"));
  EXPECT_EQ(message("\"tracks\": [{", "\"tracks\": [7, {"),
            "x.json: tracks[0]: is 7; allowed: an object");
  EXPECT_EQ(message("\"label\"", "\"labels\""),
            "x.json: tracks[0]: 'labels' is not known; allowed: label, schedule, params");
  EXPECT_EQ(message("\"label\": \"a\", ", ""), "x.json: tracks[0].label: is missing");
  EXPECT_EQ(message("{\"beta\": \"1-1/200\", \"buffers\": \"copy\"}", "[]"),
            "x.json: tracks[0].params: is an array; allowed: an object");
  EXPECT_THAT(message("1-1/200", "much"), StartsWith("x.json: tracks[0].params.beta: 'much'"));
  EXPECT_EQ(message("\"1-1/200\"", "null"),
            "x.json: tracks[0].params.beta: is null; allowed: a number");
  EXPECT_THAT(message("\"copy\"", "\"keep\""),
              StartsWith("x.json: tracks[0].params.buffers: 'keep' is not known"));
  EXPECT_EQ(message("\"beta\"", "\"betta\""), "accepted");  // validate() knows the rules
}

}  // namespace
}  // namespace emascope
