// SPDX-License-Identifier: Apache-2.0
//
// Saving and loading of averages: what goes on afterwards is, bit by bit, what would have gone on.
#include "core/ema/tensor_ema.h"
#include "tests/core/ema/drifting_tensors.h"
#include "tests/core/ema/same_bits.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

#include <ATen/ops/full.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Every rule there is, and what else a clock has to remember.
EmaOptions allRules() {
  EmaOptions options = {.rules = {{"inverse-power", {{"beta", 0.97}, {"debias", 1.0}}},
                                  {"ema-pytorch", {}, {{"ignore_names", "mean"}}}},
                        .run = {.steps = 100.0, .steps_per_epoch = 10.0}};
  for (const auto* registry : {&schedules(), &libraryPresets()}) {
    for (const auto& [id, rule] : *registry) options.rules.push_back({id, {}, {}});
  }
  return options;
}

class EmaSaveTest : public testing::Test {
 protected:
  TensorEma made(EmaOptions options) {
    return orThrow(TensorEma::make([this] { return model_.list(); }, std::move(options)));
  }
  void train(TensorEma& ema, int from, int to) {
    for (int step = from; step <= to; ++step) {
      model_.moveTo(step);
      ASSERT_TRUE(orThrow(ema.update()).averaged);
    }
  }
  /// "" or what differs, bit by bit.
  static std::string difference(const TensorEma& a, const TensorEma& b) {
    if (a.size() != b.size()) return "tracks";
    for (std::size_t k = 0; k < a.size(); ++k) {
      const std::string id = a.rule(k).id;
      if (a.rule(k) != b.rule(k)) return id + ": rule";
      if (!sameBits(a.averager().floats(k), b.averager().floats(k))) return id + ": floats";
      if (!sameBits(a.averager().counters(k), b.averager().counters(k))) return id + ": counters";
      if (a.averager().clock(k).state() != b.averager().clock(k).state()) return id + ": clock";
    }
    if (a.calls() != b.calls() || a.gated() != b.gated()) return "counts";
    return a.history() == b.history() ? "" : "history";
  }
  std::string refusal(EmaOptions options, const std::string& path, Prefer prefer) {
    TensorEma ema = made(std::move(options));
    const TensorEma untouched = made({.rules = ema.settings().rules, .run = ema.settings().run});
    const auto loaded = ema.load(path, prefer);
    EXPECT_EQ(difference(ema, untouched), "");
    return loaded.ok() ? "" : loaded.error().message();
  }

  DriftingTensors model_;
  TemporaryFolder folder_;
  std::string path_ = folder_ / "average.safetensors";
};

TEST_F(EmaSaveTest, GoesOnAsIfItHadNeverStopped) {
  TensorEma ema = made(allRules());
  train(ema, 1, 20);
  orThrow(ema.set({{"beta", 0.9}}, 0));
  orThrow(ema.reseed(2));
  train(ema, 21, 30);
  model_["weight"].tensor.data().view({-1})[0].fill_(std::nan(""));
  EXPECT_FALSE(orThrow(ema.update()).averaged);
  orThrow(ema.save(path_));

  TensorEma again = made(allRules());
  const Loaded loaded = orThrow(again.load(path_, Prefer::kFile));
  EXPECT_THAT(loaded.differences, ElementsAre("track 0: beta is 0.9 in the file and 0.97 here"));
  EXPECT_EQ(difference(ema, again), "");
  for (int step = 31; step <= 60; ++step) {
    model_.moveTo(step);
    orThrow(ema.update());
    orThrow(again.update());
  }
  EXPECT_EQ(difference(ema, again), "");
}

TEST_F(EmaSaveTest, LetsTheCallerSayWhoseSettingsAreInForce) {
  TensorEma ema = made({.rules = {{"constant", {{"beta", 0.9}}}}});
  train(ema, 1, 10);
  orThrow(ema.save(path_));
  const EmaOptions other = {.rules = {{"constant", {{"beta", 0.5}}}}};

  EXPECT_THAT(refusal(other, path_, Prefer::kRefuse),
              HasSubstr("track 0: beta is 0.9 in the file and 0.5 here"));
  TensorEma files = made(other);
  orThrow(files.load(path_, Prefer::kFile));
  EXPECT_EQ(files.rule().values.at("beta"), 0.9);
  TensorEma programs = made(other);
  orThrow(programs.load(path_, Prefer::kProgram));
  EXPECT_EQ(programs.rule().values.at("beta"), 0.5);
  ASSERT_EQ(programs.history().size(), 1U);
  EXPECT_EQ(programs.history()[0].kind, EmaEdit::Kind::kLoad);
  EXPECT_EQ(programs.history()[0].first_call, 11);
  EXPECT_EQ(programs.history()[0].values.at("beta"), 0.5);
  EXPECT_EQ(programs.calls(), 10);
  EXPECT_EQ(programs.average("weight")->sum().item<float>(),
            ema.average("weight")->sum().item<float>());
}

