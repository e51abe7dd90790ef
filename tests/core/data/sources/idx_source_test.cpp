// SPDX-License-Identifier: Apache-2.0
//
// MNIST's format, plain and compressed; headers that lie.
#include "tests/core/data/opened_data.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

OpenedData idx(const std::string& samples, const std::string& labels) {
  return openData({.path = samples, .labels = labels});
}

class IdxSource : public testing::TestWithParam<const char*> {};

TEST_P(IdxSource, PicturesAreOneChannelFromNoughtToOne) {
  const std::string suffix = GetParam();
  const OpenedData data =
      idx(goldenData("images-idx3-ubyte" + suffix), goldenData("labels-idx1-ubyte" + suffix));
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.dataset->head().shape, ElementsAre(1U, 2U, 3U));
  EXPECT_THAT(data.sample(5), ElementsAre(30 / 255.0F, 31 / 255.0F, 32 / 255.0F, 33 / 255.0F,
                                          34 / 255.0F, 35 / 255.0F));
  EXPECT_THAT(data.targets().labels, ElementsAre(2, 0, 1, 2, 0, 1));
}

INSTANTIATE_TEST_SUITE_P(Files, IdxSource, testing::Values("", ".gz"), [](const auto& test) {
  return std::string(test.param).empty() ? "Plain" : "Compressed";
});

std::string header(unsigned type, std::initializer_list<std::uint32_t> axes) {
  std::string bytes{'\0', '\0', static_cast<char>(type), static_cast<char>(axes.size())};
  for (const std::uint32_t length : axes) {
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
      bytes += static_cast<char>(length >> shift & 0xFFU);
    }
  }
  return bytes;
}

TEST(IdxSourceTypes, BigEndianNumbersAreNumbers) {
  const TemporaryFolder folder;
  const std::string samples =
      folder.file("x", header(0x0D, {2, 1}) + std::string("\x3F\xC0\x00\x00\xC0\x20\x00\x00", 8));
  const std::string labels =
      folder.file("y", header(0x0B, {2}) + std::string("\x01\x00\xFF\xFE", 4));
  const OpenedData data =
      openData({.path = samples, .labels = labels, .task = TaskKind::kRegression});
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.sample(0), ElementsAre(1.5F));
  EXPECT_THAT(data.sample(1), ElementsAre(-2.5F));
  EXPECT_THAT(data.targets().values, ElementsAre(256.0F, -2.0F));
}

struct WrongIdxFile {
  const char* name;
  std::string bytes;
  const char* message;
};

class WrongIdx : public testing::TestWithParam<WrongIdxFile> {};

TEST_P(WrongIdx, IsRefused) {
  const TemporaryFolder folder;
  EXPECT_THAT(idx(folder.file("images", GetParam().bytes), goldenData("labels-idx1-ubyte")).error,
              HasSubstr(std::string("images: ") + GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Headers, WrongIdx,
    testing::Values(
        WrongIdxFile{"Cut", header(8, {6, 2, 3}) + std::string(35, 'x'),
                     "announces 36 bytes of numbers but has 35 bytes; allowed: a complete file"},
        WrongIdxFile{"TooLong", header(8, {6, 2, 3}) + std::string(37, 'x'), "announces 36 bytes"},
        WrongIdxFile{"CutHeader", header(8, {6, 2, 3}).substr(0, 9), "ends within its header"},
        WrongIdxFile{"Lies", header(8, {60000, 28, 28}) + "abc",
                     "announces 44.86 MiB of numbers but has 3 "},
        WrongIdxFile{"LargestSamples", header(14, {0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF}),
                     "has samples of 4294967295 x 4294967295 x 4294967295 numbers"},
        WrongIdxFile{"MostSamples", header(14, {0xFFFFFFFF, 8192, 8192}), "announces "},
        WrongIdxFile{"NoPixels", header(8, {6, 0, 3}), "has samples of 0 x 3 numbers"},
        WrongIdxFile{"OnlyLabels", header(8, {2}) + "ab",
                     "has one number per sample, so it is a label file"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(WrongIdxFiles, LabelsAreNeededAndMustFit) {
  EXPECT_THAT(idx(goldenData("images-idx3-ubyte"), "").error,
              HasSubstr("has no labels; allowed: --labels FILE"));
  EXPECT_THAT(idx(goldenData("images-idx3-ubyte"), goldenData("nothing")).error,
              HasSubstr("nothing: cannot be read: No such file"));
  const TemporaryFolder folder;
  EXPECT_THAT(
      idx(goldenData("images-idx3-ubyte"), folder.file("y", header(8, {5}) + "abcde")).error,
      HasSubstr("y: has 5 targets for 6 samples"));
}

TEST(WrongIdxFiles, CompressedFilesAreNotBelieved) {
  const TemporaryFolder folder;
  std::string bytes = TemporaryFolder::contents(goldenData("images-idx3-ubyte.gz"));
  const std::string cut = folder.file("cut.gz", bytes.substr(0, bytes.size() - 12));
  EXPECT_THAT(idx(cut, goldenData("labels-idx1-ubyte")).error, HasSubstr("cut.gz: is "));
  bytes[20] = static_cast<char>(~bytes[20]);
  EXPECT_THAT(idx(folder.file("flipped.gz", bytes), goldenData("labels-idx1-ubyte")).error,
              HasSubstr("flipped.gz: "));
  EXPECT_THAT(openData({.path = goldenData("images-idx3-ubyte.gz"),
                        .labels = goldenData("labels-idx1-ubyte"),
                        .memory_budget = 35})
                  .error,
              HasSubstr("decompresses to 36 bytes; allowed: at most 35 bytes"));
}

}  // namespace
}  // namespace emascope
