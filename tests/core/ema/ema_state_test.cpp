// SPDX-License-Identifier: Apache-2.0
#include "core/ema/ema_state.h"

#include "core/ema/tensor_signatures.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

EmaState sample() {
  EmaState state;
  state.tracks = {{{"constant", {{"beta", 0.1 + 0.2}}, {{"copy", "bn.*"}, {"ignore", "\"x\""}}},
                   {.calls = 7,
                    .time = 7.25,
                    .last_time = 1.0 / 3.0,
                    .averaged = 6,
                    .weight_sum = 1e-300,
                    .mass = 1.0 - 1e-16,
                    .initial = {0.1, -2.0}}},
                  {{"uniform", {}, {}}, {}}};
  state.history = {{3, 0, EmaEdit::Kind::kSet, {{"beta", 0.9}}},
                   {4, 1, EmaEdit::Kind::kReseed, {}},
                   {5, 1, EmaEdit::Kind::kFeedBack, {{"keep_online", 0.5}}},
                   {6, 0, EmaEdit::Kind::kLoad, {{"beta", 0.3}}}};
  state.run = {.steps = 0.1, .steps_per_epoch = 1e9 + 1};
  state.calls = 7;
  state.gated = 2;
  return state;
}

std::string refusal(std::string text, const std::string& what, const std::string& instead) {
  const std::size_t at = text.find(what);
  if (at == std::string::npos) return "no " + what;
  text.replace(at, what.size(), instead);
  const auto read = readStateText(text, "run.safetensors");
  return read.ok() ? "" : read.error().message();
}

TEST(EmaState, ReadsBackExactly) {
  const EmaState read = readStateText(stateText(sample()), "file").value();
  EXPECT_EQ(read.tracks, sample().tracks);
  EXPECT_EQ(read.history, sample().history);
  EXPECT_EQ(read.run.steps, 0.1);
  EXPECT_EQ(read.run.steps_per_epoch, 1e9 + 1);
  EXPECT_EQ(read.calls, 7);
  EXPECT_EQ(read.gated, 2);
}

TEST(EmaState, NamesTheFieldThatIsWrong) {
  const std::string text = stateText(sample());
  const std::string saved = "run.safetensors: saved settings: ";
  const std::string natural = "; allowed: a whole number of at least 0";
  EXPECT_THAT(refusal(text, "{", ""), HasSubstr(saved + "is not JSON (byte"));
  EXPECT_EQ(refusal(text, text, "[]"), saved + "is an array; allowed: an object");
  EXPECT_EQ(refusal(text, "\"calls\":7,\"gated\"", "\"calls\":-7,\"gated\""),
            saved + "calls: is -7" + natural);
  EXPECT_EQ(refusal(text, "\"calls\":7,\"gated\"", "\"calls\":7.0,\"gated\""),
            saved + "calls: is 7.0" + natural);
  EXPECT_EQ(refusal(text, "\"gated\":2", "\"gated\":18446744073709551615"),
            saved + "gated: is 18446744073709551615" + natural);
  EXPECT_EQ(refusal(text, "\"version\":1", "\"version\":2"), saved + "version: is 2; allowed: 1");
  EXPECT_EQ(refusal(text, "\"version\":1", "\"later\":1"), saved + "version: is missing");
  EXPECT_EQ(refusal(text, "\"calls\":7,\"gated\"", "\"gated\":2,\"calls\":7,\"gated\""),
            saved + "'gated' appears twice; allowed: once");
}

