// SPDX-License-Identifier: Apache-2.0
//
// The checksum of TFRecord files: a CRC-32C, rotated right by 15 bits and with a constant added, so
// that a checksum that is itself part of data does not spoil theirs
// (tensorflow/core/lib/hash/crc32c.h).
#pragma once

#include "core/base/crc32c.h"

#include <bit>
#include <cstdint>
#include <string_view>

namespace emascope {

[[nodiscard]] inline std::uint32_t maskedCrc32c(std::string_view bytes) {
  constexpr std::uint32_t kMaskDelta = 0xA282EAD8U;
  return std::rotr(crc32c(bytes), 15) + kMaskDelta;
}

}  // namespace emascope
