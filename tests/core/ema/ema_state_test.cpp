// SPDX-License-Identifier: Apache-2.0
#include "core/ema/ema_state.h"

#include "core/ema/tensor_signatures.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

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

TEST(EmaState, RefusesARecordThatIsDamaged) {
  const std::string text = stateText(sample());
  const std::string damaged = "run.safetensors: its record of settings is damaged: ";
  EXPECT_THAT(refusal(text, "{", ""), HasSubstr(damaged));
  EXPECT_THAT(refusal(text, "\"calls\":7", "\"calls\":-7"),
              HasSubstr(damaged + "calls is below 0"));
  EXPECT_THAT(refusal(text, "\"mass\":", "\"mess\":"), HasSubstr(damaged));
  EXPECT_THAT(refusal(text, "\"time\":7.25", "\"time\":\"7.25\""), HasSubstr(damaged));
  EXPECT_THAT(refusal(text, "\"time\":7.25", "\"time\":1e999"), HasSubstr(damaged));
  EXPECT_THAT(refusal(text, "\"track\":1", "\"track\":2"),
              HasSubstr("an edit refers to a missing track"));
  EXPECT_THAT(refusal(text, "\"reseed\"", "\"erase\""), HasSubstr("unknown edit erase"));
  EXPECT_THAT(refusal(text, "\"version\":1", "\"version\":2"), HasSubstr("version 2"));
  EXPECT_FALSE(readStateText("[]", "file").ok());
  EXPECT_FALSE(readStateText("", "file").ok());
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
