// SPDX-License-Identifier: Apache-2.0
//
// Whether the bytes of a picture are whole, before a decoder sees them: PNG's chunks with their
// checksums, JPEG's segments up to the end of its scans, BMP's size, WebP's chunks. A decoder would
// fill what is missing with gray.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace emascope {

enum class ImageFormat { kPng, kJpeg, kBmp, kWebp };

/// By the first bytes; other known formats are refused by their names.
[[nodiscard]] Result<ImageFormat> imageFormat(std::span<const std::byte> begin,
                                              const std::string& where);

struct ImageSides {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};

/// Bits a channel, from a PNG's header; else 8.
[[nodiscard]] unsigned bitsAChannel(ImageFormat format, std::span<const std::byte> begin);

/// From a PNG's header, also where a decoder would take the picture for none at all.
[[nodiscard]] std::optional<ImageSides> pngSides(std::span<const std::byte> begin);

/// What a decoder must not be given, even to be asked for the size alone, in a file's first bytes.
[[nodiscard]] Status checkBeginning(ImageFormat format, std::span<const std::byte> begin,
                                    const std::string& where);

/// @pre `bytes` are the whole file, which imageFormat() calls `format`
[[nodiscard]] Status checkWhole(ImageFormat format, std::span<const std::byte> bytes,
                                const std::string& where);

/// Whether a file's last bytes look like the end of one; where not, checkWhole() decides.
[[nodiscard]] bool looksEnded(ImageFormat format, std::span<const std::byte> tail);

}  // namespace emascope
