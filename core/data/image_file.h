// SPDX-License-Identifier: Apache-2.0
//
// Pictures in PNG, JPEG, BMP and WebP, as floats from 0 to 1 in planes of one size. Decoded by
// stb_image and libwebp from bytes in memory, of which the size, the checksums and the end have
// been checked before: damaged and cut files are refused, and those of more than kMostImagePixels
// before anything is allocated for them. Transparency is dropped, 16 bits become 8, of an animated
// PNG the still picture is taken. An EXIF orientation is told and not applied, as in torchvision's
// datasets.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace emascope {

inline constexpr std::uint64_t kMostImagePixels = 40'000'000;
inline constexpr std::uint64_t kMostImageBytes = std::uint64_t{256} << 20U;  ///< of a file

struct ImageInfo {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  bool gray = false;
  unsigned orientation = 1;  ///< EXIF's, 1 to 8; 1: upright, or not said
  unsigned bits = 8;         ///< a channel, as stored
};

/// From the file's beginning and end; the middle is not read.
[[nodiscard]] Result<ImageInfo> inspectImage(const std::string& path);

/// The picture in `side` x `side` pixels, its sides stretched alike or not: `planes` is
/// [channels][side][side]. Smaller pictures are interpolated, larger ones averaged (a triangle
/// filter as wide as the step). [any-thread], also at the same time.
/// @pre channels is 1 or 3, planes.size() == channels * side * side
[[nodiscard]] Status readImage(const std::string& path, std::uint32_t side, std::uint32_t channels,
                               std::span<float> planes);

}  // namespace emascope
