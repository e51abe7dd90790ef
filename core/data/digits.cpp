// SPDX-License-Identifier: Apache-2.0
#include "core/data/digits.h"

// The assembler embeds the file; the tests check its length. EMASCOPE_DIGITS is its path.
asm(R"(
  .section .rodata
  .global emascope_digits
  .hidden emascope_digits
emascope_digits:
  .incbin ")" EMASCOPE_DIGITS R"("
  .global emascope_digits_end
  .hidden emascope_digits_end
emascope_digits_end:
  .byte 0
  .text
)");

extern "C" {
extern const std::uint8_t emascope_digits[];      // NOLINT(readability-identifier-naming): symbol
extern const std::uint8_t emascope_digits_end[];  // NOLINT(readability-identifier-naming): symbol
}

namespace emascope {
namespace {

std::span<const std::uint8_t> file() { return {emascope_digits, emascope_digits_end}; }

}  // namespace

std::span<const std::uint8_t> digitPixels() { return file().first(kDigitCount * kDigitPixels); }
std::span<const std::uint8_t> digitLabels() { return file().subspan(kDigitCount * kDigitPixels); }

}  // namespace emascope
