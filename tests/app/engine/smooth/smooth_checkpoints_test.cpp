// SPDX-License-Identifier: Apache-2.0
//
// emascope-engine smooth over files of tensors: averaged in the order people number them, the types
// kept, and refused whole where they do not belong together.
#include "app/engine/smooth/checkpoint_files.h"
#include "tests/app/engine/smooth/smooth_checkpoints_fixture.h"
#include "tests/support/peak_memory.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST_F(SmoothCheckpoints, EachTypeIsAveragedInDoubleAndRoundedOnce) {
  write("run-1.safetensors", {{"d", ScalarType::kF64, {0.1, 1.0}},
                              {"f", ScalarType::kF32, {1.0, 16777216.0}},
                              {"h", ScalarType::kF16, {1.0, 2048.0}},
                              {"b", ScalarType::kBf16, {1.0, 256.0}},
                              {"n", ScalarType::kI64, {7}}});
  write("run-2.safetensors",
        {{"d", ScalarType::kF64, {0.2, 3.0}},
         {"f", ScalarType::kF32, {2.0, 16777218.0}},
         {"h", ScalarType::kF16, {2.0, 2050.0}},
         {"b", ScalarType::kBf16, {2.0, 258.0}},
         {"n", ScalarType::kI64, {8}}},
        {{"format", "pt"}});
  ASSERT_EQ(smooth({"--track", "t:schedule=uniform"}).code, 0);
  EXPECT_THAT(values("out.safetensors", "d"), ElementsAre(testing::DoubleEq(0.15), 2.0));
  EXPECT_THAT(values("out.safetensors", "f"), ElementsAre(1.5, 16777216.0));  // ties to even
  EXPECT_THAT(values("out.safetensors", "h"), ElementsAre(1.5, 2048.0));
  EXPECT_THAT(values("out.safetensors", "b"), ElementsAre(1.5, 256.0));
  EXPECT_THAT(values("out.safetensors", "n"), ElementsAre(8.0));
  const auto out = SafetensorsReader::open(path("out.safetensors"));
  const auto last = SafetensorsReader::open(path("run-2.safetensors"));
  EXPECT_EQ(out->header(), last->header());
}

