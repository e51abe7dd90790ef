// SPDX-License-Identifier: Apache-2.0
//
// CRC-32C (Castagnoli), the checksum of iSCSI: RFC 3720, Section 12.1. Finds every change of up to
// 32 neighboring bits.
#pragma once

#include <cstdint>
#include <string_view>

namespace emascope {

/// The checksum of `bytes`. To compute it in pieces, pass the checksum of all earlier bytes as
/// `before`.
[[nodiscard]] std::uint32_t crc32c(std::string_view bytes, std::uint32_t before = 0);

}  // namespace emascope
