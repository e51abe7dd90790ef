// SPDX-License-Identifier: Apache-2.0
#include "core/models/kernels/digits_kernels.h"
#include "core/models/kernels/instruction_set.h"
#include "core/models/kernels/two_spirals_kernels.h"

namespace emascope::kernels {

namespace baseline {
extern const SpiralsKernels kSpirals;
extern const DigitsKernels kDigits;
}  // namespace baseline
#if EMASCOPE_WIDE_ISAS
namespace avx2 {
extern const SpiralsKernels kSpirals;
extern const DigitsKernels kDigits;
}  // namespace avx2
namespace avx512 {
extern const SpiralsKernels kSpirals;
extern const DigitsKernels kDigits;
}  // namespace avx512
#endif

bool isUsable(InstructionSet set) {
  if (set == InstructionSet::kBaseline) return true;
#if EMASCOPE_WIDE_ISAS
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  return avx2 && (set == InstructionSet::kAvx2 || __builtin_cpu_supports("avx512f"));
#else
  return false;
#endif
}

InstructionSet widestInstructionSet() {
  if (isUsable(InstructionSet::kAvx512)) return InstructionSet::kAvx512;
  return isUsable(InstructionSet::kAvx2) ? InstructionSet::kAvx2 : InstructionSet::kBaseline;
}

const SpiralsKernels& spiralsKernels(InstructionSet set) {
#if EMASCOPE_WIDE_ISAS
  if (set == InstructionSet::kAvx512) return avx512::kSpirals;
  if (set == InstructionSet::kAvx2) return avx2::kSpirals;
#endif
  (void)set;
  return baseline::kSpirals;
}

const DigitsKernels& digitsKernels(InstructionSet set) {
#if EMASCOPE_WIDE_ISAS
  if (set == InstructionSet::kAvx512) return avx512::kDigits;
  if (set == InstructionSet::kAvx2) return avx2::kDigits;
#endif
  (void)set;
  return baseline::kDigits;
}

}  // namespace emascope::kernels
