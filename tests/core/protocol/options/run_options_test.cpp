// SPDX-License-Identifier: Apache-2.0
//
// What is typed becomes a configuration, or a refusal that names the option, the value and what is
// allowed; and a configuration becomes options that give it back.
#include "core/protocol/options/run_options.h"

#include "core/protocol/options/track_options.h"
#include "core/protocol/spec/optimizer_settings.h"
#include "tests/core/protocol/options/resolving.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::AllOf;
using testing::HasSubstr;

Catalog catalog() {
  RunConfig demo;
  demo.preset = "demo";
  demo.lr = 0.02;
  demo.speed = 200.0;
  demo.tracks = {{.label = "main", .params = {{"beta", 0.995}}}};
  RunConfig other = demo;
  other.preset = "other";
  other.steps = 3000;
  return {.presets = {{.id = "demo", .config = demo}, {.id = "other", .config = other}},
          .schedules = scheduleInfos(),
          .run_params = {{.id = "lr", .max = 1e9, .min_open = true}},
          .own = {.id = kOwnPreset, .config = {.preset = kOwnPreset, .lr = 0.001}}};
}

RunConfig resolved(const RunOptions& options) { return resolvedIn(catalog(), options); }
std::string refusal(const RunOptions& options) { return refusalIn(catalog(), options); }

TEST(RunOptions, NothingTypedIsTheFirstPreset) {
  EXPECT_EQ(resolved({}), catalog().presets.front().config);
}

TEST(RunOptions, WhatIsTypedReplacesTheValueOfARun) {
  RunConfig run = catalog().presets.front().config;
  run.tracks.front().params["beta"] = 0.98;
  run.training = plainTraining({.kind = "adam"}, 16);
  const auto changed =
      withOptions(run, {.optimizer = "sgd,momentum=0.9", .batch = "64"}, catalog());
  ASSERT_TRUE(changed) << changed.error().message();
  RunConfig expected = run;
  expected.training.optimizer = MethodSpec{.kind = "sgd", .params = {{"momentum", 0.9}}};
  expected.training.batch = 64;
  expected.lr = initialRate(OptimizerSettings::Kind::kSgd);
  EXPECT_EQ(*changed, expected);
  const auto refused = withOptions(run, {.lr_schedule = "cosine,warmup=1e6"}, catalog());
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message(), HasSubstr("lr-schedule"));
}

TEST(RunOptions, WhatIsTypedReplacesThePresetsValue) {
  const RunConfig config = resolved({.preset = "other",
                                     .steps = "1e3",
                                     .seed = "7",
                                     .eval_every = "10",
                                     .device = "cpu",
                                     .threads = "2",
                                     .lr = "1/50",
                                     .speed = "0"});
  RunConfig expected = catalog().presets[1].config;
  expected.steps = 1000;
  expected.seed = 7;
  expected.eval_every = 10;
  expected.device = "cpu";
  expected.threads = 2;
  expected.lr = 0.02;
  expected.speed = 0.0;
  EXPECT_EQ(config, expected);
}

TEST(RunOptions, SeedsHaveAllTheirBits) {
  EXPECT_EQ(resolved({.seed = "18446744073709551615"}).seed, 18446744073709551615U);
}

TEST(RunOptions, DigitsMayBeGroupedWhereThatIsClear) {
  const RunConfig config = resolved({.steps = "10,000", .seed = "1e4", .eval_every = "1\u202F000"});
  EXPECT_EQ(config.steps, 10000);
  EXPECT_EQ(config.seed, 10000U);
  EXPECT_EQ(config.eval_every, 1000);
  EXPECT_EQ(resolved({.seed = "18 446 744 073 709 551 615"}).seed, 18446744073709551615U);
}

TEST(RunOptions, TracksReplaceThePresets) {
  const RunConfig config =
      resolved({.tracks = {"slow:schedule=constant,beta=0.9999,buffers=copy"}});
  ASSERT_EQ(config.tracks.size(), 1U);
  EXPECT_EQ(config.tracks[0], (TrackSpec{.label = "slow",
                                         .schedule = "constant",
                                         .params = {{"beta", 0.9999}, {"buffers", 1.0}}}));
}

