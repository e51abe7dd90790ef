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
constexpr double kBegin = 1'700'000'123.0;

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
  const auto fitted = fitScaling(dataset, allOf(dataset), 2);
  EXPECT_TRUE(fitted.ok());
  std::set<float> found;
  std::vector<float> sample(dataset.sampleFloats());
  for (std::uint64_t i = 0; i < dataset.size(); ++i) {
    EXPECT_TRUE(dataset.read(i, sample).ok());
    fitted->scaling.apply(sample);
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

/// Samples of 4 rows with the columns time and `reading(i)`, i numbers all rows.
template <typename Number, typename Reading>
std::vector<Number> timeSeries(int samples, double begin, Reading reading) {
  std::vector<Number> numbers;
  for (int i = 0; i < 4 * samples; ++i) {
    numbers.push_back(static_cast<Number>(begin + i));
    numbers.push_back(static_cast<Number>(reading(i)));
  }
  return numbers;
}

class SeriesOffsets : public testing::Test {
 protected:
  /// 50 samples of 4 x 2 numbers.
  template <typename Number>
  [[nodiscard]] OpenedData opened(const char* type, const std::vector<Number>& numbers,
                                  DataOptions::Layout layout = DataOptions::Layout::kAuto) const {
    std::vector<std::int64_t> labels(50);
    for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = static_cast<std::int64_t>(i % 2);
    OpenedData data = openData({.path = folder_.file("x.npy", npy(type, "(50, 4, 2)", numbers)),
                                .labels = folder_.file("y.npy", npy("<i8", "(50,)", labels)),
                                .layout = layout});
    EXPECT_EQ(data.error, "");
    return data;
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(SeriesOffsets, AreOfTheColumnsOfSamplesWithTwoAxes) {
  const auto whole = timeSeries<std::int64_t>(50, kBegin, [](int i) { return i % 9; });
  const auto doubles = timeSeries<double>(50, 1e6 + 0.3, [](int i) { return 0.1 * (i % 9); });
  for (const auto layout : {DataOptions::Layout::kAuto, DataOptions::Layout::kAsIs}) {
    const OpenedData integers = opened("<i8", whole, layout);
    EXPECT_THAT(integers.sample(49), ElementsAre(196, 7, 197, 8, 198, 0, 199, 1));
    EXPECT_EQ(integers.summary.features[0].most, kBegin + 199);
    EXPECT_EQ(integers.summary.features[0].least, 0.0);
    EXPECT_NEAR(integers.summary.features[0].mean, 0.5 * (kBegin + 103.5), 1.0);
    EXPECT_EQ(scaled(*integers.dataset).size(), 50U);
    const OpenedData floating = opened("<f8", doubles, layout);
    EXPECT_EQ(floating.sample(49)[6], 199.0F);
    EXPECT_EQ(floating.sample(49)[7], static_cast<float>(0.1 * (199 % 9)));
  }
}

TEST_F(SeriesOffsets, AreOfTheChannelsOfSamplesWithThreeAxes) {
  const auto numbers = timeSeries<double>(50, kBegin, [](int i) { return i % 9; });
  const TemporaryFolder folder;
  std::vector<std::int64_t> labels(50);
  for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = static_cast<std::int64_t>(i % 2);
  const OpenedData data =
      openData({.path = folder.file("x.npy", npy("<f8", "(50, 2, 2, 2)", numbers)),
                .labels = folder.file("y.npy", npy("<i8", "(50,)", labels)),
                .layout = DataOptions::Layout::kNhwc});
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.dataset->head().offsets, ElementsAre(kBegin, 0.0));
  EXPECT_THAT(data.sample(1), ElementsAre(4, 5, 6, 7, 4, 5, 6, 7));
}

TEST_F(SeriesOffsets, LeavePicturesAsTheyAre) {
  // Brightness between 0 and 1 with a dim column, and between 0 and 65535 with a bright one: both
  // differ by less than 1 / 256 of their distance from 0.
  const auto pictures = [](double least, double range) {
    std::vector<double> numbers;
    for (int i = 0; i < 200; ++i) {
      numbers.push_back(range * (i % 13) / 13.0);
      numbers.push_back(least * (1.0 + 1e-5 * (i % 7)));
    }
    return numbers;
  };
  for (const auto& [least, range] : {std::pair(0.1, 1.0), {0.9, 1.0}, {65000.1, 65535.0}}) {
    const OpenedData data = opened("<f8", pictures(least, range));
    EXPECT_THAT(data.dataset->head().offsets, IsEmpty()) << least;
    EXPECT_EQ(data.sample(0)[1], static_cast<float>(least));
  }
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
