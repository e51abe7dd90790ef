// SPDX-License-Identifier: Apache-2.0
//
// WebP pictures, decoded with libwebp. Refuses animations.
#pragma once

#include "core/base/result.h"
#include "core/data/formats/image_bytes.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace emascope {

/// None if `begin` ends before the size.
[[nodiscard]] Result<std::optional<ImageSides>> webpSides(std::span<const std::byte> begin,
                                                          const std::string& where);

/// [height][width][channels]: red, green and blue, or gray as (77 R + 150 G + 29 B) / 256.
/// [any-thread]
/// @pre webpSides() has returned the size of `bytes`, the entire file; channels is 1 or 3
[[nodiscard]] Result<std::vector<std::uint8_t>> decodeWebp(std::span<const std::byte> bytes,
                                                           std::uint32_t channels,
                                                           const std::string& where);

}  // namespace emascope
