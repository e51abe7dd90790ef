// SPDX-License-Identifier: Apache-2.0
//
// Checks that a picture's bytes are complete before a decoder sees them: PNG chunks with checksums,
// JPEG segments up to the end of the scans, BMP size, WebP chunks. Decoders would fill missing
// parts with gray.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace emascope {

/// In errors: what is allowed.
inline constexpr const char* kAcceptedPictures = "a complete PNG, JPEG, BMP or WebP file";

enum class ImageFormat { kPng, kJpeg, kBmp, kWebp };

/// Detects the format from the first bytes. Errors name other known formats.
[[nodiscard]] Result<ImageFormat> imageFormat(std::span<const std::byte> begin,
                                              const std::string& where);

struct ImageSides {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};

/// Bits per channel from a PNG's header; 8 for other formats.
[[nodiscard]] unsigned bitsAChannel(ImageFormat format, std::span<const std::byte> begin);

/// Size from a PNG's header, even if a decoder would reject the picture.
[[nodiscard]] std::optional<ImageSides> pngSides(std::span<const std::byte> begin);

/// Refuses beginnings that must not be passed to a decoder, not even to query the size.
[[nodiscard]] Status checkBeginning(ImageFormat format, std::span<const std::byte> begin,
                                    const std::string& where);

/// @pre `bytes` is the entire file, of format `format` according to imageFormat()
[[nodiscard]] Status checkWhole(ImageFormat format, std::span<const std::byte> bytes,
                                const std::string& where);

/// Whether a file's last bytes look complete. If not, checkWhole() decides.
[[nodiscard]] bool looksEnded(ImageFormat format, std::span<const std::byte> tail);

}  // namespace emascope
