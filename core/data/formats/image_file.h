// SPDX-License-Identifier: Apache-2.0
//
// Pictures in PNG, JPEG, BMP and WebP, as floats from 0 to 1 in planes of equal size. Decoded with
// stb_image and libwebp from memory, after the size, checksums and end were checked: damaged and
// truncated files are refused, and pictures with more than kMostImagePixels pixels before anything
// is allocated for them. Drops transparency, converts 16 bits to 8, and uses the still picture of
// an animated PNG. Reports the EXIF orientation but does not apply it, as in torchvision's data
// sets.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace emascope {

inline constexpr std::uint64_t kMostImagePixels = 40'000'000;
inline constexpr std::uint64_t kMostImageBytes = std::uint64_t{256} << 20U;  ///< largest file size

struct ImageInfo {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  bool gray = false;
  unsigned orientation = 1;  ///< EXIF orientation, 1 to 8; 1: upright or not given
  unsigned bits = 8;         ///< per channel, as stored
};

/// Reads only the file's beginning and end.
[[nodiscard]] Result<ImageInfo> inspectImage(const std::string& path);

/// Reads a picture resized to `side` x `side` pixels, without preserving the aspect ratio, into
/// `planes` [channels][side][side]. Enlarges by interpolation and reduces by averaging (a triangle
/// filter as wide as the step). [any-thread], also concurrently.
/// @pre channels is 1 or 3, planes.size() == channels * side * side
[[nodiscard]] Status readImage(const std::string& path, std::uint32_t side, std::uint32_t channels,
                               std::span<float> planes);

}  // namespace emascope
