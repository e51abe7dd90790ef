// SPDX-License-Identifier: Apache-2.0
//
// Numbers that float32 cannot tell apart keep their differences, in tables and in arrays, as
// samples and as targets; others stay as they are in the file.
#include "core/data/formats/offsets.h"

#include "core/data/batches/scaling.h"
#include "core/data/batches/target_scaling.h"
#include "tests/core/data/opened_data.h"
#include "tests/support/temporary_folder.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>
#include <set>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::int64_t kSeconds = 1'700'000'123;

/// An array of 8-byte numbers, `type` is "<f8" or "<i8".
template <typename Number>
std::string npy(const char* type, const std::string& shape, const std::vector<Number>& numbers) {
  std::string header =
      std::string("{'descr': '") + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
  header.resize(117, ' ');
  header += '\n';
  std::string bytes = std::string("\x93NUMPY\x01\x00\x76\x00", 10) + header;
  const std::size_t begin = bytes.size();
  bytes.resize(begin + numbers.size() * sizeof(Number));
  std::memcpy(bytes.data() + begin, numbers.data(), numbers.size() * sizeof(Number));
  return bytes;
}

std::vector<std::uint64_t> allOf(const Dataset& dataset) {
  std::vector<std::uint64_t> indices(dataset.size());
  std::iota(indices.begin(), indices.end(), 0);
  return indices;
}

/// The first number of each sample as the network gets it.
std::set<float> scaled(const Dataset& dataset) {
  const auto scaling = fitScaling(dataset, allOf(dataset), 2);
  EXPECT_TRUE(scaling.ok());
  std::set<float> found;
  std::vector<float> sample(dataset.sampleFloats());
  for (std::uint64_t i = 0; i < dataset.size(); ++i) {
    EXPECT_TRUE(dataset.read(i, sample).ok());
    scaling->apply(sample);
    found.insert(sample.front());
  }
  return found;
}

TEST(Offsets, AreForNumbersThatFloat32Rounds) {
  NumberRange seconds;
  seconds.add(1.7e9 + 1);
  seconds.add(1.7e9 + 60);
  EXPECT_EQ(seconds.offset(), 1.7e9 + 1);
  NumberRange exact;
  exact.add(1e6);
  exact.add(1e6 + 1);
  EXPECT_EQ(exact.offset(), 0.0);
  NumberRange wide;
  wide.add(0.1);
  wide.add(0.3);
  EXPECT_EQ(wide.offset(), 0.0);
  NumberRange odd;
  odd.add(std::nan(""));
  odd.add(INFINITY);
  EXPECT_EQ(odd.offset(), 0.0);
}

TEST(Offsets, ATablesSecondsStayApart) {
  const TemporaryFolder folder;
  std::string text = "time,x,y\n";
  for (int i = 0; i < 600; ++i) {
    text += std::to_string(kSeconds + i) + "," + std::to_string(i % 7) + ".5," +
            std::to_string(i % 2) + "\n";
  }
  const OpenedData data = openData({.path = folder.file("t.csv", text)});
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.dataset->head().offsets, ElementsAre(static_cast<double>(kSeconds), 0.0));
  EXPECT_THAT(data.sample(599), ElementsAre(599.0F, 4.5F));
  EXPECT_EQ(data.summary.features[0].least, static_cast<double>(kSeconds));
  EXPECT_EQ(data.summary.features[0].most, static_cast<double>(kSeconds + 599));
  EXPECT_NEAR(data.summary.features[0].mean, static_cast<double>(kSeconds) + 299.5, 1e-3);
  EXPECT_EQ(scaled(*data.dataset).size(), 600U);
}

