// SPDX-License-Identifier: Apache-2.0
//
// Pictures: decoded and resized as Pillow does (tests/golden/data/make_pictures.py), and refused
// where they are damaged or too large.
#include "core/data/formats/image_file.h"

#include "core/data/formats/exif.h"
#include "core/data/formats/image_bytes.h"
#include "tests/core/data/opened_data.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <cmath>
#include <zlib.h>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string picture(const std::string& name) { return goldenData("pictures/" + name); }
std::string bytesOfPicture(const std::string& name) {
  return TemporaryFolder::contents(picture(name));
}

TEST(ImageFile, PicturesAreThoseThatPillowReads) {
  // Levels of 255. At the edges Pillow takes what is within the picture, this repeats the edge.
  constexpr double kMost = 6.0;
  constexpr double kMean = 2.5;
  const auto expected =
      nlohmann::json::parse(TemporaryFolder::contents(goldenData("pictures.json")));
  ASSERT_GE(expected.size(), 21U);
  for (const auto& [name, levels] : expected.items()) {
    std::vector<float> planes(48);
    const Status status = readImage(picture(name), 4, 3, planes);
    ASSERT_TRUE(status) << status.error().message();
    double most = 0.0;
    double sum = 0.0;
    for (std::size_t i = 0; i < planes.size(); ++i) {
      const double off = std::abs(planes[i] * 255.0 - levels[i].get<double>());
      most = std::max(most, off);
      sum += off;
    }
    EXPECT_LE(most, kMost) << name;
    EXPECT_LE(sum / 48.0, kMean) << name;
  }
}

TEST(ImageFile, OfItsOwnSizeAPictureIsWhatIsStored) {
  std::vector<float> planes(3);
  ASSERT_TRUE(readImage(picture("one.png"), 1, 3, planes));
  EXPECT_THAT(planes, ElementsAre(0.0F, 1.0F, 0.0F));
}

TEST(ImageFile, GrayIsTold) {
  for (const char* name : {"gray.png", "gray.jpg", "bits16.png", "bits1.png"}) {
    EXPECT_TRUE(inspectImage(picture(name))->gray) << name;
  }
  for (const char* name : {"rgb.png", "palette.png", "cmyk.jpg", "rgb.bmp"}) {
    const auto info = inspectImage(picture(name));
    ASSERT_TRUE(info) << name;
    EXPECT_FALSE(info->gray) << name;
    EXPECT_EQ(info->width, 24U) << name;
    EXPECT_EQ(info->height, 18U) << name;
  }
}

TEST(ImageFile, OrientationAndDepthAreTold) {
  for (const char* name : {"turned.jpg", "turned.png", "turned.webp"}) {
    const auto info = inspectImage(picture(name));
    ASSERT_TRUE(info) << name;
    EXPECT_EQ(info->orientation, 6U) << name;
    EXPECT_EQ(info->width, 24U) << "as stored: " << name;
  }
  for (const char* name : {"rgb.jpg", "rgb.png", "lossy.webp", "rgb.bmp"}) {
    EXPECT_EQ(inspectImage(picture(name))->orientation, 1U) << name;
  }
  EXPECT_EQ(inspectImage(picture("bits16.png"))->bits, 16U);
  EXPECT_EQ(inspectImage(picture("rgb.png"))->bits, 8U);
}

// A camera's own bytes: tags in either byte order, behind other tags, cut anywhere, or senseless.
TEST(ImageFile, OrientationIsReadFromDamagedTagsWithoutHarm) {
  const auto jpeg = [](const std::string& tiff) {
    const std::string segment = std::string("Exif\0\0", 6) + tiff;
    const std::size_t length = segment.size() + 2;
    return std::string("\xFF\xD8\xFF\xE1", 4) + static_cast<char>(length >> 8U) +
           static_cast<char>(length & 0xFFU) + segment + std::string("\xFF\xDA\0\2", 4);
  };
  const auto orientation = [](const std::string& bytes) {
    return exifOrientation(ImageFormat::kJpeg, std::as_bytes(std::span(bytes)));
  };
  const std::string big(
      "MM\0*\0\0\0\x08\0\2"
      "\x01\x0F\0\2\0\0\0\1A\0\0\0"
      "\x01\x12\0\3\0\0\0\1\0\3\0\0",
      34);
  const std::string small("II*\0\x08\0\0\0\1\0\x12\x01\3\0\1\0\0\0\x08\0\0\0", 22);
  EXPECT_EQ(orientation(jpeg(big)), 3U);
  EXPECT_EQ(orientation(jpeg(small)), 8U);
  for (std::size_t kept = 0; kept < 30; ++kept) {
    EXPECT_EQ(orientation(jpeg(big.substr(0, kept))), 1U) << kept;
    EXPECT_EQ(orientation(jpeg(big).substr(0, kept)), 1U) << kept;
  }
  std::string wrong = small;
  wrong[18] = 9;
  EXPECT_EQ(orientation(jpeg(wrong)), 1U) << "9 is no orientation";
  wrong = small;
  wrong[4] = '\xFF';
  EXPECT_EQ(orientation(jpeg(wrong)), 1U) << "a directory that is not there";
}

