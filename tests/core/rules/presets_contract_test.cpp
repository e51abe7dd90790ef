// SPDX-License-Identifier: Apache-2.0
//
// What every library preset promises, for whichever files lie in core/rules/presets/.
#include "core/rules/live_edit.h"
#include "core/rules/rule_clock.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include <gtest/gtest.h>

namespace emascope {
namespace {

class PresetContract : public testing::TestWithParam<std::string> {
 protected:
  const ScheduleEntry& entry() const { return libraryPresets().at(GetParam()); }
};

TEST_P(PresetContract, IsDescribedCompletely) {
  EXPECT_EQ(entry().id, GetParam());
  for (const std::string* text :
       {&entry().label, &entry().formula, &entry().source, &entry().library, &entry().checked})
    EXPECT_FALSE(text->empty());
  EXPECT_TRUE(entry().checked == "recorded outputs" || entry().checked == "from source, not run");
  EXPECT_NE(entry().action, nullptr);
  EXPECT_NE(entry().cap_from, nullptr);
  EXPECT_NE(entry().traits, nullptr);
  EXPECT_EQ(schedules().count(GetParam()), 0u);
  std::set<std::string> ids;
  for (const ParamSpec& spec : entry().params) {
    EXPECT_TRUE(ids.insert(spec.id).second) << spec.id;
    EXPECT_FALSE(spec.label.empty()) << spec.id;
    EXPECT_TRUE(spec.tip.ends_with('.')) << spec.id;
    EXPECT_LT(spec.slider_min, spec.slider_max) << spec.id;
  }
  for (const NameKey& key : entry().name_keys) EXPECT_TRUE(ids.insert(key.key).second) << key.key;
}

TEST_P(PresetContract, AcceptsItsOwnBoundsAndInitialValues) {
  for (const ParamSpec& spec : entry().params) {
    EXPECT_TRUE(checkValue(spec, spec.initial, "").ok()) << spec.id;
    EXPECT_TRUE(checkValue(spec, spec.max, "").ok()) << spec.id;
    EXPECT_EQ(checkValue(spec, spec.min, "").ok(), !spec.min_open) << spec.id;
    EXPECT_FALSE(checkValue(spec, std::nan(""), "").ok()) << spec.id;
    EXPECT_FALSE(checkValue(spec, std::numeric_limits<double>::infinity(), "").ok()) << spec.id;
  }
}

/// Its initial values, and those with one parameter at either end of its range.
std::vector<ParamValues> corners(const ScheduleEntry& entry) {
  std::vector<ParamValues> all = {{}};
  for (const ParamSpec& spec : entry.params) {
    all.push_back({{spec.id, spec.min_open ? std::nextafter(spec.min, spec.max) : spec.min}});
    all.push_back({{spec.id, spec.max}});
  }
  return all;
}

std::string textOf(const ParamValues& values) {
  return values.empty() ? "initial"
                        : values.begin()->first + " " + std::to_string(values.begin()->second);
}

TEST_P(PresetContract, DecaysStayBetweenZeroAndOne) {
  for (const ParamValues& corner : corners(entry())) {
    const auto values = orderedValues(entry(), corner, "").value();
    RuleClock clock(entry(), values, {.steps = 2000.0, .steps_per_epoch = 100.0});
    for (int call = 1; call <= 2000; ++call) {
      const EmaAction action = clock.next();
      ASSERT_TRUE(action.beta >= 0.0 && action.beta <= 1.0) << textOf(corner) << ", " << call;
      ASSERT_TRUE(action.keep_online >= 0.0 && action.keep_online <= 1.0) << textOf(corner);
    }
    for (std::int64_t call = 3000; call < 1'000'000'000; call *= 3) {
      const EmaAction action = entry().action(values, {call});
      ASSERT_TRUE(action.beta >= 0.0 && action.beta <= 1.0) << textOf(corner) << ", " << call;
    }
  }
}

TEST_P(PresetContract, LinkedValuesAreInTheirRanges) {
  for (const ParamValues& corner : corners(entry())) {
    const auto values = orderedValues(entry(), corner, "").value();
    for (std::size_t i = 0; i < values.size(); ++i)
      EXPECT_TRUE(checkValue(entry().params[i], values[i], "").ok()) << textOf(corner);
  }
}

TEST_P(PresetContract, HasOneLineOfPythonForEachSetting) {
  for (const ParamValues& corner : corners(entry())) {
    const std::string line = entry().python(orderedValues(entry(), corner, "").value());
    EXPECT_NE(line.find('('), std::string::npos) << line;
    EXPECT_EQ(line.find('\n'), std::string::npos) << line;
    EXPECT_EQ(std::count(line.begin(), line.end(), '('), std::count(line.begin(), line.end(), ')'))
        << line;
  }
}

TEST_P(PresetContract, TakesEveryEditOnTheWay) {
  const auto values = orderedValues(entry(), {}, "").value();
  for (const ParamValues& corner : corners(entry()))
    EXPECT_TRUE(editedValues(entry(), values, corner, 500, "track").ok()) << textOf(corner);
}

std::vector<std::string> presetIds() {
  std::vector<std::string> ids;
  for (const auto& [id, entry] : libraryPresets()) ids.push_back(id);
  return ids;
}

std::string testName(const testing::TestParamInfo<std::string>& test) {
  std::string name = test.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, PresetContract, testing::ValuesIn(presetIds()), testName);

TEST(LibraryPresets, AreTheseTwenty) {
  const std::vector<std::string> expected = {
      "composer",  "diffusers",   "edm2",        "ema-pytorch", "ema-pytorch-karras",
      "ignite",    "k-diffusion", "keras",       "lightning",   "mmengine",
      "nemo",      "optax",       "pytorch-ema", "timm-v2",     "timm-v3",
      "torch-ema", "torch-swa",   "torchtitan",  "torchvision", "ultralytics"};
  EXPECT_EQ(presetIds(), expected);
}

TEST(LibraryPresets, NamesTheCorrectRuleWhereALibraryDepartsFromItsPaper) {
  for (const auto& [id, entry] : libraryPresets())
    EXPECT_EQ(!entry.caution.empty(), id == "ema-pytorch-karras") << id;
  const std::string& caution = libraryPresets().at("ema-pytorch-karras").caution;
  EXPECT_NE(caution.find("update_every"), std::string::npos);
  EXPECT_NE(caution.find("power-function"), std::string::npos);
  EXPECT_NE(findRule("power-function"), nullptr);
}

struct Cap {
  std::string preset = {};
  ParamValues values = {};
};

class PresetCap : public testing::TestWithParam<Cap> {};

TEST_P(PresetCap, BindsFromTheCallItSays) {
  const ScheduleEntry& entry = libraryPresets().at(GetParam().preset);
  const auto values = orderedValues(entry, GetParam().values, "").value();
  const auto from = entry.cap_from(values);
  ASSERT_TRUE(from.has_value());
  EXPECT_EQ(entry.action(values, {*from}).reason, Reason::kCap);
  if (*from > 1) {
    EXPECT_NE(entry.action(values, {*from - 1}).reason, Reason::kCap);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Capped, PresetCap,
    testing::Values(
        Cap{"ema-pytorch", {{"beta", 0.995}, {"update_every", 1.0}}},
        Cap{"ema-pytorch", {{"beta", 0.9}, {"min_value", 0.95}, {"update_every", 1.0}}},
        Cap{"timm-v3", {{"decay", 0.995}, {"use_warmup", 1.0}}},
        Cap{"timm-v3", {{"decay", 0.9}, {"use_warmup", 1.0}, {"update_after_step", 50.0}}},
        Cap{"diffusers", {{"decay", 0.995}}},
        Cap{"diffusers", {{"decay", 0.995}, {"use_ema_warmup", 1.0}, {"update_after_step", 9.0}}},
        Cap{"pytorch-ema", {{"decay", 0.995}}},
        Cap{"k-diffusion", {{"max_value", 0.995}, {"start_at", 20.0}, {"last_epoch", 5.0}}},
        Cap{"k-diffusion", {{"max_value", 0.9}, {"min_value", 0.95}}},
        Cap{"edm2", {{"class_name", 1.0}, {"halflife_Mimg", 0.5}}}));

TEST(LibraryPresets, KarrasTakesEitherParameterAndTheOtherFollows) {
  const ScheduleEntry& entry = libraryPresets().at("ema-pytorch-karras");
  const auto by_width = orderedValues(entry, {{"sigma_rel", 0.05}}, "").value();
  const auto by_gamma = orderedValues(entry, {{"gamma", by_width[1]}}, "").value();
  EXPECT_NEAR(by_width[1], 16.972, 1e-3);
  EXPECT_NEAR(by_gamma[0], 0.05, 1e-9);
}

TEST(LibraryPresets, ComposerTakesAHalfLifeOrASmoothing) {
  const ScheduleEntry& entry = libraryPresets().at("composer");
  const auto smoothing = orderedValues(entry, {{"smoothing", 0.9}}, "").value();
  EXPECT_EQ(smoothing[0], 0.0);
  auto values = smoothing;
  ASSERT_TRUE(changeValues(entry, values, {{"half_life", 100.0}}, "").ok());
  EXPECT_EQ(values[1], 0.0);
  EXPECT_NEAR(entry.action(values, {500}).beta, std::pow(0.5, 0.01), 1e-12);
}

TEST(LibraryPresets, ComposerStartsOnceAndForAll) {
  const ScheduleEntry& entry = libraryPresets().at("composer");
  const ParamValues start = {{"ema_start", 5.0}, {"ema_start_unit", 1.0}};
  RuleClock clock(entry, orderedValues(entry, start, "").value());
  for (int call = 1; call < 5; ++call) EXPECT_EQ(clock.next().reason, Reason::kWarmup) << call;
  EXPECT_EQ(clock.next().reason, Reason::kFirst);
  clock.setValues(editedValues(entry, clock.values(), {{"ema_start", 1000.0}}, 5, "").value());
  EXPECT_EQ(clock.next().kind, ActionKind::kBlend);
}

TEST(LibraryPresets, TorchvisionScalesItsDecayAsItsScriptDoes) {
  // Values of the reference recipes: 8 processes of 128 images, 600 epochs.
  const ScheduleEntry& entry = libraryPresets().at("torchvision");
  const auto recipe =
      orderedValues(entry, {{"world_size", 8.0}, {"batch_size", 128.0}, {"epochs", 600.0}}, "")
          .value();
  EXPECT_NEAR(entry.action(recipe, {33}).beta, 0.99890773333333333, 1e-12);
  const auto short_run =
      orderedValues(
          entry,
          {{"model_ema_decay", 0.99}, {"world_size", 8.0}, {"batch_size", 128.0}, {"epochs", 10.0}},
          "")
          .value();
  EXPECT_EQ(entry.action(short_run, {33}).beta, 0.0);
}

TEST(LibraryPresets, TorchvisionCountsItsBatchesAnewInEachEpoch) {
  const ScheduleEntry& entry = libraryPresets().at("torchvision");
  const auto values =
      orderedValues(entry, {{"lr_warmup_epochs", 1.0}, {"steps_per_epoch", 50.0}}, "").value();
  RuleClock clock(entry, values);
  std::string acted;
  for (int call = 1; call <= 150; ++call) {
    const EmaAction action = clock.next();
    if (action.kind == ActionKind::kSkip) continue;
    acted += std::to_string(call) + (action.kind == ActionKind::kCopy ? "C " : "L ");
  }
  EXPECT_EQ(acted, "1C 33C 51C 83L 101L 133L ");
}

}  // namespace
}  // namespace emascope