TEST(Offsets, ATablesTargetKeepsItsNoise) {
  const TemporaryFolder folder;
  std::string text = "x,y\n";
  for (int i = 0; i < 20; ++i) {
    text += std::to_string(i) + "," + std::to_string(100'000'000 + i * i) + ".25\n";
  }
  const OpenedData data = openData({.path = folder.file("t.csv", text)});
  ASSERT_EQ(data.error, "");
  EXPECT_EQ(data.targets().values[19], 361.0F);
  EXPECT_EQ(data.targets().value(19), 100'000'361.25);
  EXPECT_EQ(data.summary.target.most, 100'000'361.25);
  const TargetScaling scaling = fitTargetScaling(data.targets(), allOf(*data.dataset));
  // The deviation of the squares of 0 to 19.
  EXPECT_NEAR(scaling.unit.front(), 113.4947, 1e-3);
}

TEST(Offsets, ArraysOfWholeNumbersAndOfDoublesToo) {
  const TemporaryFolder folder;
  std::vector<std::int64_t> whole;
  std::vector<double> doubles;
  std::vector<double> targets;
  for (int i = 0; i < 50; ++i) {
    whole.insert(whole.end(), {kSeconds + i, i});
    doubles.insert(doubles.end(), {1e7 + 0.001 * i, i + 0.1});
    targets.insert(targets.end(), {1e9 + i + 0.5, 0.1 * i});
  }
  const std::string labels = folder.file("y.npy", npy("<f8", "(50, 2)", targets));
  const OpenedData integers =
      openData({.path = folder.file("i.npy", npy("<i8", "(50, 2)", whole)), .labels = labels});
  ASSERT_EQ(integers.error, "");
  EXPECT_THAT(integers.sample(49), ElementsAre(49.0F, 49.0F));
  EXPECT_EQ(scaled(*integers.dataset).size(), 50U);
  EXPECT_EQ(integers.targets().values[98], 49.0F);
  EXPECT_EQ(integers.targets().value(98), 1e9 + 49.5);
  EXPECT_EQ(integers.targets().value(99), double{static_cast<float>(0.1 * 49)});
  const OpenedData floating =
      openData({.path = folder.file("d.npy", npy("<f8", "(50, 2)", doubles)), .labels = labels});
  ASSERT_EQ(floating.error, "");
  EXPECT_NEAR(floating.sample(49)[0], 0.049, 1e-8);
  EXPECT_EQ(scaled(*floating.dataset).size(), 50U);
}

TEST(Offsets, AColumnAsTargetLiesBetweenTheOthers) {
  const TemporaryFolder folder;
  std::vector<double> rows;
  for (int i = 0; i < 30; ++i) {
    rows.insert(rows.end(), {i + 0.1, 0.5 * i, static_cast<double>(kSeconds + i)});
  }
  const OpenedData data =
      openData({.path = folder.file("t.npy", npy("<f8", "(30, 3)", rows)), .target = "2"});
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.sample(29), ElementsAre(29.1F, 29.0F));
  EXPECT_EQ(data.summary.features[1].most, static_cast<double>(kSeconds + 29));
}

TEST(Offsets, OtherFilesHaveThoseOfTheTrainingSamples) {
  const TemporaryFolder folder;
  const auto table = [](std::int64_t from) {
    std::string text = "time,y\n";
    for (int i = 0; i < 10; ++i) {
      text += std::to_string(from + i) + "," + std::to_string(from + i) + "\n";
    }
    return text;
  };
  DataOptions options{.path = folder.file("t.csv", table(kSeconds))};
  options.task = TaskKind::kRegression;
  options.validation.path = folder.file("v.csv", table(kSeconds + 10));
  const OpenedData data = openData(options);
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.sample(10), ElementsAre(10.0F));
  EXPECT_EQ(data.targets().values[19], 19.0F);
  EXPECT_EQ(data.targets().value(19), static_cast<double>(kSeconds + 19));
}

TEST(Offsets, NumbersThatNeedNoneStayAsTheyAre) {
  const TemporaryFolder folder;
  const OpenedData data =
      openData({.path = folder.file("t.csv", "year,x,y\n1990,14.2,a\n2020,13.7,b\n2001,12.9,a\n")});
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.dataset->head().offsets, IsEmpty());
  EXPECT_THAT(data.sample(1), ElementsAre(2020.0F, 13.7F));
}

}  // namespace
}  // namespace emascope