TEST(ImageFile, EveryCutIsNoticed) {
  const TemporaryFolder folder;
  std::vector<float> planes(3 * 16 * 16);
  for (const char* name : {"rgb.png", "rgb.jpg", "progressive.jpg", "rgb.bmp", "animated.png",
                           "lossy.webp", "lossless.webp", "turned.webp"}) {
    const std::string bytes = bytesOfPicture(name);
    for (std::size_t kept = 1; kept < bytes.size(); kept += 1 + bytes.size() / 97) {
      const std::string path = folder.file("cut", bytes.substr(0, kept));
      EXPECT_FALSE(inspectImage(path)) << name << " " << kept;
      const Status status = readImage(path, 16, 3, planes);
      ASSERT_FALSE(status) << name << " " << kept;
      EXPECT_THAT(status.error().message(), HasSubstr("cut: "));
    }
  }
}

TEST(ImageFile, EveryChangedByteOfAPngIsNoticed) {
  const TemporaryFolder folder;
  std::vector<float> planes(3 * 16 * 16);
  const std::string bytes = bytesOfPicture("rgb.png");
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 0x10);
    EXPECT_FALSE(readImage(folder.file("changed", changed), 16, 3, planes)) << i;
  }
}

TEST(ImageFile, ChangedBytesWithoutAChecksumAreSurvived) {
  const TemporaryFolder folder;
  std::vector<float> planes(3 * 16 * 16);
  int read = 0;
  for (const char* name : {"rgb.jpg", "progressive.jpg", "cmyk.jpg", "rgb.bmp", "lossy.webp",
                           "lossless.webp", "turned.webp"}) {
    const std::string bytes = bytesOfPicture(name);
    for (std::size_t i = 0; i < bytes.size(); i += 7) {
      std::string changed = bytes;
      changed[i] = static_cast<char>(~changed[i]);
      if (!readImage(folder.file("changed", changed), 16, 3, planes)) continue;
      ++read;
      EXPECT_TRUE(std::ranges::all_of(planes, [](float v) { return v >= 0.0F && v <= 1.0F; }));
    }
  }
  EXPECT_GT(read, 0);
}

// The decoder would write codes beyond its table.
TEST(ImageFile, AHuffmanTableOfTooManyCodesIsRefusedUndecoded) {
  const TemporaryFolder folder;
  std::vector<float> planes(3 * 16 * 16);
  for (const char* name : {"rgb.jpg", "progressive.jpg"}) {
    const std::string whole = bytesOfPicture(name);
    int tables = 0;
    for (auto at = whole.find("\xFF\xC4"); at != std::string::npos;
         at = whole.find("\xFF\xC4", at + 1)) {
      std::string changed = whole;
      changed[at + 5 + 15] = '\xFF';  // codes of 16 bits
      changed[at + 5 + 14] = '\xFF';
      const std::string path = folder.file("table.jpg", changed);
      const Status read = readImage(path, 16, 3, planes);
      ASSERT_FALSE(read) << name << ", byte " << at;
      EXPECT_THAT(read.error().message(), HasSubstr("is damaged: a Huffman table is too long"));
      ++tables;
      // In front of the frame, where the size is looked for.
      const std::string segment = changed.substr(at, 2 + 19);
      const auto early = inspectImage(folder.file("early.jpg", whole.substr(0, 2) + segment));
      ASSERT_FALSE(early);
      EXPECT_THAT(early.error().message(), HasSubstr("a Huffman table is too long"));
    }
    EXPECT_GT(tables, 0) << name;
  }
}

/// `bytes` of a PNG that says it is of `side` x `side` pixels, checksum and all.
std::string pngOfSide(std::string bytes, std::uint32_t side) {
  constexpr std::size_t kNameAt = 12;
  constexpr std::size_t kHeader = 17;
  const auto put = [&](std::size_t at, std::uint32_t value) {
    for (unsigned i = 0; i < 4; ++i)
      bytes[at + i] = static_cast<char>(value >> (24 - 8 * i) & 0xFFU);
  };
  put(16, side);
  put(20, side);
  const auto* const header = reinterpret_cast<const unsigned char*>(bytes.data()) + kNameAt;
  put(kNameAt + kHeader, static_cast<std::uint32_t>(crc32_z(0, header, kHeader)));
  return bytes;
}

