// SPDX-License-Identifier: Apache-2.0
//
// emascope-engine smooth over files of tensors: shards and state_dicts, names, buffers, integers,
// and constants that are not finite.
#include "tests/app/engine/smooth/smooth_checkpoints_fixture.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr ScalarType kF32 = ScalarType::kF32;
constexpr ScalarType kI64 = ScalarType::kI64;

class SmoothTensors : public SmoothCheckpoints {
 protected:
  /// Files run-1, run-2, …: a weight, statistics, a counter and a mask of a name of its own.
  void writeNormalized(int files) const {
    for (int i = 1; i <= files; ++i) {
      const double value = 10.0 * i;
      write("run-" + std::to_string(i) + ".safetensors", {{"bn.weight", kF32, {value}},
                                                          {"bn.running_mean", kF32, {value}},
                                                          {"bn.num_batches_tracked", kI64, {value}},
                                                          {"pos.table", kF32, {value}}});
    }
  }
  [[nodiscard]] double value(const std::string& tensor) const {
    return values("out.safetensors", tensor).front();
  }
};

TEST_F(SmoothTensors, BuffersAreCopiedWhereTheLibraryDoes) {
  writeNormalized(4);
  for (const char* const track : {"u:schedule=uniform,buffers=copy", "u:like=torch-swa",
                                  "u:like=timm-v3,exclude_buffers=true", "u:like=diffusers"}) {
    const Outcome outcome = smooth({"--track", track});
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(value("bn.running_mean"), 40.0) << track;
    EXPECT_EQ(value("bn.num_batches_tracked"), 40.0) << track;
    EXPECT_LT(value("pos.table"), 40.0) << track;
    EXPECT_EQ(value("pos.table"), value("bn.weight")) << track;
    EXPECT_THAT(outcome.err, HasSubstr("1 buffer is copied (bn.running_mean)"));
  }
  ASSERT_EQ(smooth({"--track", "u:schedule=uniform"}).code, 0);
  EXPECT_EQ(value("bn.running_mean"), 25.0);
}

TEST_F(SmoothTensors, OtherBuffersAreNamed) {
  writeNormalized(4);
  ASSERT_EQ(smooth({"--track", "u:like=torch-swa", "--buffers", "pos.*,none*"}).code, 2);
  const Outcome outcome = smooth({"--track", "u:like=torch-swa", "--buffers", "pos.*"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(value("pos.table"), 40.0);
  EXPECT_EQ(value("bn.weight"), 25.0);
}

TEST_F(SmoothTensors, APolicyWithoutABufferIsRefusedIfItWasAskedFor) {
  writeRun({1.0, 3.0});
  for (const char* const track :
       {"u:schedule=uniform,buffers=copy", "u:like=timm-v3,exclude_buffers=true"}) {
    const Outcome outcome = smooth({"--track", track});
    EXPECT_EQ(outcome.code, 2) << track;
    EXPECT_THAT(outcome.err, HasSubstr("no tensor is known to be a buffer"));
    EXPECT_THAT(outcome.err, HasSubstr("--buffers"));
  }
  const Outcome usual = smooth({"--track", "u:like=torch-swa"});
  ASSERT_EQ(usual.code, 0) << usual.err;
  EXPECT_THAT(usual.err, HasSubstr("no tensor is known to be a buffer"));
  EXPECT_EQ(value("w"), 2.0);
}

TEST_F(SmoothTensors, AnEditOfThePolicyIsCheckedAndSaidLikeTheTracks) {
  writeNormalized(4);
  const std::vector<std::string> track = {"--track", "u:schedule=uniform"};
  const auto edited = [&](std::vector<std::string> sets) {
    sets.insert(sets.begin(), track.begin(), track.end());
    return smooth(sets);
  };
  const Outcome once = edited({"--set", "3:u.buffers=copy"});
  ASSERT_EQ(once.code, 0) << once.err;
  EXPECT_THAT(once.err, HasSubstr("emascope-engine: set at step 3: u: 1 buffer is copied "
                                  "(bn.running_mean); --buffers adds others\n"));
  EXPECT_EQ(value("bn.running_mean"), 40.0);
  const Outcome twice = edited({"--set", "3:u.buffers=average", "--set", "2:u.buffers=copy"});
  ASSERT_EQ(twice.code, 0) << twice.err;
  EXPECT_LT(twice.err.find("set at step 2: u: 1 buffer is copied"),
            twice.err.find("set at step 3: u: buffers are averaged like parameters"));
  EXPECT_THAT(edited({"--set", "3:u.buffers=average"}).err, testing::Not(HasSubstr("set at step")));
  writeRun({1.0, 2.0, 3.0, 4.0});
  const Outcome unknown = edited({"--set", "3:u.buffers=copy"});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("set at step 3: u: treats buffers differently from "
                                     "parameters, but no tensor is known to be a buffer"));
}

TEST_F(SmoothTensors, AnEditThatNeedsALengthThatIsNotKnownIsRefused) {
  writeRun({1.0, 2.0, 3.0});
  const std::vector<std::string> edit = {"--track", "h:schedule=half-life", "--set",
                                         "2:h.unit=epochs"};
  const Outcome outcome = smooth(edit);
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("set at step 2: h: unit: the length of an epoch is unknown"));
  std::vector<std::string> with_length = edit;
  with_length.insert(with_length.end(), {"--steps-per-epoch", "2"});
  EXPECT_EQ(smooth(with_length).code, 0);
}

