// SPDX-License-Identifier: Apache-2.0
//
// emascope-engine synthesize over snapshots of ema_pytorch.PostHocEMA, against what the library
// made of them, and over those of EDM2 and others.
#include "tests/app/engine/smooth/synthesize_fixture.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr ScalarType kF32 = ScalarType::kF32;
constexpr ScalarType kF16 = ScalarType::kF16;
constexpr ScalarType kI64 = ScalarType::kI64;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

class Synthesize : public SynthesizeTest {
 protected:
  /// A file of the folder "kept".
  void keep(const std::string& name, const std::vector<Tensor>& tensors) const {
    write("kept/" + name, tensors);
  }
  /// Ten snapshots of each of two averages, in which w counts them from 1.
  void keepPair() const {
    for (int step = 100; step <= 1000; step += 100) {
      for (const int index : {0, 1}) {
        keep(std::to_string(index) + "." + std::to_string(step) + ".safetensors",
             {{"w", kF32, {step / 100.0 + 0.5 * index}}});
      }
    }
  }
  [[nodiscard]] double value(const std::string& tensor) const {
    return values("out.safetensors", tensor).front();
  }
};

nlohmann::json recordedPosthoc(const char* name) {
  std::ifstream file(EMASCOPE_SOURCE_DIR "/tests/golden/" + std::string(name));
  return nlohmann::json::parse(file);
}

/// The library adds 16 to 40 snapshots of numbers around 1 in float32.
constexpr double kFloat32Sums = 2e-6;

/// Files that torch.save wrote, in float16, with names of the library in front.
TEST_F(Synthesize, WhatEmaPytorchMadeOfItsOwnFiles) {
  const std::string folder = EMASCOPE_SOURCE_DIR "/tests/golden/posthoc_ema";
  const nlohmann::json recorded = recordedPosthoc("posthoc_ema/expected.json");
  ASSERT_EQ(recorded.at("cases").size(), 6U);
  for (const auto& wanted : recorded.at("cases")) {
    std::vector<std::string> arguments = {"--snapshots", folder,    "--sigma-rels",
                                          "0.05,0.28",   "--strip", "ema_model."};
    for (const char* const key : {"sigma_rel", "gamma", "step"}) {
      if (!wanted.contains(key)) continue;
      const std::string option = key == std::string("sigma_rel") ? "sigma-rel" : key;
      arguments.insert(arguments.end(), {"--" + option, wanted.at(key).dump()});
    }
    const Outcome outcome = synthesize(arguments);
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("left out: initted and step of ema-pytorch"));
    const auto sum = wanted.at("coefficient_sum").get<double>();
    for (const auto& [name, expected] : wanted.at("values").items()) {
      const auto found = values("out.safetensors", name);
      ASSERT_EQ(found.size(), expected.size()) << name;
      for (std::size_t i = 0; i < found.size(); ++i) {
        EXPECT_NEAR(found[i], expected[i].get<double>() / sum, kFloat32Sums) << name << i;
      }
    }
    const auto out = SafetensorsReader::open(path("out.safetensors"));
    EXPECT_EQ(out->header().tensors.size(), wanted.at("values").size() + 1);
    EXPECT_THAT(values("out.safetensors", "1.num_batches_tracked"), ElementsAre(0.0));
  }
}

/// Snapshots in float32 of a longer run: 40 of them, and weights of another model.
TEST_F(Synthesize, WhatEmaPytorchMadeOfFloat32) {
  const nlohmann::json all = recordedPosthoc("posthoc.json");
  const auto& recorded = all.at("cases")[0];
  for (std::size_t i = 0; i < recorded.at("snapshot_keys").size(); ++i) {
    const auto& key = recorded.at("snapshot_keys")[i];
    std::vector<double> numbers;
    for (const auto& number : recorded.at("snapshot_values")[i]) {
      numbers.push_back(number.is_null() ? 0.0 : number.get<double>());
    }
    keep(key[0].dump() + "." + key[1].dump() + ".safetensors", {{"w", kF32, numbers}});
  }
  for (const auto& wanted : recorded.at("synthesized")) {
    const Outcome outcome =
        synthesize({"--sigma-rels", "0.05,0.28", "--sigma-rel", wanted.at("sigma_rel").dump(),
                    "--step", wanted.at("step").dump()});
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    const auto found = values("out.safetensors", "w");
    const auto sum = wanted.at("coefficient_sum").get<double>();
    for (std::size_t i = 0; i + 1 < found.size(); ++i) {  // behind them the counter
      if (recorded.at("snapshot_values")[0][i].is_null()) continue;
      EXPECT_NEAR(found[i], wanted.at("result")[i].get<double>() / sum, kFloat32Sums) << i;
    }
  }
}

