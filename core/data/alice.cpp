// SPDX-License-Identifier: Apache-2.0
#include "core/data/alice.h"

// The assembler embeds the file. EMASCOPE_ALICE is its path.
asm(R"(
  .section .rodata
  .global emascope_alice
  .hidden emascope_alice
emascope_alice:
  .incbin ")" EMASCOPE_ALICE R"("
  .global emascope_alice_end
  .hidden emascope_alice_end
emascope_alice_end:
  .byte 0
  .text
)");

extern "C" {
extern const char emascope_alice[];      // NOLINT(readability-identifier-naming): symbol
extern const char emascope_alice_end[];  // NOLINT(readability-identifier-naming): symbol
}

namespace emascope {

std::string_view aliceText() { return {emascope_alice, emascope_alice_end}; }

}  // namespace emascope