// Before its first event ignite's average is the model at construction, buffers and all.
TEST_F(SmoothTensors, IntegersBeforeIgnitesFirstEventAreThoseOfTheFirstFile) {
  writeNormalized(3);
  const Outcome none = smooth({"--track", "i:like=ignite,every=6"});
  ASSERT_EQ(none.code, 0) << none.err;
  for (const char* const name :
       {"bn.weight", "bn.running_mean", "bn.num_batches_tracked", "pos.table"}) {
    EXPECT_EQ(value(name), 10.0) << name;
  }
  ASSERT_EQ(smooth({"--track", "i:like=ignite,every=2"}).code, 0);
  EXPECT_EQ(value("bn.num_batches_tracked"), 30.0);
  EXPECT_EQ(value("bn.running_mean"), 30.0);
  EXPECT_LT(value("bn.weight"), 30.0);
}

TEST_F(SmoothTensors, StatisticsCannotBeEstimated) {
  writeNormalized(2);
  EXPECT_THAT(smooth({"--track", "u:schedule=uniform,buffers=estimate"}).err,
              HasSubstr("track u: buffers: estimate needs a model"));
  EXPECT_THAT(smooth({"--track", "u:schedule=uniform", "--set", "2:u.buffers=estimate"}).err,
              HasSubstr("set at step 2: u: buffers: estimate needs a model"));
}

TEST_F(SmoothTensors, IntegersAreTruncatedLeftOrCopied) {
  const auto counters = [this](const std::vector<double>& numbers) {
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      write("run-" + std::to_string(i + 1) + ".safetensors",
            {{"w", kF32, {1.0}}, {"n", kI64, {numbers[i]}}});
    }
  };
  counters({10, 21, 31});
  ASSERT_EQ(smooth({"--track", "u:like=torch-swa,use_buffers=true"}).code, 0);
  EXPECT_EQ(value("n"), 20.0);  // 15 of 10 and 21, then 15 + 16/3
  ASSERT_EQ(smooth({"--track", "u:like=ultralytics"}).code, 0);
  EXPECT_EQ(value("n"), 10.0);
  ASSERT_EQ(smooth({"--track", "u:schedule=uniform,update_every=2"}).code, 0);
  EXPECT_EQ(value("n"), 31.0);  // files 1 and 3 were updates
  counters({10, 21, 31, 41});
  ASSERT_EQ(smooth({"--track", "u:schedule=uniform,update_every=2"}).code, 0);
  EXPECT_EQ(value("n"), 31.0);
  ASSERT_EQ(smooth({"--track", "u:schedule=uniform,ignore=n"}).code, 0);
  EXPECT_EQ(value("n"), 10.0);
}

TEST_F(SmoothTensors, ACopiedIntegerKeepsAllItsDigits) {
  constexpr double kLarge = 9007199254740992.0;  // 2^53; the next integers are no doubles
  write("run-1.safetensors", {{"w", kF32, {1.0}}, {"seed", kI64, {kLarge}}});
  const std::int64_t seed = (std::int64_t{1} << 53) + 1;
  const std::vector<TensorInfo> infos = {{"w", kF32, {1}}, {"seed", kI64, {1}}};
  auto writer = SafetensorsWriter::create(path("run-2.safetensors"), infos, {});
  const float one = 1.0F;
  ASSERT_TRUE(writer.value().append(std::as_bytes(std::span(&one, 1))).ok());
  ASSERT_TRUE(writer.value().append(std::as_bytes(std::span(&seed, 1))).ok());
  ASSERT_TRUE(writer.value().commit().ok());
  ASSERT_EQ(smooth({"--track", "u:schedule=uniform"}).code, 0);
  const auto out = SafetensorsReader::open(path("out.safetensors"));
  std::int64_t found = 0;
  ASSERT_TRUE(out->read(1, 0, std::as_writable_bytes(std::span(&found, 1))).ok());
  EXPECT_EQ(found, seed);
}