TEST(EmaState, NamesTheNestedFieldThatIsWrong) {
  const std::string text = stateText(sample());
  const std::string track = "run.safetensors: saved settings: tracks[0].";
  const std::string edit = "run.safetensors: saved settings: history";
  EXPECT_EQ(refusal(text, "\"mass\":", "\"mess\":"), track + "clock.mass: is missing");
  EXPECT_EQ(refusal(text, "\"time\":7.25", "\"time\":\"7.25\""),
            track + "clock.time: is '7.25'; allowed: a number of at least 0");
  EXPECT_EQ(refusal(text, "\"time\":7.25", "\"time\":-1"),
            track + "clock.time: is -1; allowed: a number of at least 0");
  EXPECT_EQ(refusal(text, "\"time\":7.25", "\"time\":1e999"),
            track + "clock.time: is 1e999; allowed: at most 1.8e308");
  EXPECT_EQ(refusal(text, "\"initial\":[0.1", "\"initial\":[\"a\""),
            track + "clock.initial[0]: is 'a'; allowed: a number, or null");
  EXPECT_EQ(refusal(text, "\"clock\":{", "\"clock\":3,\"other\":{"),
            track + "clock: is 3; allowed: an object");
  EXPECT_EQ(refusal(text, "{\"key\":\"copy\"", "5,{\"key\":\"copy\""),
            track + "selections[0]: is 5; allowed: an object");
  EXPECT_EQ(refusal(text, "\"values\":{\"beta\":0.30000000000000004", "\"values\":{\"beta\":true"),
            track + "values.beta: is true; allowed: a number, or null");
  EXPECT_EQ(refusal(text, "\"track\":1", "\"track\":2"),
            edit + "[1].track: is 2, a missing track; allowed: at most 1");
  EXPECT_THAT(refusal(text, "\"reseed\"", "\"erase\""),
              StartsWith(edit + "[1].kind: 'erase' is not known; allowed: set, reseed, feedback"));
  EXPECT_EQ(refusal(text, "\"steps\":0.1", "\"steps\":null"),
            "run.safetensors: saved settings: run.steps: is null; allowed: a number of at least 0");
}

TEST(EmaState, IgnoresAFieldThatALaterVersionAdds) {
  EXPECT_EQ(refusal(stateText(sample()), "{", "{\"later\":{\"a\":[1]},"), "");
}

TEST(EmaState, RefusesARecordWithoutTracks) {
  EmaState none = sample();
  none.tracks.clear();
  none.history.clear();
  const auto read = readStateText(stateText(none), "f");
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().message(),
            "f: saved settings: tracks: is empty; allowed: at least one track");
}

TEST(EmaState, ReadsAnEditOfATrackThatALaterOneRemoved) {
  EmaState state = sample();
  state.history = {{3, 2, EmaEdit::Kind::kSet, {}},
                   {4, 2, EmaEdit::Kind::kRemove, {}},
                   {5, 1, EmaEdit::Kind::kSet, {}}};
  EXPECT_EQ(readStateText(stateText(state), "f").value().history, state.history);
  state.history[2].track = 2;
  EXPECT_EQ(readStateText(stateText(state), "f").error().where,
            "f: saved settings: history[2].track");
}

TEST(EmaState, ReadsBackEveryKindOfEdit) {
  EmaState state = sample();
  state.history.clear();
  for (int i = 0; i < EmaEdit::kKindCount; ++i) {
    state.history.push_back({1, 0, static_cast<EmaEdit::Kind>(i), {}});
  }
  EXPECT_EQ(readStateText(stateText(state), "f").value().history, state.history);
}

TEST(EmaState, TellsEachSettingThatDiffers) {
  const EmaSettings file = {
      .rules = {{"constant", {{"beta", 0.9}}, {{"copy", "bn.*"}}}, {"uniform", {}, {}}},
      .run = {.steps = 100.0}};
  EXPECT_THAT(settingDifferences(file, file), IsEmpty());
  const EmaSettings here = {.rules = {{"inverse-power", {{"beta", 0.5}, {"power", 1.0}}, {}}},
                            .run = {.steps = 200.0, .steps_per_epoch = 10.0}};
  EXPECT_THAT(
      settingDifferences(file, here),
      ElementsAre("the run's length in steps is 100 in the file and 200 here",
                  "the length of an epoch in steps is 0 in the file and 10 here",
                  "the number of tracks is 2 in the file and 1 here",
                  "track 0: the rule is constant in the file and inverse-power here",
                  "track 0: beta is 0.9 in the file and 0.5 here",
                  "track 0: power is absent in the file and 1 here",
                  "track 0: the selection of names is copy=bn.* in the file and none here"));
}

TEST(TensorForms, TellAllThatDiffersInTheOrderOfTheLists) {
  const std::vector<TensorSignature> a = {
      {"x", "float32[2]"}, {"y", "int64[]"}, {"z", "float32[]"}};
  const std::vector<TensorSignature> b = {
      {"w", "float32[1]"}, {"x", "float32[3]"}, {"z", "float32[]"}};
  EXPECT_EQ(signatureDifference(a, "here", b, "there"),
            "x is float32[2] here and float32[3] there; y int64[] is only here; "
            "w float32[1] is only there");
  const std::vector<TensorSignature> backwards(a.rbegin(), a.rend());
  EXPECT_EQ(signatureDifference(a, "here", backwards, "there"), "");
}

}  // namespace
}  // namespace emascope
