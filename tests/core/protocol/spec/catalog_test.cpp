// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/spec/catalog.h"

#include "tests/support/fake_run.h"
#include "tests/support/not_a_number.h"

#include <limits>

#include <gtest/gtest.h>

namespace emascope {
namespace {

RunConfig good() { return fakeCatalog().presets.front().config; }

struct Wrong {
  const char* name;
  void (*spoil)(RunConfig&);
  const char* words;
};

void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.name; }

class Validate : public testing::TestWithParam<Wrong> {};

TEST_P(Validate, RefusesWithNameValueAndWhatIsAllowed) {
  RunConfig config = good();
  GetParam().spoil(config);
  const Status status = validate(config, fakeCatalog());
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().message(), GetParam().words);
}

const Wrong kRun[] = {
    {"Preset", [](RunConfig& c) { c.preset = "mnist"; },
     "preset: 'mnist' is not known; allowed: two-spirals, digits"},
    {"Steps", [](RunConfig& c) { c.steps = -3; },
     "steps: -3 is not allowed; allowed: a whole number, at least 1 and at most 1000000000"},
    {"EvalEvery", [](RunConfig& c) { c.eval_every = 0; },
     "eval-every: 0 is not allowed; allowed: a whole number, at least 1 and at most 1000000000"},
    {"Threads", [](RunConfig& c) { c.threads = 1025; },
     "threads: 1025 is not allowed; allowed: a whole number, at least 0 and at most 1024"},
    {"Speed", [](RunConfig& c) { c.speed = -1.0; },
     "speed: -1 is not allowed; allowed: steps per second, at least 0 (unlimited) and at most 1e9"},
    {"SpeedNan", [](RunConfig& c) { c.speed = kNan; },
     "speed: nan is not allowed; allowed: steps per second, at least 0 (unlimited) and at most "
     "1e9"},
    {"LearningRate", [](RunConfig& c) { c.lr = -0.1; },
     "lr: -0.1 is not allowed; allowed: above 0 and at most 1e+09"},
    {"LearningRateNan", [](RunConfig& c) { c.lr = kNan; },
     "lr: nan is not allowed; allowed: above 0 and at most 1e+09"},
};
INSTANTIATE_TEST_SUITE_P(Run, Validate, testing::ValuesIn(kRun),
                         [](const auto& param) { return std::string(param.param.name); });

const Wrong kTracks[] = {
    {"BetaBelow", [](RunConfig& c) { c.tracks[0].params["beta"] = -1.0; },
     "track main: beta: -1 is not allowed; allowed: at least 0 and at most 1"},
    {"BetaAbove", [](RunConfig& c) { c.tracks[0].params["beta"] = 1.5; },
     "track main: beta: 1.5 is not allowed; allowed: at least 0 and at most 1"},
    {"BetaNan", [](RunConfig& c) { c.tracks[0].params["beta"] = kNan; },
     "track main: beta: nan is not allowed; allowed: at least 0 and at most 1"},
    {"Power", [](RunConfig& c) { c.tracks[0].params["power"] = 0.0; },
     "track main: power: 0 is not allowed; allowed: above 0 and at most 10"},
    {"WarmUp", [](RunConfig& c) { c.tracks[0].params["update_after_step"] = -1.0; },
     "track main: update_after_step: -1 is not allowed; allowed: a whole number, at least 0 and at "
     "most 1000000000"},
    {"UpdateEvery", [](RunConfig& c) { c.tracks[0].params["update_every"] = 0.0; },
     "track main: update_every: 0 is not allowed; allowed: a whole number, at least 1 and at most "
     "1000000000"},
    {"Parameter", [](RunConfig& c) { c.tracks[1].params["power"] = 1.0; },
     "track fast: 'power' is not a parameter of constant; allowed: beta, update_after_step, "
     "update_every, debias, buffers, buffer_batches, update_model_with_ema_every, "
     "update_model_with_ema_beta, frozen"},
    {"NameKey",
     [](RunConfig& c) {
       c.tracks[0].selections = {{"skip", "a"}};
     },
     "track main: 'skip' is not a key of inverse-power that takes tensor names; allowed: average, "
     "copy, ignore"},
    {"Pattern",
     [](RunConfig& c) {
       c.tracks[0].selections = {{"copy", ""}};
     },
     "track main: copy: is empty; allowed: a name, or a pattern such as lin.*"},
    {"LabelTwice", [](RunConfig& c) { c.tracks[2].label = "main"; },
     "track label: 'main' is used twice; allowed: one track for each label"},
    {"LabelReserved", [](RunConfig& c) { c.tracks[0].label = "raw"; },
     "track label: 'raw' is reserved; allowed: 1 to 32 of A-Z a-z 0-9 _ -, other than raw, mean "
     "and lr"},
    {"LabelCharacters", [](RunConfig& c) { c.tracks[0].label = "a,b"; },
     "track label: 'a,b' is not allowed; allowed: 1 to 32 of A-Z a-z 0-9 _ -, other than raw, mean "
     "and lr"},
    {"TooMany",
     [](RunConfig& c) {
       for (int i = 0; i < 65; ++i) c.tracks.push_back({.label = "t" + std::to_string(i)});
     },
     "tracks: 68 are too many; allowed: at most 64"},
};
INSTANTIATE_TEST_SUITE_P(Tracks, Validate, testing::ValuesIn(kTracks),
                         [](const auto& param) { return std::string(param.param.name); });

