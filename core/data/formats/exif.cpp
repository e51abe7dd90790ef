// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/exif.h"

#include <cstdint>
#include <string_view>

namespace emascope {
namespace {

using Bytes = std::span<const std::byte>;

constexpr unsigned kUpright = 1;
constexpr std::string_view kExif{"Exif\0\0", 6};

/// `count` bytes at `at` as a number; 0 past the end.
std::uint64_t numberAt(Bytes bytes, std::uint64_t at, unsigned count, bool big_endian) {
  if (at > bytes.size() || bytes.size() - at < count) return 0;
  std::uint64_t number = 0;
  for (unsigned i = 0; i < count; ++i) {
    const std::uint64_t place = big_endian ? at + i : at + count - 1 - i;
    number = number << 8U | std::to_integer<std::uint64_t>(bytes[place]);
  }
  return number;
}

bool beginsWith(Bytes bytes, std::string_view text) {
  return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size())
      .starts_with(text);
}

Bytes without(Bytes bytes, std::string_view begin) {
  return beginsWith(bytes, begin) ? bytes.subspan(begin.size()) : bytes;
}

/// The orientation in TIFF tags.
unsigned orientationOf(Bytes tiff) {
  constexpr std::uint64_t kOrientation = 0x0112;
  constexpr std::uint64_t kShort = 3;
  constexpr std::uint64_t kEntry = 12;
  const bool big_endian = beginsWith(tiff, std::string_view("MM\0*", 4));
  if (!big_endian && !beginsWith(tiff, std::string_view("II*\0", 4))) return kUpright;
  const std::uint64_t directory = numberAt(tiff, 4, 4, big_endian);
  const std::uint64_t entries = numberAt(tiff, directory, 2, big_endian);
  for (std::uint64_t i = 0; i < entries; ++i) {
    const std::uint64_t at = directory + 2 + i * kEntry;
    if (numberAt(tiff, at, 2, big_endian) != kOrientation) continue;
    if (numberAt(tiff, at + 2, 2, big_endian) != kShort) return kUpright;
    const std::uint64_t value = numberAt(tiff, at + 8, 2, big_endian);
    return value >= 1 && value <= 8 ? static_cast<unsigned>(value) : kUpright;
  }
  return kUpright;
}

/// The APP1 segment with EXIF before the first scan.
Bytes exifOfJpeg(Bytes bytes) {
  constexpr std::uint64_t kApp1 = 0xFFE1;
  constexpr std::uint64_t kStartOfScan = 0xFFDA;
  std::uint64_t at = 2;
  while (at + 4 <= bytes.size()) {
    const std::uint64_t marker = numberAt(bytes, at, 2, true);
    if (marker == 0xFFFF) {  // padding
      ++at;
      continue;
    }
    const std::uint64_t length = numberAt(bytes, at + 2, 2, true);
    if (marker == kStartOfScan || marker < 0xFF00 || length < 2) break;
    if (length > bytes.size() - at - 2) break;
    const Bytes content = bytes.subspan(at + 4, length - 2);
    if (marker == kApp1 && beginsWith(content, kExif)) return content.subspan(kExif.size());
    at += 2 + length;
  }
  return {};
}

/// The content of the chunk `name`. PNG chunks have the length before the name and a checksum after
/// the content. WebP chunks have the length after the name and start at even offsets.
Bytes chunkOf(Bytes bytes, std::string_view name, bool png) {
  constexpr std::uint64_t kPngHeader = 8;
  constexpr std::uint64_t kWebpHeader = 12;
  constexpr std::uint64_t kChunkHeader = 8;
  std::uint64_t at = png ? kPngHeader : kWebpHeader;
  while (at + kChunkHeader <= bytes.size()) {
    const std::uint64_t length = numberAt(bytes, png ? at : at + 4, 4, png);
    if (length > bytes.size() - at - kChunkHeader) break;
    if (beginsWith(bytes.subspan(png ? at + 4 : at), name)) {
      return bytes.subspan(at + kChunkHeader, length);
    }
    at += kChunkHeader + length + (png ? 4 : length % 2);
  }
  return {};
}

}  // namespace

unsigned exifOrientation(ImageFormat format, std::span<const std::byte> bytes) {
  switch (format) {
    case ImageFormat::kJpeg:
      return orientationOf(exifOfJpeg(bytes));
    case ImageFormat::kPng:
      return orientationOf(without(chunkOf(bytes, "eXIf", true), kExif));
    case ImageFormat::kWebp:
      return orientationOf(without(chunkOf(bytes, "EXIF", false), kExif));
    case ImageFormat::kBmp:
      break;
  }
  return kUpright;
}

}  // namespace emascope
