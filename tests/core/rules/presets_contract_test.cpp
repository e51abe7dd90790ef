// SPDX-License-Identifier: Apache-2.0
//
// What every library preset promises, for whichever files lie in core/rules/presets/.
#include "core/rules/live_edit.h"
#include "tests/core/rules/corners.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <gmock/gmock.h>
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

TEST_P(PresetContract, AcceptsItsOwnBoundsAndInitialValues) { expectBoundsAccepted(entry()); }

TEST_P(PresetContract, DecaysStayBetweenZeroAndOne) { expectDecaysInRange(entry()); }

TEST_P(PresetContract, LinkedValuesAreInTheirRanges) {
  for (const ParamValues& corner : corners(entry())) {
    const auto values = orderedValues(entry(), corner, "").value();
    for (std::size_t i = 0; i < values.size(); ++i)
      EXPECT_TRUE(checkValue(entry().params[i], values[i], "").ok()) << textOf(corner);
  }
}

TEST_P(PresetContract, HasPythonForEachSetting) {
  for (const ParamValues& corner : corners(entry())) {
    const PythonLines lines = entry().python(orderedValues(entry(), corner, "").value());
    EXPECT_FALSE(lines.imports.empty());
    EXPECT_FALSE(lines.evaluate.empty());
    std::string construct;
    for (const std::string& line : lines.construct) construct += line;
    EXPECT_NE(construct.find(" = "), std::string::npos) << construct;
    EXPECT_EQ(std::count(construct.begin(), construct.end(), '('),
              std::count(construct.begin(), construct.end(), ')'))
        << construct;
  }
}