TEST_F(SmoothTensors, AConstantMaskIsNoDivergence) {
  for (int i = 1; i <= 3; ++i) {
    write("run-" + std::to_string(i) + ".safetensors",
          {{"w", kF32, {double(i)}}, {"mask", kF32, {0.0, -kInfinity, kNaN, kInfinity}}});
  }
  for (const char* const track :
       {"u:schedule=uniform", "u:schedule=constant,beta=0.5,debias=true", "u:schedule=bema",
        "u:schedule=last-snapshots,k=2", "u:like=torch-swa", "u:schedule=uniform,copy=mask",
        "u:schedule=uniform,ignore=mask"}) {
    const Outcome outcome = smooth({"--track", track});
    ASSERT_EQ(outcome.code, 0) << track << outcome.err;
    const auto mask = values("out.safetensors", "mask");
    EXPECT_EQ(mask[0], 0.0) << track;
    EXPECT_EQ(mask[1], -kInfinity) << track;
    EXPECT_TRUE(std::isnan(mask[2])) << track;
    EXPECT_EQ(mask[3], kInfinity) << track;
    EXPECT_TRUE(std::isfinite(value("w"))) << track;
  }
}

TEST_F(SmoothTensors, AnElementThatChangesMustBeFinite) {
  const auto write3 = [this](double first, double second, double third) {
    const double states[] = {first, second, third};
    for (int i = 0; i < 3; ++i) {
      write("run-" + std::to_string(i + 1) + ".safetensors",
            {{"w", kF32, {double(i)}}, {"mask", kF32, {-kInfinity, states[i]}}});
    }
  };
  write3(-kInfinity, 0.0, 0.0);
  EXPECT_THAT(smooth({"--track", "u:schedule=uniform"}).err,
              HasSubstr("run-1.safetensors: tensor 'mask', element 1 is -inf"));
  write3(-kInfinity, -kInfinity, kInfinity);
  EXPECT_THAT(smooth({"--track", "u:schedule=uniform"}).err, HasSubstr("element 1 is -inf"));
  write3(0.0, -kInfinity, 0.0);
  EXPECT_THAT(smooth({"--track", "u:schedule=uniform"}).err,
              HasSubstr("run-2.safetensors: tensor 'mask', element 1 is -inf"));
  const Outcome passed = smooth({"--track", "u:schedule=uniform", "--skip-non-finite"});
  ASSERT_EQ(passed.code, 0) << passed.err;
  EXPECT_EQ(value("w"), 1.0);
  ASSERT_EQ(smooth({"--track", "u:schedule=uniform,copy=mask"}).code, 0);
}

TEST_F(SmoothTensors, NamesThatMatchNoTensorAreRefused) {
  writeRun({1.0, 3.0});
  for (const char* const key : {"copy", "ignore", "average"}) {
    const Outcome outcome = smooth({"--track", "u:schedule=uniform," + std::string(key) + "=w_."});
    EXPECT_EQ(outcome.code, 2) << key;
    EXPECT_THAT(outcome.err,
                HasSubstr("track u: " + std::string(key) + ": 'w_.' matches no tensor"));
  }
}