/// The same of a JPEG and of a BMP.
std::string jpegOfSide(std::string bytes, unsigned side) {
  const auto frame = bytes.find("\xFF\xC0");
  for (const std::size_t at : {frame + 5, frame + 7}) {
    bytes[at] = static_cast<char>(side >> 8U);
    bytes[at + 1] = static_cast<char>(side & 0xFFU);
  }
  return bytes;
}
std::string bmpOfSide(std::string bytes, unsigned side) {
  for (const std::size_t at : {18U, 22U}) {
    bytes[at] = static_cast<char>(side & 0xFFU);
    bytes[at + 1] = static_cast<char>(side >> 8U);
  }
  return bytes;
}

TEST(ImageFile, ThirtyThousandPixelsASideAreRefusedUndecoded) {
  constexpr unsigned kSide = 30'000;
  const TemporaryFolder folder;
  std::vector<float> planes(3 * 16);
  for (const std::string& path :
       {folder.file("huge.png", pngOfSide(bytesOfPicture("rgb.png"), kSide)),
        folder.file("huge.jpg", jpegOfSide(bytesOfPicture("rgb.jpg"), kSide)),
        folder.file("huge.bmp", bmpOfSide(bytesOfPicture("rgb.bmp"), kSide))}) {
    const std::string why = path + ": has 30000 x 30000 pixels; allowed: 1 to 40 million pixels";
    const Status read = readImage(path, 4, 3, planes);
    ASSERT_FALSE(read) << path;
    EXPECT_EQ(read.error().message(), why);
    const auto info = inspectImage(path);
    ASSERT_FALSE(info) << path;
    EXPECT_EQ(info.error().message(), why);
  }
}

TEST(ImageFile, OtherFormatsAreNamed) {
  const TemporaryFolder folder;
  std::vector<float> planes(48);
  const auto refusal = [&](const std::string& path) {
    return readImage(path, 4, 3, planes).error().message();
  };
  EXPECT_THAT(refusal(goldenData("animated.gif")),
              HasSubstr("animated.gif: is a GIF; allowed: a complete PNG"));
  EXPECT_THAT(
      refusal(goldenData("animated.webp")),
      HasSubstr("animated.webp: is an animation; allowed: a complete WebP file with one picture"));
  EXPECT_THAT(refusal(folder.file("a.webp", "RIFF1234WAVE")), HasSubstr("is a RIFF file"));
  EXPECT_THAT(refusal(folder.file("a.png", "")), HasSubstr("a.png: is empty"));
  EXPECT_THAT(refusal(folder.file("b.png", "hello")), HasSubstr("is not a known picture format"));
  EXPECT_THAT(refusal(folder / "none.png"), HasSubstr("cannot be read: No such file"));
}

/// `bytes` of a lossless WebP that says it is of `side` x `side` pixels, up to 16,384.
std::string webpOfSide(std::string bytes, std::uint32_t side) {
  const auto at = bytes.find("VP8L") + 9;  // behind name, length and the mark 0x2F
  const std::uint32_t sides = (side - 1) | (side - 1) << 14U;
  for (unsigned i = 0; i < 3; ++i) bytes[at + i] = static_cast<char>(sides >> (8 * i) & 0xFFU);
  const auto last = static_cast<unsigned char>(bytes[at + 3]) & 0xF0U;
  bytes[at + 3] = static_cast<char>(last | (sides >> 24U & 0x0FU));
  return bytes;
}

TEST(ImageFile, AWebpOfTooManyPixelsIsRefusedUndecoded) {
  const TemporaryFolder folder;
  std::vector<float> planes(3 * 16);
  const std::string path =
      folder.file("huge.webp", webpOfSide(bytesOfPicture("lossless.webp"), 16'000));
  const std::string why = path + ": has 16000 x 16000 pixels; allowed: 1 to 40 million pixels";
  EXPECT_EQ(readImage(path, 4, 3, planes).error().message(), why);
  EXPECT_EQ(inspectImage(path).error().message(), why);
}

TEST(ImageFile, AWebpMayBecomeGrayAsAPngDoes) {
  std::vector<float> of_png(16);
  std::vector<float> of_webp(16);
  ASSERT_TRUE(readImage(picture("rgb.png"), 4, 1, of_png));
  ASSERT_TRUE(readImage(picture("lossless.webp"), 4, 1, of_webp));
  EXPECT_EQ(of_webp, of_png);
}

}  // namespace
}  // namespace emascope