TEST_F(EmaSaveTest, KeepsTheRunsLengthWithTheSettings) {
  const auto in_epochs = [](double steps_per_epoch) {
    return EmaOptions{.rules = {{"half-life", {{"unit", 1.0}}}},
                      .run = {.steps_per_epoch = steps_per_epoch}};
  };
  orThrow(made(in_epochs(10.0)).save(path_));
  EXPECT_THAT(refusal(in_epochs(20.0), path_, Prefer::kRefuse),
              HasSubstr("the length of an epoch in steps is 10 in the file and 20 here"));
  TensorEma files = made(in_epochs(20.0));
  orThrow(files.load(path_, Prefer::kFile));
  EXPECT_EQ(files.settings().run.steps_per_epoch, 10.0);
  TensorEma programs = made(in_epochs(20.0));
  orThrow(programs.load(path_, Prefer::kProgram));
  EXPECT_EQ(programs.settings().run.steps_per_epoch, 20.0);
  // What the averager was told, too: a fresh one does the same.
  TensorEma fresh = made(in_epochs(10.0));
  for (int step = 1; step <= 3; ++step) {
    model_.moveTo(step);
    orThrow(fresh.update());
    orThrow(files.update());
    orThrow(programs.update());
  }
  EXPECT_EQ(fresh.lastAction(), files.lastAction());
  EXPECT_NE(fresh.lastAction(), programs.lastAction());
}

TEST_F(EmaSaveTest, LetsTheProgramBringAnotherRule) {
  TensorEma ema = made({.rules = {{"constant", {{"beta", 0.9}}}}});
  train(ema, 1, 10);
  orThrow(ema.save(path_));
  TensorEma other = made({.rules = {{"uniform", {}}}});
  const Loaded loaded = orThrow(other.load(path_, Prefer::kProgram));
  EXPECT_THAT(loaded.differences.front(),
              HasSubstr("the rule is constant in the file and uniform here"));
  EXPECT_EQ(other.rule().id, "uniform");
  EXPECT_EQ(other.averager().clock(0).calls(), 10);
  EXPECT_THAT(refusal({.rules = {{"last-snapshots", {}}}}, path_, Prefer::kProgram),
              HasSubstr("emascope.hidden.0"));
}

TEST_F(EmaSaveTest, RefusesSettingsThatWouldEraseWhatIsLoaded) {
  TensorEma ema = made({.rules = {{"inverse-power", {{"update_after_step", 2.0}}}}});
  train(ema, 1, 10);
  orThrow(ema.save(path_));
  EXPECT_THAT(refusal({.rules = {{"inverse-power", {{"update_after_step", 50.0}}}}}, path_,
                      Prefer::kProgram),
              HasSubstr("update_after_step"));
  EXPECT_THAT(
      refusal({.rules = {{"inverse-power", {}}, {"constant", {}}}}, path_, Prefer::kProgram),
      HasSubstr("it has 1 tracks and the program has 2"));
}

TEST_F(EmaSaveTest, TellsAllThatAnotherModelDiffersIn) {
  TensorEma ema = made({.rules = {{"constant", {}}}});
  train(ema, 1, 3);
  orThrow(ema.save(path_));
  model_["strided"].tensor = at::full({5, 4}, 1.0F);
  model_["mean"].name = "variance";
  model_["count"] = {"count", at::full({}, 1.0F), TensorKind::kBuffer};
  const std::string why = refusal({.rules = {{"constant", {}}}}, path_, Prefer::kFile);
  EXPECT_THAT(why,
              HasSubstr("strided is float32[5,3] in the file and float32[5,4] in the program"));
  EXPECT_THAT(why, HasSubstr("mean float32[3] is only in the file"));
  EXPECT_THAT(why, HasSubstr("variance float32[3] is only in the program"));
  EXPECT_THAT(why, HasSubstr("count is int64[] in the file and float32[] in the program"));
}

TEST_F(EmaSaveTest, NamesTheTensorsAsTheModelDoes) {
  TensorEma ema = made({.rules = {{"constant", {}}}});
  orThrow(ema.save(path_));
  const std::string bytes = TemporaryFolder::contents(path_);
  EXPECT_THAT(bytes, HasSubstr(R"("weight":{"dtype":"F32","shape":[4,3])"));
  EXPECT_THAT(bytes, HasSubstr(R"("half":{"dtype":"F32","shape":[6])"));
  EXPECT_THAT(bytes, HasSubstr(R"("count":{"dtype":"I64","shape":[])"));
  EXPECT_EQ(bytes.find("\"tied\":"), std::string::npos);
}

TEST_F(EmaSaveTest, RefusesAFileWithAByteThatIsNotAsItWas) {
  TensorEma ema = made({.rules = {{"constant", {}}, {"inverse-power", {}}}});
  train(ema, 1, 5);
  orThrow(ema.save(path_));
  const std::string bytes = TemporaryFolder::contents(path_);
  TensorEma other = made({.rules = {{"constant", {}}, {"inverse-power", {}}}});
  std::size_t taken = 0;
  for (std::size_t i = 0; i < bytes.size(); i += 7) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
    taken += other.load(folder_.file("damaged", damaged), Prefer::kRefuse).ok() ? 1U : 0U;
  }
  for (const std::size_t length : {std::size_t{0}, std::size_t{5}, bytes.size() - 1})
    taken += other.load(folder_.file("cut", bytes.substr(0, length)), Prefer::kFile).ok() ? 1U : 0U;
  EXPECT_EQ(taken, 0U);
  EXPECT_FALSE(other.load(folder_ / "nothing", Prefer::kFile).ok());
  EXPECT_EQ(other.calls(), 0);
}

TEST_F(EmaSaveTest, LeavesTheOldFileWhereItCannotWriteANewOne) {
  TensorEma ema = made({.rules = {{"constant", {}}}});
  const auto saved = ema.save(folder_ / "no_such_folder/average.safetensors");
  ASSERT_FALSE(saved);
  EXPECT_THAT(saved.error().message(), HasSubstr("no_such_folder"));
}

}  // namespace
}  // namespace emascope