TEST_F(SmoothTensors, ShardsOfAStateAreOne) {
  for (const int step : {9, 10}) {
    const std::string prefix = "run-" + std::to_string(step) + "-0000";
    write(prefix + "1-of-00002.safetensors", {{"a", kF32, {double(step)}}});
    write(prefix + "2-of-00002.safetensors", {{"b", kF32, {2.0 * step}}});
  }
  const Outcome outcome = smooth({"--track", "u:schedule=constant,beta=0.5"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(value("a"), 9.5);
  EXPECT_EQ(value("b"), 19.0);
  EXPECT_LT(outcome.err.find("run-9-?-of-00002"), outcome.err.find("run-10-?-of-00002"));
  std::filesystem::remove(path("run-9-00002-of-00002.safetensors"));
  EXPECT_THAT(smooth({"--track", "u:schedule=uniform"}).err,
              HasSubstr("is one of 2 shards, of which 1 are given"));
}

TEST_F(SmoothTensors, AnIndexPutsItsShardsTogether) {
  for (const char* const step : {"1", "2"}) {
    std::filesystem::create_directory(path(step));
    write(std::string(step) + "/x.safetensors", {{"a", kF32, {std::stod(step)}}});
    write(std::string(step) + "/y.safetensors", {{"b", kF32, {5.0}}});
    std::ofstream(path(std::string(step) + "/model.safetensors.index.json"))
        << R"({"weight_map": {"a": "x.safetensors", "b": "y.safetensors"}})";
  }
  for (const char* const pattern : {"?/model.safetensors.index.json", "?/*"}) {
    const Outcome outcome = engine({"smooth", "--input", path(pattern), "--output",
                                    path("out.safetensors"), "--track", "u:schedule=uniform"});
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(value("a"), 1.5);
    EXPECT_EQ(value("b"), 5.0);
  }
}

TEST_F(SmoothTensors, AListIsTakenInItsOwnOrder) {
  writeRun({1.0, 2.0, 3.0});
  std::vector<std::string> arguments = {"smooth", "--output", path("out.safetensors"), "--track",
                                        "u:schedule=constant,beta=0"};
  for (const char* const number : {"3", "1", "2"}) {
    arguments.insert(arguments.end(),
                     {"--input", path("run-" + std::string(number) + ".safetensors")});
  }
  ASSERT_EQ(engine(arguments).code, 0);
  EXPECT_EQ(value("w"), 2.0);
}

TEST_F(SmoothTensors, PrefixesAreStripped) {
  write("run-1.safetensors", {{"module.w", kF32, {1.0}}});
  write("run-2.safetensors", {{"_orig_mod.module.w", kF32, {3.0}}});
  EXPECT_THAT(smooth({"--track", "u:schedule=uniform"}).err, HasSubstr("--strip removes prefixes"));
  ASSERT_EQ(smooth({"--track", "u:schedule=uniform", "--strip", "module.,_orig_mod."}).code, 0);
  EXPECT_EQ(value("w"), 2.0);
  EXPECT_THAT(smooth({"--track", "u:schedule=uniform", "--strip", "model."}).err,
              HasSubstr("run-2.safetensors has other tensors"));
  writeRun({1.0, 2.0});
  EXPECT_THAT(smooth({"--track", "u:schedule=uniform", "--strip", "model."}).err,
              HasSubstr("strip: no name begins with 'model.'"));
}

/// Weights that torch.save wrote before and after a step of Adam (tests/golden/torch).
TEST_F(SmoothTensors, AStateDictOfTorchIsAveragedLikeAnyOther) {
  const std::string folder = EMASCOPE_SOURCE_DIR "/tests/golden/torch/";
  const auto run = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "smooth");
    arguments.insert(arguments.end(), {"--output", path("out.safetensors")});
    return engine(arguments);
  };
  const Outcome outcome =
      run({"--input", folder + "network.pt", "--input", folder + "lightning.ckpt", "--strip",
           "model.", "--track", "u:schedule=uniform"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("lightning.ckpt: weights read from entry 'state_dict'"));
  std::ifstream recorded(folder + "expected.json");
  const auto golden = nlohmann::json::parse(recorded);
  const auto& before = golden.at("network.pt").at("0.weight").at("values");
  const auto& after = golden.at("lightning.ckpt").at("model.0.weight").at("values");
  const auto mean = values("out.safetensors", "0.weight");
  ASSERT_EQ(mean.size(), before.size());
  for (std::size_t i = 0; i < mean.size(); ++i) {
    const double expected = (before[i].get<double>() + after[i].get<double>()) / 2.0;
    EXPECT_EQ(mean[i], static_cast<float>(expected)) << i;
  }
  EXPECT_THAT(values("out.safetensors", "1.num_batches_tracked"), ElementsAre(4.0));
  const Outcome keys = run(
      {"--input", folder + "two-dicts.pt", "--key", "teacher", "--track", "u:schedule=uniform"});
  ASSERT_EQ(keys.code, 0) << keys.err;
  EXPECT_EQ(value("w"), 2.0);
}

TEST_F(SmoothTensors, OptionsOfTablesAreRefused) {
  writeRun({1.0});
  for (const std::vector<std::string>& given : std::vector<std::vector<std::string>>{
           {"--x", "w"}, {"--per-row", "--skip-non-finite"}, {"--header", "no"}}) {
    std::vector<std::string> arguments = {"--track", "u:schedule=uniform"};
    arguments.insert(arguments.end(), given.begin(), given.end());
    EXPECT_THAT(smooth(arguments).err, HasSubstr("is for tables and arrays")) << given.front();
  }
}

}  // namespace
}  // namespace emascope