TEST(RunOptions, ChoicesAndNamesOfTensorsAreWords) {
  const TrackSpec track =
      resolved({.tracks = {"debias=True,buffers=estimate,ignore=bn.*|head.bias,copy=lin"}})
          .tracks[0];
  EXPECT_EQ(track.params, (ParamValues{{"debias", 1.0}, {"buffers", 2.0}}));
  EXPECT_EQ(track.selections, (std::vector<NameSelection>{
                                  {"ignore", "bn.*"}, {"ignore", "head.bias"}, {"copy", "lin"}}));
}

TEST(RunOptions, AnEditNamesAChoiceToo) {
  const RunConfig config = resolved({.tracks = {"a:beta=0.9"}, .sets = {"5:a.buffers=copy"}});
  EXPECT_EQ(config.edits.at(0).values, (ParamValues{{"buffers", 1.0}}));
}

TEST(RunOptions, NoneIsAWordThatIsAnotherValueThanZero) {
  const RunConfig config =
      resolved({.tracks = {"a:like=ignite,momentum_warmup=0,warmup_iters=none"},
                .sets = {"5:a.momentum_warmup=none,warmup_iters=0"}});
  EXPECT_EQ(config.tracks.at(0).params,
            (ParamValues{{"momentum_warmup", 0.0}, {"warmup_iters", kNoneValue}}));
  EXPECT_EQ(config.edits.at(0).values,
            (ParamValues{{"momentum_warmup", kNoneValue}, {"warmup_iters", 0.0}}));
  EXPECT_EQ(trackOption(config.tracks[0]), "a:like=ignite,momentum_warmup=0,warmup_iters=none");
  EXPECT_EQ(editOption(config.edits[0]), "5:a.momentum_warmup=none,warmup_iters=0");
  EXPECT_EQ(refusal({.tracks = {"a:like=ignite,momentum=none"}}),
            "track a: momentum: 'none' is not a finite number; allowed: a number such as 0.995, "
            "2/3 or 1-1/200");
}

TEST(RunOptions, AValueThatIsNoneIsRefusedByItsParameter) {
  EXPECT_EQ(refusal({.sets = {"5:main.power=1,beta=true"}}),
            "set '5:main.power=1,beta=true': main: beta: 'true' is not a finite number; allowed: a "
            "number such as 0.995, 2/3, 1-1/200 or hl=138");
  EXPECT_EQ(refusal({.sets = {"5:lr=none"}}),
            "set '5:lr=none': lr: 'none' is not a finite number; allowed: a number such as 0.995, "
            "2/3 or 1-1/200");
}

TEST(RunOptions, AHalfLifeIsADecayAndNothingElse) {
  const std::string is_no_number =
      "'hl=138' is not a finite number; allowed: a number such as 0.995, 2/3 or 1-1/200";
  EXPECT_EQ(refusal({.lr = "hl=138"}), "lr: " + is_no_number);
  EXPECT_EQ(refusal({.epochs = "hl=138"}), "epochs: " + is_no_number);
  EXPECT_EQ(refusal({.speed = "hl=138"}), "speed: " + is_no_number);
  EXPECT_EQ(refusal({.optimizer = "sgd", .momentum = "hl=138"}), "momentum: " + is_no_number);
  EXPECT_EQ(refusal({.tracks = {"a:beta=0.9,update_every=hl=138"}}),
            "track a: update_every: " + is_no_number);
  EXPECT_EQ(refusal({.sets = {"5:lr=hl=138"}}), "set '5:lr=hl=138': lr: " + is_no_number);
}

TEST(RunOptions, AnAverageIsFrozenByAWord) {
  const RunConfig config = resolved({.tracks = {"a:beta=1"}, .sets = {"7:a.frozen=true"}});
  EXPECT_EQ(config.edits.at(0).values, (ParamValues{{"frozen", 1.0}}));
}

TEST(RunOptions, NumbersAreWrittenAsPeopleWriteThem) {
  const ParamValues params =
      resolved({.tracks = {"power=2/3,beta=hl=138,min_value=1-1/200"}}).tracks.at(0).params;
  EXPECT_EQ(params.at("power"), 2.0 / 3.0);
  EXPECT_EQ(params.at("beta"), std::exp2(-1.0 / 138.0));
  EXPECT_EQ(params.at("min_value"), 0.995);
}