const Wrong kAsked[] = {
    {"SavedLabel",
     [](RunConfig& c) {
       c.saves = {{"mian", "w.safetensors"}};
     },
     "save mian: there is no track 'mian'; allowed: raw, main, fast, slow, and best.raw or "
     "best.LABEL"},
    {"SavedSynthesis",
     [](RunConfig& c) {
       c.snapshot_every = 10;
       c.syntheses = {{"mid", "sigma_rel", 0.1, 0}};
       c.saves = {{"midd", "w.safetensors"}};
     },
     "save midd: there is no track 'midd'; allowed: raw, main, fast, slow, mid, and best.raw or "
     "best.LABEL"},
    {"SavedTrackAndSynthesis",
     [](RunConfig& c) {
       c.snapshot_every = 10;
       c.syntheses = {{"fast", "sigma_rel", 0.1, 0}};
       c.saves = {{"fast", "w.safetensors"}};
     },
     "save fast: is both a track and a result of --synthesize; allowed: different labels"},
    {"SavedTrackThatGoes",
     [](RunConfig& c) {
       c.edits = {{.step = 9, .action = track_action::Remove{"fast"}}};
       c.saves = {{"fast", "w.safetensors"}};
     },
     "save fast: the track does not exist at the end; allowed: raw, main, slow, and best.raw or "
     "best.LABEL"},
    {"SavedBest",
     [](RunConfig& c) {
       c.saves = {{"best.fsat", "w.safetensors"}};
     },
     "save best.fsat: there is no track 'fsat'; allowed: best.raw, best.main, best.fast, "
     "best.slow"},
    {"ScannedLabel",
     [](RunConfig& c) {
       c.scans = {{"mian", {0.5}}};
     },
     "scan mian: there is no track 'mian'; allowed: main, fast, slow"},
};
INSTANTIATE_TEST_SUITE_P(Asked, Validate, testing::ValuesIn(kAsked),
                         [](const auto& param) { return std::string(param.param.name); });

