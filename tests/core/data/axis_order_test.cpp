// SPDX-License-Identifier: Apache-2.0
//
// Channels first, last and absent: the same pictures are the same samples however they are stored.
#include "core/data/axis_order.h"

#include "tests/core/data/made_arrays.h"
#include "tests/core/data/opened_data.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Layout = DataOptions::Layout;
using Shape = std::vector<std::uint64_t>;

struct Rule {
  Shape shape;
  bool channels_last;
  bool adds_channel;
  const char* note;  ///< "" for none
};

class GuessedAxes : public testing::TestWithParam<Rule> {};

TEST_P(GuessedAxes, FollowTheRuleAndAreSaid) {
  const auto order = axisOrder(GetParam().shape, Layout::kAuto, "a.npy");
  ASSERT_TRUE(order) << order.error().message();
  EXPECT_EQ(order->channels_last, GetParam().channels_last);
  EXPECT_EQ(order->adds_channel, GetParam().adds_channel);
  if (std::string(GetParam().note).empty()) {
    EXPECT_EQ(order->note, "");
  } else {
    EXPECT_THAT(order->note, HasSubstr(GetParam().note));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, GuessedAxes,
    testing::Values(
        Rule{{28, 24, 3}, true, false, "28 x 24 x 3 are read as rows x columns x channels"},
        Rule{{28, 24, 1}, true, false, "channels-first"},
        Rule{{28, 24, 4}, true, false, "channels-first"}, Rule{{3, 28, 24}, false, false, ""},
        Rule{{3, 32, 3}, false, false, "--layout nhwc if they are last"},
        Rule{{12, 9, 5}, false, false, "12 channels x rows x columns"},
        Rule{{28, 24}, false, true, "pictures with one channel; use --layout as-is"},
        Rule{{7}, false, false, ""}, Rule{{}, false, false, ""},
        Rule{{4, 8, 8, 3}, false, false, ""}));

TEST(SaidAxes, AreObeyedOrRefused) {
  const auto order = [](const Shape& shape, Layout layout) {
    return axisOrder(shape, layout, "a.npy").value();
  };
  EXPECT_TRUE(order({3, 32, 3}, Layout::kNhwc).channels_last);
  EXPECT_FALSE(order({32, 32, 3}, Layout::kNchw).channels_last);
  EXPECT_TRUE(order({28, 28}, Layout::kNhw).adds_channel);
  EXPECT_FALSE(order({28, 28}, Layout::kAsIs).adds_channel);
  EXPECT_FALSE(order({32, 32, 3}, Layout::kAsIs).channels_last);
  EXPECT_THAT(axisOrder(Shape{28, 28}, Layout::kNhwc, "a.npy").error().message(),
              HasSubstr("a.npy: has samples of 28 x 28 numbers, but --layout nhwc needs 3 axes"));
  EXPECT_THAT(axisOrder(Shape{4}, Layout::kNhw, "a.npy").error().message(),
              HasSubstr("needs 2 axes per sample"));
}

/// Four pictures of `rows` x `columns` x `channels`, whose number at (n, c, h, w) says where it is.
class StoredPictures : public testing::Test {
 protected:
  static constexpr std::uint64_t kPictures = 4;
  static constexpr std::uint64_t kRows = 6;
  static constexpr std::uint64_t kColumns = 5;
  static constexpr std::uint64_t kChannels = 3;

  /// The numbers in the order of the axes, of which `at(n, c, h, w)` is the place of each.
  template <typename At>
  static std::vector<float> stored(const At& at) {
    std::vector<float> numbers(kPictures * kRows * kColumns * kChannels);
    for (std::uint64_t n = 0; n < kPictures; ++n) {
      for (std::uint64_t c = 0; c < kChannels; ++c) {
        for (std::uint64_t h = 0; h < kRows; ++h) {
          for (std::uint64_t w = 0; w < kColumns; ++w) {
            numbers[at(n, c, h, w)] = static_cast<float>(1000 * n + 100 * c + 10 * h + w) / 7.0F;
          }
        }
      }
    }
    return numbers;
  }
  [[nodiscard]] OpenedData opened(const std::string& npy, Layout layout = Layout::kAuto) const {
    return openData({.path = folder_.file("x" + std::to_string(files_++) + ".npy", npy),
                     .labels = folder_.file("y.npy", npyOf<std::int64_t>("<i8", "4", {0, 1, 0, 1})),
                     .layout = layout});
  }
  static std::string first() {
    return npyOf("<f4", "4, 3, 6, 5", stored([](auto n, auto c, auto h, auto w) {
                   return ((n * kChannels + c) * kRows + h) * kColumns + w;
                 }));
  }
  static std::string last(bool fortran) {
    return npyOf("<f4", "4, 6, 5, 3", stored([fortran](auto n, auto c, auto h, auto w) {
                   return fortran ? n + kPictures * (h + kRows * (w + kColumns * c))
                                  : ((n * kRows + h) * kColumns + w) * kChannels + c;
                 }),
                 fortran);
  }

  TemporaryFolder folder_;
  mutable int files_ = 0;  ///< a data set reads its file when it is asked
};

TEST_F(StoredPictures, AreTheSameSamplesBitByBit) {
  const OpenedData wanted = opened(first());
  ASSERT_EQ(wanted.error, "");
  EXPECT_THAT(wanted.dataset->head().notes, IsEmpty());
  for (const bool fortran : {false, true}) {
    const OpenedData data = opened(last(fortran));
    ASSERT_EQ(data.error, "");
    EXPECT_THAT(data.dataset->head().shape, ElementsAre(kChannels, kRows, kColumns));
    EXPECT_THAT(data.dataset->head().notes,
                ElementsAre("samples of 6 x 5 x 3 are read as rows x columns x channels and "
                            "converted to channels-first"));
    for (std::uint64_t i = 0; i < kPictures; ++i) EXPECT_EQ(data.sample(i), wanted.sample(i)) << i;
  }
}

TEST_F(StoredPictures, AreTakenAsTheyAreWhereThatIsSaid) {
  const OpenedData data = opened(last(false), Layout::kNchw);
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.dataset->head().shape, ElementsAre(kRows, kColumns, kChannels));
  EXPECT_FLOAT_EQ(data.sample(1)[1], 1100 / 7.0F);
}

TEST_F(StoredPictures, OfIdxAndNpzAreReadByTheSameRule) {
  std::string idx({0, 0, 8, 4, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3});
  for (int i = 0; i < 24; ++i) idx += static_cast<char>(i);
  const OpenedData data =
      openData({.path = folder_.file("colors", idx),
                .labels = folder_.file("kinds", std::string({0, 0, 8, 1, 0, 0, 0, 2, 0, 1}))});
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.dataset->head().shape, ElementsAre(3U, 2U, 2U));
  EXPECT_FLOAT_EQ(data.sample(1)[0], 12 / 255.0F);
  EXPECT_FLOAT_EQ(data.sample(1)[1], 15 / 255.0F);
  const OpenedData gray = openData(
      {.path = folder_.file(
           "gray.npz", npzOf({{"x", npyOf<float>("<f4", "4, 2, 2", std::vector<float>(16, 0.5F))},
                              {"y", npyOf<std::int64_t>("<i8", "4", {0, 1, 0, 1})}}))});
  ASSERT_EQ(gray.error, "");
  EXPECT_THAT(gray.dataset->head().shape, ElementsAre(1U, 2U, 2U));
  EXPECT_THAT(gray.dataset->head().notes, Contains(HasSubstr("pictures with one channel")));
}

}  // namespace
}  // namespace emascope