TEST_F(SmoothCheckpoints, FilesAreTakenInTheOrderOfTheirNumbers) {
  std::vector<double> values_by_number;
  for (int i = 1; i <= 12; ++i) values_by_number.push_back(i);
  writeRun(values_by_number);
  const Outcome outcome = smooth({"--track", "t:schedule=constant,beta=0", "--set", "3:t.beta=1"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(values("out.safetensors", "w"), ElementsAre(2.0));
  EXPECT_LT(outcome.err.find("run-9.safetensors"), outcome.err.find("run-10.safetensors"));
}

TEST_F(SmoothCheckpoints, AnEditBeyondTheLastFileIsSaid) {
  writeRun({1.0, 2.0});
  EXPECT_THAT(smooth({"--track", "t:schedule=constant,beta=0", "--set", "3:t.beta=1"}).err,
              HasSubstr("--set 3:t... had no effect: the input has 2 updates\n"));
}

TEST_F(SmoothCheckpoints, TheSameNumbersAsASeries) {
  const std::vector<double> series = {0.3, -1.7, 2.9, 0.1, 5.5};
  writeRun(series);
  std::ofstream table(path("series.csv"));
  for (const double value : series) table << value << '\n';
  table.close();
  const std::vector<std::string> track = {
      "--track", "t:beta=0.9,power=0.8", "--set", "3:t.beta=0.6", "--set", "5:t.reseed=1"};
  for (const bool initial : {false, true}) {
    std::vector<std::string> arguments = track;
    if (initial) arguments.insert(arguments.end(), {"--initial", "first-row"});
    ASSERT_EQ(smooth(arguments).code, 0);
    arguments.insert(arguments.begin(),
                     {"smooth", "--input", path("series.csv"), "--output", path("series-out.csv")});
    ASSERT_EQ(engine(arguments).code, 0);
    EXPECT_EQ(values("out.safetensors", "w").front(),
              std::stod(csv(path("series-out.csv")).at("c1.t").back()));
  }
}

TEST_F(SmoothCheckpoints, TensorsAreMatchedByNameWhateverTheirOrder) {
  write("run-1.safetensors", {{"a", ScalarType::kF32, {1}}, {"b", ScalarType::kF32, {10}}});
  write("run-2.safetensors", {{"b", ScalarType::kF32, {20}}, {"a", ScalarType::kF32, {3}}});
  ASSERT_EQ(smooth({"--track", "t:schedule=uniform"}).code, 0);
  EXPECT_THAT(values("out.safetensors", "a"), ElementsAre(2.0));
  EXPECT_THAT(values("out.safetensors", "b"), ElementsAre(15.0));
}

TEST_F(SmoothCheckpoints, EachTrackHasAFile) {
  writeRun({1.0, 3.0});
  const std::vector<std::string> tracks = {"--track", "avg:schedule=uniform", "--track",
                                           "last:schedule=constant,beta=0"};
  ASSERT_EQ(smooth(tracks).code, 0);
  EXPECT_THAT(values("out-avg.safetensors", "w"), ElementsAre(2.0));
  EXPECT_THAT(values("out-last.safetensors", "w"), ElementsAre(3.0));
  ASSERT_EQ(smooth(tracks, "{label}.of.safetensors").code, 0);
  EXPECT_THAT(values("last.of.safetensors", "w"), ElementsAre(3.0));
}

TEST_F(SmoothCheckpoints, ATrackMayLeaveTensorsOutByName) {
  write("run-1.safetensors", {{"head.w", ScalarType::kF32, {1}}, {"b", ScalarType::kF32, {1}}});
  write("run-2.safetensors", {{"head.w", ScalarType::kF32, {3}}, {"b", ScalarType::kF32, {3}}});
  ASSERT_EQ(smooth({"--track", "t:schedule=uniform,copy=head.*"}).code, 0);
  EXPECT_THAT(values("out.safetensors", "head.w"), ElementsAre(3.0));
  EXPECT_THAT(values("out.safetensors", "b"), ElementsAre(2.0));
}

TEST_F(SmoothCheckpoints, OneFileComesBackAsItWas) {
  const std::string source = EMASCOPE_SOURCE_DIR "/tests/golden/safetensors/types.safetensors";
  const Outcome outcome = engine({"smooth", "--input", source, "--output", path("out.safetensors"),
                                  "--track", "t:schedule=uniform"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  const auto before = SafetensorsReader::open(source);
  const auto after = SafetensorsReader::open(path("out.safetensors"));
  EXPECT_EQ(after->header(), before->header());
  for (const TensorInfo& tensor : before->header().tensors) {
    EXPECT_EQ(valuesOf(*after, tensor.name), valuesOf(*before, tensor.name)) << tensor.name;
  }
}

TEST_F(SmoothCheckpoints, AFileThatIsNotFiniteIsRefusedOrPassedOver) {
  writeRun({1.0, std::numeric_limits<double>::quiet_NaN(), 3.0});
  const Outcome refused = smooth({"--track", "t:schedule=uniform"});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("run-2.safetensors: tensor 'w', element 0 is nan"));
  EXPECT_FALSE(std::filesystem::exists(path("out.safetensors")));
  const Outcome passed = smooth({"--track", "t:schedule=uniform", "--skip-non-finite"});
  EXPECT_EQ(passed.code, 0);
  EXPECT_THAT(passed.err, HasSubstr("run-2.safetensors: t skip (tensor 'w', element 0 is nan)"));
  EXPECT_THAT(values("out.safetensors", "w"), ElementsAre(2.0));
}

TEST_F(SmoothCheckpoints, FilesOfAnotherModelAreRefusedWithEveryDifference) {
  write("run-1.safetensors", {{"a", ScalarType::kF32, {1, 2}}, {"b", ScalarType::kF32, {1}}});
  write("run-2.safetensors", {{"a", ScalarType::kF32, {1, 2}}, {"b", ScalarType::kF32, {1}}});
  write("run-3.safetensors", {{"a", ScalarType::kF16, {1, 2}}, {"c", ScalarType::kF32, {1}}});
  write("run-4.safetensors", {{"a", ScalarType::kF32, {1, 2, 3}}, {"b", ScalarType::kF32, {1}}});
  const Outcome outcome = smooth({"--track", "t:schedule=uniform"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("run-3.safetensors has other tensors:\n"
                                     "  'a' is F16[2], not F32[2]\n"
                                     "  lacks 'b', F32[1]\n"
                                     "  also has 'c', F32[1]\n"));
  EXPECT_THAT(outcome.err, HasSubstr("run-4.safetensors has other tensors:\n"
                                     "  'a' is F32[3], not F32[2]\n"));
  EXPECT_THAT(outcome.err, testing::Not(HasSubstr("run-2.safetensors has")));
  EXPECT_FALSE(std::filesystem::exists(path("out.safetensors")));
}

TEST_F(SmoothCheckpoints, AnEarlierResultIsNotAveragedWithItsSources) {
  writeRun({1.0, 3.0});
  const Outcome outcome = smooth({"--track", "t:schedule=uniform"}, "run-2.safetensors");
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("run-2.safetensors: is the file that --input"));
  EXPECT_THAT(values("run-2.safetensors", "w"), ElementsAre(3.0));
}

TEST_F(SmoothCheckpoints, WhatCannotBeDoneIsRefused) {
  writeRun({1.0});
  std::ofstream(path("run-2.safetensors")) << "no tensors";
  EXPECT_THAT(smooth({"--track", "t:schedule=uniform"}).err,
              HasSubstr("run-2.safetensors: announces a header of"));
  EXPECT_THAT(smooth({}).err, HasSubstr("track: none is given"));
  EXPECT_THAT(smooth({"--track", "t:beta=1", "--column", "w"}).err, HasSubstr("column: is for"));
  EXPECT_THAT(smooth({"--track", "t:beta=1"}, "out.csv").err,
              HasSubstr("allowed: a name that ends in .safetensors"));
  const Outcome none = engine({"smooth", "--input", path("no-*.safetensors"), "--output",
                               path("out.safetensors"), "--track", "t:beta=1"});
  EXPECT_EQ(none.code, 2);
  EXPECT_THAT(none.err, HasSubstr("no-*.safetensors: matches no file"));
}

TEST_F(SmoothCheckpoints, AFullDiskIsAFailureThatLeavesWhatWasThere) {
  write("run-1.safetensors", {{"w", ScalarType::kF32, std::vector<double>(100000, 1.0)}});
  write("out.safetensors", {{"precious", ScalarType::kF32, {1.0}}});
  const Outcome outcome =
      shell("ulimit -f 16; $ENGINE smooth --input '" + path("run-*.safetensors") + "' --output " +
            path("out.safetensors") + " --track t:schedule=uniform");
  EXPECT_EQ(outcome.code, 4);
  EXPECT_THAT(outcome.err, HasSubstr("out.safetensors: cannot be written: File too large; nor "
                                     "could it be written elsewhere: "));
  EXPECT_THAT(values("out.safetensors", "precious"), ElementsAre(1.0));
}

TEST_F(SmoothCheckpoints, ATrackThatCannotBeWrittenGoesElsewhereAndTheOthersDoNot) {
  writeRun({1.0, 3.0});
  std::filesystem::create_directory(path("else"));
  std::filesystem::create_symlink("/dev/full", path("a.safetensors"));
  const Outcome outcome =
      shell("TMPDIR='" + path("else") + "' $ENGINE smooth --input '" + path("run-*.safetensors") +
            "' --output '" + path("{label}.safetensors") +
            "' --track a:schedule=uniform --track b:schedule=constant,beta=0");
  EXPECT_EQ(outcome.code, 4);
  EXPECT_THAT(outcome.err,
              HasSubstr(path("a.safetensors") +
                        ": cannot be written: No space left on device; it was written to " +
                        path("else/a.safetensors") + " instead\n"));
  EXPECT_THAT(values("else/a.safetensors", "w"), ElementsAre(2.0));
  EXPECT_THAT(values("b.safetensors", "w"), ElementsAre(3.0));
}

TEST_F(SmoothCheckpoints, ManyFilesTakeNoMoreMemoryThanTwo) {
  EMASCOPE_SKIP_WITH_SANITIZERS();
  const std::vector<double> large(std::size_t{1} << 20U, 0.5);
  const auto peak = [this] {
    const pid_t child =
        start({program(), "smooth", "--input", path("run-*.safetensors"), "--output",
               path("out.safetensors"), "--track", "t:schedule=uniform"});
    int status = 0;
    rusage usage{};
    EXPECT_EQ(::wait4(child, &status, 0, &usage), child);
    EXPECT_EQ(status, 0) << contents(path("stderr"));
    return usage.ru_maxrss;
  };
  for (int i = 1; i <= 2; ++i) {
    write("run-" + std::to_string(i) + ".safetensors", {{"w", ScalarType::kF32, large}});
  }
  const long few = peak();
  for (int i = 3; i <= 12; ++i) {
    write("run-" + std::to_string(i) + ".safetensors", {{"w", ScalarType::kF32, large}});
  }
  EXPECT_LT(peak() - few, 4096) << "KiB, for ten more files of 4 MiB";
}

TEST(CheckpointFiles, RunsOfDigitsCompareAsNumbers) {
  std::vector<std::string> names = {
      "ckpt-10", "ckpt-2", "ckpt-1-b",  "ckpt-02",  "ckpt-1",
      "ckpt",    "b/1",    "ckpt-2-10", "ckpt-2-9", "ckpt-123456789012345678901234567890"};
  std::ranges::sort(names, naturallyBefore);
  EXPECT_THAT(names,
              ElementsAre("b/1", "ckpt", "ckpt-1", "ckpt-1-b", "ckpt-02", "ckpt-2", "ckpt-2-9",
                          "ckpt-2-10", "ckpt-10", "ckpt-123456789012345678901234567890"));
}

TEST(CheckpointFiles, WhereALabelGoes) {
  EXPECT_EQ(outputOf("a/out.safetensors", "t", false), "a/out.safetensors");
  EXPECT_EQ(outputOf("a/out.safetensors", "t", true), "a/out-t.safetensors");
  EXPECT_EQ(outputOf("{label}/{label}.safetensors", "t", false), "t/t.safetensors");
}

}  // namespace
}  // namespace emascope