const Wrong kEdits[] = {
    {"BeforeTheRun",
     [](RunConfig& c) {
       c.edits = {{0, "main", {{"beta", 0.9}}}};
     },
     "set at step 0: is not within the run; allowed: steps 1 to 5000"},
    {"AfterTheRun",
     [](RunConfig& c) {
       c.edits = {{5001, "main", {{"beta", 0.9}}}};
     },
     "set at step 5001: is not within the run; allowed: steps 1 to 5000"},
    {"Track",
     [](RunConfig& c) {
       c.edits = {{5, "maim", {{"beta", 0.9}}}};
     },
     "set at step 5: there is no track 'maim'; allowed: lr, main, fast, slow"},
    {"Value",
     [](RunConfig& c) {
       c.edits = {{5, "main", {{"beta", 2.0}}}};
     },
     "set at step 5: main: beta: 2 is not allowed; allowed: at least 0 and at most 1"},
    {"RunParameter",
     [](RunConfig& c) {
       c.edits = {{5, "", {{"beta", 0.5}}}};
     },
     "set at step 5: 'beta' is not a parameter of the run; allowed: lr"},
    {"ReseedOfTheRun",
     [](RunConfig& c) {
       c.edits = {{5, "", {{"reseed", 1.0}}}};
     },
     "set at step 5: 'reseed' is not a parameter of the run; allowed: lr"},
    {"Reseed",
     [](RunConfig& c) {
       c.edits = {{5, "main", {{"reseed", 0.5}}}};
     },
     "set at step 5: main: reseed: 0.5 is not allowed; allowed: 1"},
    {"Nothing",
     [](RunConfig& c) {
       c.edits = {{5, "main", {}}};
     },
     "set at step 5: sets nothing; allowed: at least one parameter"},
    {"TooMany",
     [](RunConfig& c) {
       c.edits.assign(20'001, {5, "main", {{"beta", 0.9}}});
     },
     "set: 20001 edits are too many; allowed: at most 20000"},
};
INSTANTIATE_TEST_SUITE_P(Edits, Validate, testing::ValuesIn(kEdits),
                         [](const auto& param) { return std::string(param.param.name); });

TEST(ValidateGood, TakesEveryPreset) {
  const Catalog catalog = fakeCatalog();
  for (const PresetInfo& preset : catalog.presets) {
    EXPECT_TRUE(validate(preset.config, catalog).ok()) << preset.id;
  }
}

TEST(ValidateGood, TakesARunWithoutAverages) {
  RunConfig config = good();
  config.tracks.clear();
  EXPECT_TRUE(validate(config, fakeCatalog()).ok());
}

TEST(ValidateGood, TakesTheEndsOfItsRanges) {
  RunConfig config = good();
  config.steps = 1'000'000'000;
  config.eval_every = 1'000'000'000;
  config.threads = 1024;
  config.lr = 0.0;
  config.tracks[0].params["beta"] = 1.0;
  config.tracks[0].label = std::string(32, 'x');
  config.edits = {{1, "", {{"lr", 1e9}}},
                  {1'000'000'000, "fast", {{"beta", 0.0}, {"reseed", 1.0}}}};
  const Status status = validate(config, fakeCatalog());
  EXPECT_TRUE(status.ok()) << status.error().message();
}

TEST(Validate, AnUnknownScheduleIsAnsweredWithThoseThereAre) {
  RunConfig config = good();
  config.tracks[0].schedule = "cosine";
  const Status status = validate(config, fakeCatalog());
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().where, "track main: schedule");
  EXPECT_EQ(status.error().why, "'cosine' is not known");
  for (const ScheduleInfo& info : scheduleInfos()) {
    EXPECT_NE(status.error().allowed.find(info.id), std::string::npos) << info.id;
  }
}

TEST(Catalog, OffersTheRulesOfThisBuild) {
  const auto infos = scheduleInfos();
  EXPECT_EQ(infos.size(), schedules().size() + libraryPresets().size());
  for (const ScheduleInfo& info : infos) {
    EXPECT_EQ(info.params, findRule(info.id)->params);
    EXPECT_FALSE(info.label.empty());
    EXPECT_FALSE(info.source.empty());
  }
}

TEST(Catalog, FindsEntriesById) {
  const Catalog catalog = fakeCatalog();
  EXPECT_EQ(findPreset(catalog, "digits"), &catalog.presets[1]);
  EXPECT_EQ(findSchedule(catalog, catalog.schedules.back().id), &catalog.schedules.back());
  EXPECT_EQ(findSchedule(catalog, "nothing"), nullptr);
}

}  // namespace
}  // namespace emascope