TEST(RunOptions, ATrackWithoutScheduleIsInversePower) {
  EXPECT_EQ(resolved({.tracks = {"main:beta=0.9"}}).tracks.at(0).schedule, "inverse-power");
}

TEST(RunOptions, TracksWithoutLabelAreCalledAsTheirRule) {
  const RunConfig config = resolved(
      {.tracks = {"schedule=constant", "beta=0.9", "constant-2:beta=0.8", "schedule=constant"}});
  std::vector<std::string> labels;
  for (const TrackSpec& track : config.tracks) labels.push_back(track.label);
  EXPECT_THAT(labels,
              testing::ElementsAre("constant", "inverse-power", "constant-2", "constant-3"));
}

TEST(RunOptions, NoneIsARunWithoutAverages) {
  EXPECT_TRUE(resolved({.tracks = {"none"}}).tracks.empty());
}

TEST(RunOptions, SetIsAnEditInTheOrderOfTheSteps) {
  const RunConfig config =
      resolved({.sets = {"2400:main.beta=hl=1000,power=0.7", "100:lr=1e6", "200:main.reseed=1"}});
  const std::vector<ScheduledEdit> expected = {
      {100, "", {{"lr", 1e6}}, {}},
      {200, "main", {{"reseed", 1.0}}, {}},
      {2400, "main", {{"beta", std::exp2(-0.001)}, {"power", 0.7}}, {}}};
  EXPECT_EQ(config.edits, expected);
}

TEST(RunOptions, DoIsAnActionOrAnEdit) {
  const RunConfig config = resolved(
      {.tracks = {"main:beta=0.9", "b:beta=0.8"},
       .sets = {"5:main.beta=0.7"},
       .dos = {"5:add new:schedule=constant,beta=0.99,ignore=bn.*",
               "5:set new.buffers=copy,beta=0.5", "6:fork copy=new", "7:set copy.buffers=copy",
               "8:rename copy=c", "9:promote c", "10:remove b", "11:feedback c",
               "12:feedback c,keep=1/2", "13:undo-feedback", "14:set lr=0.5"}});
  const std::vector<ScheduledEdit> expected = {
      {.step = 5,
       .action = track_action::Add{{"new", "constant", {{"beta", 0.99}}, {{"ignore", "bn.*"}}}}},
      {5, "new", {{"buffers", 1.0}, {"beta", 0.5}}, {}},
      {5, "main", {{"beta", 0.7}}, {}},
      {.step = 6, .action = track_action::Fork{"new", "copy"}},
      {7, "copy", {{"buffers", 1.0}}, {}},
      {.step = 8, .action = track_action::Rename{"copy", "c"}},
      {.step = 9, .action = track_action::Promote{"c"}},
      {.step = 10, .action = track_action::Remove{"b"}},
      {.step = 11, .action = track_action::FeedBack{"c", 0.0}},
      {.step = 12, .action = track_action::FeedBack{"c", 0.5}},
      {.step = 13, .action = track_action::UndoFeedBack{}},
      {14, "", {{"lr", 0.5}}, {}}};
  EXPECT_EQ(config.edits, expected);
}

TEST(RunOptions, SetKnowsTheChoicesOfATrackThatIsAddedBefore) {
  const RunConfig config =
      resolved({.sets = {"9:n.buffers=copy"}, .dos = {"8:add n:schedule=constant"}});
  EXPECT_EQ(config.edits.at(1).values, (ParamValues{{"buffers", 1.0}}));
}

struct Wrong {
  const char* name;
  RunOptions options;
  std::vector<const char*> words;  // all in the message
};
void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.name; }

class WrongInput : public testing::TestWithParam<Wrong> {};

TEST_P(WrongInput, IsRefusedByNameValueAndWhatIsAllowed) {
  const std::string message = refusal(GetParam().options);
  for (const char* word : GetParam().words) EXPECT_THAT(message, HasSubstr(word));
}

std::vector<std::string> manyTracks(int count) {
  std::vector<std::string> tracks;
  for (int i = 0; i < count; ++i) tracks.push_back("t" + std::to_string(i) + ":beta=0.9");
  return tracks;
}

const char* const kNumberForms = "allowed: a number such as";

