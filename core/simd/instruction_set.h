// SPDX-License-Identifier: Apache-2.0
//
// The instruction sets that the vector loops are compiled for. A source with such loops is compiled
// once for each of them (cmake/EmascopePerIsa.cmake), and the program chooses when it runs.
#pragma once

namespace emascope {

enum class InstructionSet {
  kPortable,  ///< what the compiler assumes of any processor of this kind
  kAvx2,      ///< x86-64 with AVX2 and FMA
  kAvx512,    ///< x86-64 with AVX-512F as well
};

/// [any-thread] True if this program was built for it and this processor has it; always for
/// kPortable.
[[nodiscard]] bool isUsable(InstructionSet set);

/// [any-thread] The widest usable one. The environment variable EMASCOPE_INSTRUCTION_SET (portable,
/// avx2, avx512), read at the first call, chooses another; a value that is unknown or not usable is
/// ignored.
[[nodiscard]] InstructionSet widestInstructionSet();

/// "portable", "avx2" or "avx512".
[[nodiscard]] const char* nameOf(InstructionSet set);

}  // namespace emascope