TEST_P(PresetContract, SetsInPythonOnlyWhatIsAParameter) {
  for (const auto& [id, statement] : entry().python(orderedValues(entry(), {}, "").value()).set)
    EXPECT_TRUE(id == kReseed || paramIndex(entry(), id)) << id << ": " << statement;
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

TEST(LibraryPresets, AreTheseTwentyOne) {
  const std::vector<std::string> expected = {
      "composer",   "diffusers",   "edm2",        "ema-pytorch", "ema-pytorch-karras",
      "ignite",     "k-diffusion", "keras",       "lightning",   "mmengine",
      "nemo",       "optax",       "pytorch-ema", "timm-v2",     "timm-v3",
      "torch-ema",  "torch-swa",   "torchtitan",  "torchvision", "trl-bema",
      "ultralytics"};
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

TEST(LibraryPresets, KarrasSaysThatTheLibraryHasNoDefault) {
  const ScheduleEntry& entry = libraryPresets().at("ema-pytorch-karras");
  const ParamSpec& width = entry.params[*paramIndex(entry, "sigma_rel")];
  EXPECT_THAT(width.tip, testing::HasSubstr("The library has no default and takes either this or "
                                            "gamma."));
}

TEST(LibraryPresets, LightningTakesNoEpochBeforeTheFirst) {
  const ScheduleEntry& entry = libraryPresets().at("lightning");
  const char* const id = "update_starting_at_epoch";
  // should_update(epoch_idx) compares epoch_idx >= update_starting_at_epoch: -1 would be 0.
  const auto negative = orderedValues(entry, {{id, -1.0}}, "");
  ASSERT_FALSE(negative.ok());
  EXPECT_THAT(negative.error().message(), testing::HasSubstr("-1 is not allowed; allowed: a whole "
                                                             "number, at least 0"));
  const Call end_of_epoch{.index = 10, .steps_per_epoch = 10.0};
  const auto kind = [&](double epoch) {
    const ParamValues values = {{id, epoch}, {"update_every_n_steps", 0.0}};
    return entry.action(orderedValues(entry, values, "").value(), end_of_epoch).kind;
  };
  EXPECT_EQ(kind(0.0), ActionKind::kBlend);
  EXPECT_EQ(kind(1.0), ActionKind::kSkip);
  EXPECT_EQ(kind(kNoneValue), ActionKind::kSkip);
}

TEST(LibraryPresets, ComposerTakesAHalfLifeOrASmoothing) {
  const ScheduleEntry& entry = libraryPresets().at("composer");
  const auto smoothing = orderedValues(entry, {{"smoothing", 0.9}}, "").value();
  EXPECT_EQ(smoothing[0], kNoneValue);
  auto values = smoothing;
  ASSERT_TRUE(changeValues(entry, values, {{"half_life", 100.0}}, "").ok());
  EXPECT_EQ(values[1], kNoneValue);
  EXPECT_NEAR(entry.action(values, {500}).beta, std::pow(0.5, 0.01), 1e-12);
}

TEST(LibraryPresets, ComposerCountsAnEpochOnlyAfterTheEndOfItsLastBatch) {
  const ScheduleEntry& entry = libraryPresets().at("composer");
  const auto firstCopy = [&](double by_epoch) {
    const ParamValues start = {{"ema_start", 3.0},
                               {"ema_start_unit", 2.0},
                               {"time_unit", by_epoch},
                               {"steps_per_epoch", 7.0}};
    RuleClock clock(entry, orderedValues(entry, start, "").value());
    int call = 1;
    while (clock.next().reason != Reason::kFirst) ++call;
    return call;
  };
  EXPECT_EQ(firstCopy(0.0), 22);  // Event.BATCH_END of the first batch of the fourth epoch
  EXPECT_EQ(firstCopy(1.0), 21);  // Event.EPOCH_END of the third
}

TEST(LibraryPresets, AnArgumentOfNoneIsAnotherThanZero) {
  const auto at = [](const char* id, const ParamValues& values, std::int64_t call) {
    const ScheduleEntry& entry = libraryPresets().at(id);
    return entry.action(orderedValues(entry, values, "").value(), {call});
  };
  // A rise of the momentum from nothing: 0.4 (event - 1) / (11 - 1).
  const ParamValues rise = {{"momentum", 0.4}, {"momentum_warmup", 0.0}, {"warmup_iters", 11.0}};
  EXPECT_DOUBLE_EQ(at("ignite", rise, 1).beta, 1.0);
  EXPECT_DOUBLE_EQ(at("ignite", rise, 6).beta, 0.8);
  EXPECT_DOUBLE_EQ(at("ignite", {{"momentum", 0.4}, {"warmup_iters", 11.0}}, 6).beta, 0.6);
  // A warm-up of no updates takes one, as max(1, warmup_iters - 1) has it.
  const ParamValues none_left = {
      {"momentum", 0.4}, {"momentum_warmup", 0.1}, {"warmup_iters", 0.0}};
  EXPECT_DOUBLE_EQ(at("ignite", none_left, 1).beta, 0.9);
  EXPECT_DOUBLE_EQ(at("ignite", none_left, 2).beta, 0.6);
  EXPECT_EQ(at("torchtitan", {{"decay", 0.0}}, 9).beta, 0.0);
  EXPECT_DOUBLE_EQ(at("torchtitan", {}, 9).beta, std::exp2(-1.0 / (0.05 * 9.0)));
  const auto edm2 = [&](double half_life, double ratio) {
    return at("edm2",
              {{"class_name", 1.0},
               {"halflife_Mimg", half_life},
               {"rampup_ratio", ratio},
               {"batch_size", 1000.0}},
              50)
        .beta;
  };
  EXPECT_EQ(edm2(0.5, 0.0), 0.0);
  EXPECT_DOUBLE_EQ(edm2(0.5, kNoneValue), std::exp2(-1000.0 / 5e5));
  EXPECT_DOUBLE_EQ(edm2(kNoneValue, 0.1), std::exp2(-1.0 / 5.0));
  EXPECT_EQ(edm2(0.0, kNoneValue), 0.0);
  EXPECT_EQ(at("composer", {{"smoothing", 0.0}}, 9).beta, 0.0);
  EXPECT_DOUBLE_EQ(at("composer", {{"half_life", 10.0}}, 9).beta, std::exp2(-0.1));
}

TEST(LibraryPresets, WhatIsNoneIsNoneInPython) {
  const auto python = [](const char* id, const ParamValues& values) {
    const ScheduleEntry& entry = libraryPresets().at(id);
    std::string text;
    for (const auto& line : entry.python(orderedValues(entry, values, "").value()).construct)
      text += line;
    return text;
  };
  EXPECT_NE(
      python("ignite", {{"momentum_warmup", 0.0}}).find("momentum_warmup=0, warmup_iters=None"),
      std::string::npos);
  EXPECT_NE(python("edm2", {{"class_name", 1.0}, {"rampup_ratio", 0.0}})
                .find("halflife_Mimg=float('inf'), rampup_ratio=0"),
            std::string::npos);
  EXPECT_NE(python("torchtitan", {}).find("decay=None"), std::string::npos);
  EXPECT_NE(python("torchtitan", {{"decay", 0.0}}).find("decay=0,"), std::string::npos);
  EXPECT_NE(python("composer", {{"smoothing", 0.0}}).find("half_life=None, smoothing=0"),
            std::string::npos);
  // On two lines.
  EXPECT_THAT(python("lightning", {{"update_starting_at_step", 0.0}}),
              testing::AllOf(testing::HasSubstr("update_starting_at_step=0,"),
                             testing::HasSubstr("update_starting_at_epoch=None")));
  EXPECT_NE(python("keras", {}).find("ema_overwrite_frequency=None"), std::string::npos);
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
