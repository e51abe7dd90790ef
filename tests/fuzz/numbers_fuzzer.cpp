// SPDX-License-Identifier: Apache-2.0
//
// Numbers as people write them: any bytes are read or refused, what is read is finite, and what is
// printed reads back as the same number.
#include "core/base/numbers.h"

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto number = emascope::parseNumber(text, "value"); number) {
    if (!std::isfinite(*number)) std::abort();
    const auto again = emascope::parseNumber(emascope::formatNumber(*number), "value");
    if (!again || std::bit_cast<std::uint64_t>(*again) != std::bit_cast<std::uint64_t>(*number)) {
      std::abort();
    }
  }
  if (const auto whole = emascope::parseInteger(text, "value"); whole) {
    constexpr std::int64_t kMost = std::int64_t{1} << 53;
    if (*whole < -kMost || *whole > kMost) std::abort();
  }
  return 0;
}
