// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/image_bytes.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <zlib.h>

namespace emascope {
namespace {

std::string_view asText(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

unsigned byteAt(std::span<const std::byte> bytes, std::size_t i) {
  return std::to_integer<unsigned>(bytes[i]);
}

std::uint32_t bigEndian32(std::span<const std::byte> bytes, std::size_t at) {
  return byteAt(bytes, at) << 24U | byteAt(bytes, at + 1) << 16U | byteAt(bytes, at + 2) << 8U |
         byteAt(bytes, at + 3);
}

std::uint32_t littleEndian32(std::span<const std::byte> bytes, std::size_t at) {
  return byteAt(bytes, at) | byteAt(bytes, at + 1) << 8U | byteAt(bytes, at + 2) << 16U |
         byteAt(bytes, at + 3) << 24U;
}

Error cutShort(const std::string& where) { return {where, "is truncated", kAcceptedPictures}; }

/// A sequence of chunks (length, name, content, checksum) up to IEND.
Status checkPng(std::span<const std::byte> bytes, const std::string& where) {
  constexpr std::size_t kSignature = 8;
  constexpr std::size_t kAroundContent = 12;
  std::size_t at = kSignature;
  while (true) {
    if (bytes.size() - at < kAroundContent) return cutShort(where);
    const std::uint64_t length = bigEndian32(bytes, at);
    if (length > bytes.size() - at - kAroundContent) return cutShort(where);
    const auto named = bytes.subspan(at + 4, length + 4);
    const auto sum = crc32_z(0, reinterpret_cast<const unsigned char*>(named.data()), named.size());
    if (sum != bigEndian32(bytes, at + 8 + length)) {
      return Error{where, "is damaged: a checksum is wrong at byte " + std::to_string(at),
                   kAcceptedPictures};
    }
    if (asText(named).starts_with("IEND")) return Ok{};
    at += kAroundContent + length;
  }
}

/// `tables`: the available content of a Huffman table segment, after its length. The decoder would
/// write out of bounds for a table of more than 256 codes.
Status checkHuffmanTables(std::span<const std::byte> tables, std::size_t length,
                          const std::string& where) {
  constexpr std::size_t kHeader = 17;  // table number, and number of codes of each length
  constexpr std::size_t kMostCodes = 256;
  while (length > 0 && tables.size() >= kHeader) {
    std::size_t codes = 0;
    for (std::size_t i = 1; i < kHeader; ++i) codes += byteAt(tables, i);
    const std::size_t used = kHeader + codes;
    if (codes > kMostCodes || used > length) {
      return Error{where, "is damaged: a Huffman table is too long", kAcceptedPictures};
    }
    tables = tables.subspan(std::min(used, tables.size()));
    length -= used;
  }
  return Ok{};
}

/// From the first scan on, there must be an end marker, and tables between scans must be valid. In
/// a scan's coded data, 0xFF is never followed by a marker's code.
Status checkScans(std::span<const std::byte> bytes, const std::string& where) {
  constexpr std::string_view kTables = "\xFF\xC4";
  const std::string_view text = asText(bytes);
  if (text.find("\xFF\xD9") == std::string_view::npos) return cutShort(where);
  for (std::size_t at = text.find(kTables); at != std::string_view::npos;
       at = text.find(kTables, at + 1)) {
    if (bytes.size() - at < 4) return cutShort(where);
    const std::size_t length = byteAt(bytes, at + 2) << 8U | byteAt(bytes, at + 3);
    if (length < 2) return cutShort(where);
    const auto sound = checkHuffmanTables(bytes.subspan(at + 4), length - 2, where);
    if (!sound) return sound;
  }
  return Ok{};
}

/// Segments up to the first scan. An end marker in them belongs to a preview.
Status checkJpeg(std::span<const std::byte> bytes, const std::string& where) {
  constexpr unsigned kStartOfScan = 0xDA;
  constexpr unsigned kHuffmanTables = 0xC4;
  std::size_t at = 2;
  while (true) {
    if (bytes.size() - at < 4) return cutShort(where);
    if (byteAt(bytes, at) != 0xFFU) {
      return Error{where, "is damaged: no marker at byte " + std::to_string(at), kAcceptedPictures};
    }
    const unsigned marker = byteAt(bytes, at + 1);
    if (marker == 0xFFU) {  // padding
      ++at;
      continue;
    }
    if (marker == kStartOfScan) break;
    const std::size_t length = byteAt(bytes, at + 2) << 8U | byteAt(bytes, at + 3);
    if (length < 2 || length > bytes.size() - at - 2) return cutShort(where);
    if (marker == kHuffmanTables) {
      const auto sound = checkHuffmanTables(bytes.subspan(at + 4), length - 2, where);
      if (!sound) return sound;
    }
    at += 2 + length;
  }
  return checkScans(bytes.subspan(at), where);
}

Status checkBmp(std::span<const std::byte> bytes, const std::string& where) {
  constexpr std::size_t kHeaders = 54;
  constexpr std::uint32_t kLongHeader = 40;
  if (bytes.size() < kHeaders) return cutShort(where);
  if (littleEndian32(bytes, 14) < kLongHeader || littleEndian32(bytes, 30) == 1 ||
      littleEndian32(bytes, 30) == 2) {
    return Ok{};  // OS/2 and compressed bitmaps, which the decoder refuses
  }
  const std::uint64_t width = littleEndian32(bytes, 18);
  const auto signed_height = static_cast<std::int32_t>(littleEndian32(bytes, 22));
  const std::uint64_t height = signed_height < 0 ? 0 - std::int64_t{signed_height} : signed_height;
  const std::uint64_t bits = byteAt(bytes, 28) | byteAt(bytes, 29) << 8U;
  const std::uint64_t row = (width * bits + 31) / 32 * 4;
  if (row * height > bytes.size() || littleEndian32(bytes, 10) > bytes.size() - row * height) {
    return cutShort(where);
  }
  return Ok{};
}

/// "RIFF", a size, "WEBP", then chunks: name, length, content, padded to an even length.
Status checkWebp(std::span<const std::byte> bytes, const std::string& where) {
  constexpr std::size_t kSizeEnds = 8;
  constexpr std::size_t kHeader = 12;
  if (bytes.size() < kHeader) return cutShort(where);
  const std::uint64_t announced = kSizeEnds + std::uint64_t{littleEndian32(bytes, 4)};
  if (announced > bytes.size()) return cutShort(where);
  std::uint64_t at = kHeader;
  while (at < announced) {
    if (announced - at < kSizeEnds) return cutShort(where);
    const std::uint64_t length = littleEndian32(bytes, at + 4);
    if (length > announced - at - kSizeEnds) return cutShort(where);
    at += kSizeEnds + length + length % 2;
  }
  return Ok{};
}

/// Segments up to the frame segment, searched as the decoder does, which skips other bytes.
Status checkJpegBeginning(std::span<const std::byte> begin, const std::string& where) {
  constexpr unsigned kAllOnes = 0xFF;
  constexpr unsigned kFirstFrame = 0xC0;
  constexpr unsigned kLastFrame = 0xC2;
  constexpr unsigned kHuffmanTables = 0xC4;
  std::size_t at = 2;
  while (at + 4 <= begin.size()) {
    const unsigned marker = byteAt(begin, at + 1);
    if (byteAt(begin, at) != kAllOnes || marker == kAllOnes) {
      ++at;
      continue;
    }
    if (marker >= kFirstFrame && marker <= kLastFrame) break;
    const std::size_t length = byteAt(begin, at + 2) << 8U | byteAt(begin, at + 3);
    if (length < 2) break;
    if (marker == kHuffmanTables) {
      const auto sound = checkHuffmanTables(begin.subspan(at + 4), length - 2, where);
      if (!sound) return sound;
    }
    at += 2 + length;
  }
  return Ok{};
}

}  // namespace

Status checkBeginning(ImageFormat format, std::span<const std::byte> begin,
                      const std::string& where) {
  return format == ImageFormat::kJpeg ? checkJpegBeginning(begin, where) : Status(Ok{});
}

Result<ImageFormat> imageFormat(std::span<const std::byte> begin, const std::string& where) {
  const std::string_view text = asText(begin);
  if (text.empty()) return Error{where, "is empty", kAcceptedPictures};
  if (text.starts_with("\x89PNG\r\n\x1A\n")) return ImageFormat::kPng;
  if (text.starts_with("\xFF\xD8\xFF")) return ImageFormat::kJpeg;
  if (text.starts_with("BM")) return ImageFormat::kBmp;
  if (text.starts_with("RIFF") &&
      text.substr(std::min<std::size_t>(8, text.size())).starts_with("WEBP"))
    return ImageFormat::kWebp;
  struct Known {
    std::string_view begin;
    const char* name;
  };
  constexpr std::array<Known, 6> kOthers{{{"GIF8", "a GIF"},
                                          {"RIFF", "a RIFF file, such as sound"},
                                          {{"II*\0", 4}, "a TIFF"},
                                          {{"MM\0*", 4}, "a TIFF"},
                                          {"8BPS", "a Photoshop file"},
                                          {"%PDF", "a PDF"}}};
  for (const Known& other : kOthers) {
    if (text.starts_with(other.begin)) {
      return Error{where, std::string("is ") + other.name, kAcceptedPictures};
    }
  }
  return Error{where, "is not a known picture format", kAcceptedPictures};
}

unsigned bitsAChannel(ImageFormat format, std::span<const std::byte> begin) {
  constexpr std::size_t kBitsAt = 24;
  constexpr unsigned kUsual = 8;
  return format == ImageFormat::kPng && begin.size() > kBitsAt ? byteAt(begin, kBitsAt) : kUsual;
}

std::optional<ImageSides> pngSides(std::span<const std::byte> begin) {
  constexpr std::size_t kWidthAt = 16;
  if (begin.size() < kWidthAt + 8 || !asText(begin.subspan(12)).starts_with("IHDR")) {
    return std::nullopt;
  }
  return ImageSides{bigEndian32(begin, kWidthAt), bigEndian32(begin, kWidthAt + 4)};
}

Status checkWhole(ImageFormat format, std::span<const std::byte> bytes, const std::string& where) {
  switch (format) {
    case ImageFormat::kPng:
      return checkPng(bytes, where);
    case ImageFormat::kJpeg:
      return checkJpeg(bytes, where);
    case ImageFormat::kBmp:
      return checkBmp(bytes, where);
    case ImageFormat::kWebp:
      return checkWebp(bytes, where);
  }
  return Ok{};
}

bool looksEnded(ImageFormat format, std::span<const std::byte> tail) {
  if (format != ImageFormat::kPng && format != ImageFormat::kJpeg) return false;
  const char* const mark = format == ImageFormat::kPng ? "IEND\xAE\x42\x60\x82" : "\xFF\xD9";
  return asText(tail).find(mark) != std::string_view::npos;
}

}  // namespace emascope
