// SPDX-License-Identifier: Apache-2.0
//
// The instruction sets that the vector loops are compiled for. A source with such loops is compiled
// once for each (cmake/EmascopePerIsa.cmake); the program selects one at run time.
#pragma once

namespace emascope {

enum class InstructionSet {
  kPortable,  ///< the compiler's baseline for this architecture
  kAvx2,      ///< x86-64 with AVX2 and FMA
  kAvx512,    ///< x86-64 with AVX-512F as well
};

/// [any-thread] True if this program was built for it and this processor supports it; always true
/// for kPortable.
[[nodiscard]] bool isUsable(InstructionSet set);

/// [any-thread] The widest usable instruction set. The environment variable
/// EMASCOPE_INSTRUCTION_SET (portable, avx2, avx512), read at the first call, overrides it; unknown
/// or unusable values are ignored.
[[nodiscard]] InstructionSet widestInstructionSet();

/// [any-thread] Whether that variable decides.
[[nodiscard]] bool isInstructionSetRequested();

/// "portable", "avx2" or "avx512".
[[nodiscard]] const char* nameOf(InstructionSet set);

}  // namespace emascope