TEST_F(Synthesize, TheReportHasEachWeightAndHowGoodTheResultIs) {
  keepPair();
  const Outcome outcome = synthesize({"--sigma-rels", "0.05,0.28", "--sigma-rel", "0.05"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("snapshot            step  sigma_rel     gamma"));
  EXPECT_THAT(outcome.out, HasSubstr("0.1000.safetensors  1000       0.05   16.9722"));
  EXPECT_THAT(outcome.out,
              HasSubstr("sigma_rel 0.05 (gamma 16.9722) at step 1000 from 20 snapshots: 0 % of its "
                        "weight lies on wrong steps, "));
  EXPECT_THAT(outcome.out, HasSubstr("rounding errors of the snapshots times 1\n"));
  EXPECT_EQ(value("w"), 10.0);
  const Outcome earlier =
      synthesize({"--sigma-rels", "0.05,0.28", "--sigma-rel", "0.12", "--step", "800"});
  ASSERT_EQ(earlier.code, 0) << earlier.err;
  EXPECT_THAT(earlier.out, HasSubstr("at step 800 from 16 snapshots"));
  EXPECT_THAT(earlier.out, HasSubstr("4 snapshots are of later steps and not used"));
  EXPECT_THAT(earlier.out, Not(HasSubstr("0.900.safetensors")));
}

TEST_F(Synthesize, WeightsAreTheSameForWidthsAndExponents) {
  keepPair();
  ASSERT_EQ(synthesize({"--sigma-rels", "0.05,0.28", "--sigma-rel", "0.15"}).code, 0);
  const double by_width = value("w");
  const Outcome outcome = synthesize(
      {"--gammas", "16.972198602303447,0.16934399376949866", "--gamma", "3.5578687748994646"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_FLOAT_EQ(float(value("w")), float(by_width));
}

/// The mean of w = t under a power function of exponent gamma is t (gamma + 1) / (gamma + 2).
TEST_F(Synthesize, Edm2IsReadByItsNames) {
  for (int i = 1; i <= 16; ++i) {
    const double images = i * 1048576.0 / 1000.0;
    for (const auto& [width, gamma] :
         {std::pair("0.050", 16.972198602303447), std::pair("0.100", 6.937203937601809)}) {
      std::string kimg = std::to_string(int(images));
      kimg.insert(0, 7 - kimg.size(), '0');
      keep("network-snapshot-" + kimg + "-" + width + ".safetensors",
           {{"w", kF16, {i * (gamma + 1.0) / (gamma + 2.0)}}, {"n", kI64, {double(i)}}});
    }
  }
  keep("training-state-0016777.pt", {{"x", kF32, {1.0}}});
  keep("network-snapshot-0000000-0.050.safetensors", {{"other", kF32, {1.0}}});
  const Outcome outcome = synthesize({"--gamma", "11"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.err,
              HasSubstr("left out, as not named *-{kimg}-{sigma_rel} with a step above "
                        "0: 'network-snapshot-0000000-0.050.safetensors' and "
                        "'training-state-0016777.pt'"));
  EXPECT_THAT(outcome.out, HasSubstr("at 16777 kimg from 32 snapshots"));
  EXPECT_NEAR(value("w"), 16.0 * 12.0 / 13.0, 0.02);
  EXPECT_EQ(value("n"), 16.0);
  const auto out = SafetensorsReader::open(path("out.safetensors"));
  EXPECT_EQ(out->header().tensors[0].type, kF32);
  const Outcome earlier = synthesize({"--gamma", "11", "--step", "8388"});
  ASSERT_EQ(earlier.code, 0) << earlier.err;
  EXPECT_EQ(value("n"), 8.0);
}

TEST_F(Synthesize, OtherNamesAndOneWidth) {
  for (int step = 1; step <= 40; ++step) {
    keep("ema_" + std::to_string(step) + ".safetensors", {{"w", kF32, {double(step)}}});
  }
  const Outcome outcome = synthesize({"--names", "ema_{step}", "--gammas", "30", "--gamma", "10"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("gamma 10 (sigma_rel 0.0766555) at step 40"));
}

TEST_F(Synthesize, ShardsAndAnIndexAreOneSnapshot) {
  keep("0.10-00001-of-00002.safetensors", {{"a", kF32, {1.0}}});
  keep("0.10-00002-of-00002.safetensors", {{"b", kF32, {2.0}}});
  keep("part-1.safetensors", {{"a", kF32, {3.0}}});
  keep("part-2.safetensors", {{"b", kF32, {4.0}}});
  std::ofstream(path("kept/0.20.safetensors.index.json"))
      << R"({"weight_map": {"a": "part-1.safetensors", "b": "part-2.safetensors"}})";
  const Outcome outcome = synthesize({"--gammas", "4", "--gamma", "4"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_NEAR(value("a"), 3.0, 1e-6);
  EXPECT_NEAR(value("b"), 4.0, 1e-6);
  std::filesystem::remove(path("kept/0.10-00002-of-00002.safetensors"));
  EXPECT_THAT(synthesize({"--gammas", "4", "--gamma", "4"}).err,
              HasSubstr("is one of 2 shards, of which 1 are given"));
}

TEST_F(Synthesize, ConstantsCountersAndCopiesAreNotSums) {
  for (const int step : {10, 20}) {
    keep("0." + std::to_string(step) + ".safetensors",
         {{"w", kF32, {double(step)}},
          {"mask", kF32, {-kInfinity, 1.0}},
          {"bn.num_batches_tracked", kF16, {double(step)}},
          {"table", kF16, {double(step)}},
          {"n", kI64, {double(step)}}});
  }
  const std::vector<std::string> asked = {"--gammas", "4", "--gamma", "3.5"};
  std::vector<std::string> copied = asked;
  copied.insert(copied.end(), {"--copy", "ta*"});
  const Outcome outcome = synthesize(copied);
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(values("out.safetensors", "mask"), ElementsAre(-kInfinity, 1.0));
  EXPECT_EQ(value("bn.num_batches_tracked"), 20.0);
  EXPECT_EQ(value("n"), 20.0);
  EXPECT_EQ(value("table"), 20.0);
  ASSERT_EQ(synthesize(asked).code, 0);
  EXPECT_NE(value("table"), 20.0);
  EXPECT_EQ(value("table"), value("w"));
  copied.back() = "none*";
  EXPECT_THAT(synthesize(copied).err, HasSubstr("copy: 'none*' matches no tensor"));
}

TEST_F(Synthesize, WhatCannotBeWrittenGoesElsewhere) {
  keep("0.10.safetensors", {{"w", kF32, {7.0}}});
  std::filesystem::create_directory(path("else"));
  std::filesystem::create_symlink("/dev/full", path("out.safetensors"));
  const Outcome outcome =
      shell("TMPDIR='" + path("else") + "' $ENGINE synthesize --snapshots '" + path("kept") +
            "' --gammas 4 --gamma 4 --save '" + path("out.safetensors") + "'");
  EXPECT_EQ(outcome.code, 4);
  EXPECT_THAT(outcome.err, HasSubstr("No space left on device; it was written to " +
                                     path("else/out.safetensors") + " instead\n"));
  EXPECT_THAT(outcome.out, HasSubstr("at step 10 from 1 snapshot: 0 % of its weight"));
  EXPECT_THAT(values("else/out.safetensors", "w"), ElementsAre(7.0));
}

TEST_F(Synthesize, AnotherInfinityIsNamed) {
  keep("0.10.safetensors", {{"w", kF32, {1.0, kInfinity}}});
  keep("0.20.safetensors", {{"w", kF32, {1.0, 2.0}}});
  const Outcome outcome = synthesize({"--gammas", "4", "--gamma", "4"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("0.10.safetensors: tensor 'w', element 1 is inf"));
  EXPECT_FALSE(std::filesystem::exists(path("out.safetensors")));
}

}  // namespace
}  // namespace emascope
