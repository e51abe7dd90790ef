// SPDX-License-Identifier: Apache-2.0
//
// Selects among the function tables of a source that is compiled once per instruction set.
//
// The source defines `const Type name` in namespace EMASCOPE_ISA. In the enclosing namespace of
// another file, EMASCOPE_DISPATCH(Type, name, function) declares these tables and defines
//   const Type& function(InstructionSet set);   // @pre isUsable(set)
#pragma once

#include "core/simd/instruction_set.h"

// clang-format off
#if EMASCOPE_WIDE_ISAS
#define EMASCOPE_DISPATCH(Type, name, function)                \
  namespace portable { extern const Type name; }               \
  namespace avx2 { extern const Type name; }                   \
  namespace avx512 { extern const Type name; }                 \
  const Type& function(InstructionSet set) {                   \
    if (set == InstructionSet::kAvx512) return avx512::name;   \
    if (set == InstructionSet::kAvx2) return avx2::name;       \
    return portable::name;                                     \
  }
#else
#define EMASCOPE_DISPATCH(Type, name, function)                \
  namespace portable { extern const Type name; }               \
  const Type& function(InstructionSet) { return portable::name; }
#endif
// clang-format on