INSTANTIATE_TEST_SUITE_P(
    Inputs, WrongInput,
    testing::Values(
        Wrong{"Preset", {.preset = "nope"}, {"preset: 'nope'", "allowed: demo, other"}},
        Wrong{"StepsBelow", {.steps = "-3"}, {"steps: -3", "at least 1 and at most 1000000000"}},
        Wrong{"StepsZero", {.steps = "0"}, {"steps: 0 is not allowed", "allowed: a whole number"}},
        Wrong{"StepsText", {.steps = "many"}, {"steps: 'many'", "allowed: a whole number"}},
        Wrong{"StepsHalf", {.steps = "2.5"}, {"steps: '2.5'", "allowed: a whole number"}},
        Wrong{"StepsEmpty", {.steps = ""}, {"steps: ''", "allowed: a whole number"}},
        Wrong{"Seed", {.seed = "-1"}, {"seed: '-1'", "at least 0 and at most 184"}},
        Wrong{"StepsAmbiguous", {.steps = "10.000"}, {"steps: '10.000' may mean 10 or 10000"}},
        Wrong{"SeedTooLarge", {.seed = "18446744073709551616"}, {"seed: '184", "at most 184"}},
        Wrong{"EvalEvery", {.eval_every = "0"}, {"eval-every: 0", "at least 1"}},
        Wrong{"Threads", {.threads = "2000"}, {"threads: 2000", "at most 1024"}},
        Wrong{"RateZero", {.lr = "0"}, {"lr: 0 is not allowed", "above 0"}},
        Wrong{"RateText", {.lr = "fast"}, {"lr: 'fast'", kNumberForms}},
        Wrong{"Speed", {.speed = "-1"}, {"speed: -1", "at least 0"}},
        Wrong{"BetaBelow", {.tracks = {"a:beta=-1"}}, {"track a: beta: -1", "at least 0"}},
        Wrong{"BetaAbove", {.tracks = {"a:beta=1.5"}}, {"track a: beta: 1.5", "at most 1"}},
        Wrong{"BetaNaN", {.tracks = {"a:beta=NaN"}}, {"track a: beta: 'NaN'", kNumberForms}},
        Wrong{"Power", {.tracks = {"a:power=0"}}, {"track a: power: 0", "above 0"}},
        Wrong{"Warmup",
              {.tracks = {"a:update_after_step=-1"}},
              {"update_after_step: -1", "a whole number, at least 0"}},
        Wrong{"UpdateEvery",
              {.tracks = {"a:update_every=0"}},
              {"update_every: 0", "a whole number, at least 1 and at most 1000000000"}},
        Wrong{"Duplicate",
              {.tracks = {"a:beta=0.9", "a:beta=0.8"}},
              {"track label: 'a' is used twice", "allowed: one"}},
        Wrong{"TooMany", {.tracks = manyTracks(65)}, {"tracks: 65", "at most 64"}},
        Wrong{"Reserved", {.tracks = {"raw:beta=0.9"}}, {"track label: 'raw' is reserved"}},
        Wrong{"LabelEmpty", {.tracks = {":beta=0.9"}}, {"track label: ''", "1 to 32"}},
        Wrong{"LabelOdd", {.tracks = {"a b:beta=0.9"}}, {"track label: 'a b'", "1 to 32"}},
        Wrong{"TrackKey",
              {.tracks = {"a:betta=0.9"}},
              {"track a: 'betta'", "allowed: schedule, beta, power", "ignore"}},
        Wrong{"KeyOfAnotherRule",
              {.tracks = {"a:schedule=constant,power=1"}},
              {"'power' is not a parameter of constant"}},
        Wrong{
            "Like", {.tracks = {"a:like=keras-ema"}}, {"track a: like: 'keras-ema'", "not known"}},
        Wrong{"LikeASchedule",
              {.tracks = {"a:like=constant"}},
              {"track a: like: 'constant' is not a library's rule; write schedule=constant"}},
        Wrong{"NameEmpty", {.tracks = {"a:ignore="}}, {"track a: ignore: is empty", "lin.*"}},
        Wrong{"KeyTwice", {.tracks = {"a:beta=0.9,beta=0.8"}}, {"'beta' is given twice"}},
        Wrong{"NoValue", {.tracks = {"a:beta"}}, {"track a: 'beta'", "key=value"}},
        Wrong{"TrackEmpty", {.tracks = {""}}, {"track: ''", "key=value"}},
        Wrong{"NoneAmongOthers", {.tracks = {"none", "beta=0.9"}}, {"track: 'none'"}},
        Wrong{"Schedule",
              {.tracks = {"a:schedule=linear"}},
              {"track a: schedule: 'linear'", "allowed: ", "constant", "inverse-power"}},
        Wrong{"Buffers",
              {.tracks = {"a:buffers=keep"}},
              {"buffers: 'keep'", "average, copy, estimate"}},
        Wrong{"NoSnapshots",
              {.syntheses = {"sigma_rel=0.1"}},
              {"synthesize: needs snapshots, and none are kept", "every 125 steps"}},
        Wrong{"TooWide",
              {.snapshots = "50", .syntheses = {"sigma_rel=0.29"}},
              {"sigma_rel", "0.28867"}},
        Wrong{"SynthesisLate",
              {.snapshots = "50", .syntheses = {"beta=0.9,step=5001"}},
              {"step: 5001 is not within the run"}},
        Wrong{"Snapshots", {.snapshots = "-1"}, {"snapshots: -1 is not allowed"}},
        Wrong{"SetForm", {.sets = {"main.beta=0.9"}}, {"set 'main.beta=0.9'", "STEP:TRACK.PARAM"}},
        Wrong{"SetStep", {.sets = {"x:main.beta=0.9"}}, {"'x' is not a whole number", "STEP"}},
        Wrong{"SetLate", {.sets = {"5001:lr=1"}}, {"set at step 5001", "steps 1 to 5000"}},
        Wrong{"SetEarly", {.sets = {"-5:lr=1"}}, {"set at step -5", "steps 1 to 5000"}},
        Wrong{"SetTrack", {.sets = {"5:slow.beta=1"}}, {"no track 'slow'", "allowed: lr, main"}},
        Wrong{"SetParam", {.sets = {"5:main.gamma=1"}}, {"main: 'gamma'", "allowed: beta"}},
        Wrong{"SetValue", {.sets = {"5:main.beta=1.5"}}, {"main: beta: 1.5", "at most 1"}},
        Wrong{"SetFlagOfNoTrack",
              {.sets = {"5:slow.frozen=true"}},
              {"no track 'slow'", "allowed: lr, main"}},
        Wrong{"SetChoiceOfNoTrack", {.sets = {"5:slow.buffers=copy"}}, {"no track 'slow'"}},
        Wrong{"SetTextOfNoTrack", {.sets = {"5:slow.beta=x"}}, {"no track 'slow'"}},
        Wrong{
            "SetFlagWithoutTracks", {.tracks = {"none"}, .sets = {"5:a.frozen=no"}}, {"track 'a'"}},
        Wrong{"SetFlagOfNoParam",
              {.sets = {"5:main.melted=true"}},
              {"main: 'melted' is not a parameter of inverse-power", "allowed: beta, power"}},
        Wrong{"SetFlagOfRun",
              {.sets = {"5:frozen=true"}},
              {"'frozen' is not a parameter of the run"}},
        Wrong{"SetRateText", {.sets = {"5:lr=fast"}}, {"lr: 'fast' is not a finite", kNumberForms}},
        Wrong{"SetReseedText", {.sets = {"5:main.reseed=yes"}}, {"reseed: 'yes'", "allowed: 1"}},
        Wrong{"DoSetFlagOfNoTrack", {.dos = {"5:set slow.frozen=true"}}, {"no track 'slow'"}},
        Wrong{"SetRate", {.sets = {"5:lr=0"}}, {"set at step 5: lr: 0", "above 0"}},
        Wrong{"SetRun", {.sets = {"5:beta=0.5"}}, {"'beta' is not a parameter of the run"}},
        Wrong{"SetReseed", {.sets = {"5:main.reseed=2"}}, {"reseed: 2", "allowed: 1"}},
        Wrong{"DoForm", {.dos = {"remove main"}}, {"do 'remove main'", "STEP:remove LABEL"}},
        Wrong{"DoStep", {.dos = {"x:remove main"}}, {"do 'x:remove main'", "'x' is not a whole"}},
        Wrong{"DoVerb", {.dos = {"5:delete main"}}, {"'delete' is not", "STEP:remove LABEL"}},
        Wrong{"DoNothing", {.dos = {"5:"}}, {"do '5:': ''", "STEP:add LABEL"}},
        Wrong{"DoLate", {.dos = {"5001:remove main"}}, {"do at step 5001", "steps 1 to 5000"}},
        Wrong{"DoAddLabel", {.dos = {"5:add beta=0.5"}}, {"no label", "STEP:add LABEL:key"}},
        Wrong{"DoAddKey", {.dos = {"5:add a:betta=1"}}, {"'betta' is not", "allowed: schedule"}},
        Wrong{"DoAddTaken", {.dos = {"5:add main:beta=1"}}, {"add: there is a track 'main'"}},
        Wrong{"DoFork", {.dos = {"5:fork b"}}, {"'b' has no =", "STEP:fork NEW=OLD"}},
        Wrong{"DoForkOf", {.dos = {"5:fork b=c"}}, {"no track 'c'", "allowed: main"}},
        Wrong{"DoRename", {.dos = {"5:rename b"}}, {"'b' has no =", "STEP:rename OLD=NEW"}},
        Wrong{"DoRenameTo", {.dos = {"5:rename main=raw"}}, {"'raw' is reserved"}},
        Wrong{"DoRemove", {.dos = {"5:remove"}}, {"remove: there is no track ''"}},
        Wrong{"DoKeep", {.dos = {"5:feedback main,keep=2"}}, {"keep: 2 is not", "at most 1"}},
        Wrong{"DoKeepText", {.dos = {"5:feedback main,keep=a"}}, {"keep: 'a'", kNumberForms}},
        Wrong{"DoKeepKey", {.dos = {"5:feedback main,beta=1"}}, {"'beta=1' is not", "keep=SHARE"}},
        Wrong{"DoUndo", {.dos = {"5:undo-feedback"}}, {"undo-feedback: no average"}},
        Wrong{"DoUndoOf", {.dos = {"5:undo-feedback main"}}, {"'undo-feedback' is not under"}},
        Wrong{"DoSet", {.dos = {"5:set main"}}, {"set '5:main'", "is not understood"}},
        Wrong{"SetNoValue", {.sets = {"5:main.beta="}}, {"'' is not a finite", kNumberForms}}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(ScheduledEdits, RaisingTheWarmUpLateIsRefusedBeforeTheRun) {
  EXPECT_THAT(refusal({.sets = {"2400:main.update_after_step=3000"}}),
              AllOf(HasSubstr("set at step 2400: main: update_after_step: 3000"),
                    HasSubstr("would erase the average"), HasSubstr("below 2399")));
}

TEST(ScheduledEdits, RaisingTheWarmUpWhileItLastsIsAccepted) {
  EXPECT_EQ(refusal({.sets = {"50:main.update_after_step=3000"}}), "accepted");
}

TEST(ScheduledEdits, EarlierOnesCountWhateverTheOrderTheyWereTypedIn) {
  EXPECT_EQ(
      refusal({.sets = {"2000:main.update_after_step=4000", "50:main.update_after_step=3000"}}),
      "accepted");
}

TEST(ScheduledEdits, ARuleThatThisProgramDoesNotKnowIsLeftToTheEngine) {
  Catalog foreign = catalog();
  foreign.schedules = {{.id = "theirs", .params = {{.id = "update_after_step", .max = 1e9}}}};
  const RunOptions options{.tracks = {"a:schedule=theirs"},
                           .sets = {"900:a.update_after_step=950"}};
  EXPECT_TRUE(resolve(options, foreign).ok());
}

TEST(RunOptions, SnapshotsAndWhatIsMadeOfThem) {
  const RunConfig config = resolved(
      {.snapshots = "50", .snapshot_mib = "64", .syntheses = {"sigma_rel=0.1", "a:last=9"}});
  EXPECT_EQ(config.snapshot_every, 50);
  EXPECT_EQ(config.snapshot_mib, 64);
  EXPECT_EQ(config.syntheses,
            (std::vector<SynthesisSpec>{{"posthoc", "sigma_rel", 0.1, 0}, {"a", "last", 9.0, 0}}));
  EXPECT_EQ(resolved(parsed(replayOptions(config))), config);
}

TEST(ReplayOptions, GiveTheConfigurationBack) {
  RunConfig config = resolved({});
  config.preset = "other";
  config.seed = 18446744073709551615U;
  config.steps = 4321;
  config.eval_every = 7;
  config.device = "cuda:1";
  config.threads = 3;
  config.lr = 0.1 + 0.2;
  config.speed = 12.5;
  config.tracks = {{.label = "main", .params = {{"beta", 1.0 - 1e-7}, {"power", 2.0 / 3.0}}},
                   {.label = "slow",
                    .schedule = "constant",
                    .params = {{"beta", 0.0}, {"buffers", 1.0}, {"debias", 1.0}},
                    .selections = {{"ignore", "bn.*"}, {"ignore", "head.bias"}, {"copy", "a"}}}};
  config.edits = {{20, "main", {{"beta", 1e-5}, {"update_after_step", 30.0}}, {}},
                  {20, "", {{"lr", 1e-300}}, {}},
                  {21, "slow", {{"reseed", 1.0}}, {}}};
  EXPECT_EQ(resolved(parsed(replayOptions(config))), config);
}

TEST(ReplayOptions, KeepTheOrderOfWhatHappensAtOneStep) {
  RunConfig config = resolved({});
  config.edits = {
      {19, "main", {{"beta", 0.5}}, {}},
      {20, "main", {{"beta", 1.0 - 1e-7}}, {}},
      {.step = 20, .action = track_action::Fork{"main", "b"}},
      {20, "main", {{"beta", 0.25}}, {}},
      {.step = 20, .action = track_action::Add{{"c", "constant", {{"beta", 2.0 / 3.0}}, {}}}},
      {.step = 20, .action = track_action::FeedBack{"c", 0.1 + 0.2}},
      {.step = 21, .action = track_action::Rename{"b", "d"}},
      {.step = 22, .action = track_action::UndoFeedBack{}}};
  EXPECT_EQ(resolved(parsed(replayOptions(config))), config);
}

TEST(ReplayOptions, GiveARunWithoutAveragesBack) {
  RunConfig config = resolved({});
  config.tracks.clear();
  EXPECT_EQ(resolved(parsed(replayOptions(config))), config);
}

TEST(ShellLine, QuotesOnlyWhatAShellWouldTouch) {
  EXPECT_EQ(shellLine({"run", "a:beta=2/3,power=1", "", "two words", "it's", "$HOME"}),
            R"(run a:beta=2/3,power=1 '' 'two words' 'it'\''s' '$HOME')");
}

TEST(UserTaskOptions, DataAreTakenWithTheSettingsForThem) {
  RunOptions options{.steps = "50"};
  options.user_task = {{"data", "wine.csv"}, {"target", "cultivar"}};
  const RunConfig config = resolved(options);
  EXPECT_EQ(config.preset, kOwnPreset);
  EXPECT_EQ(config.steps, 50);
  EXPECT_EQ(config.user_task, options.user_task);
}

TEST(UserTaskOptions, IsRepeatedOptionByOption) {
  RunOptions options;
  options.user_task = {
      {"data", "my wine.csv"}, {"ignore", "a\nb"}, {"impute", "1"}, {"model", "mlp"}};
  const auto words = replayOptions(resolved(options));
  EXPECT_EQ((std::vector<std::string>{words.begin(), words.begin() + 9}),
            (std::vector<std::string>{"--data", "my wine.csv", "--ignore", "a", "--ignore", "b",
                                      "--impute", "--model", "mlp"}));
  EXPECT_THAT(words, testing::Not(testing::Contains("--preset")));
}

TEST(UserTaskOptions, IsRefusedWithoutDataAndBesideAPreset) {
  RunOptions options;
  options.user_task = {{"model", "mlp"}};
  EXPECT_EQ(refusal(options), "model: needs your own data; allowed: together with --data FILE");
  options.user_task = {{"data", "wine.csv"}};
  options.preset = "other";
  EXPECT_EQ(refusal(options),
            "preset: 'other' has data of its own; allowed: --data without a preset");
  options.user_task = {{"data", "wine.csv"}, {"color", "red"}};
  options.preset.reset();
  EXPECT_THAT(refusal(options), HasSubstr("color: is not an option for data or model"));
  EXPECT_EQ(refusal({.preset = kOwnPreset}),
            "data: no training data given; allowed: --data FILE, or a preset");
}

}  // namespace
}  // namespace emascope
