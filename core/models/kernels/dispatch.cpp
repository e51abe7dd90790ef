// SPDX-License-Identifier: Apache-2.0
#include "core/models/kernels/two_spirals_kernels.h"

namespace emascope::kernels {

namespace baseline {
extern const SpiralsKernels kSpirals;
}
#if EMASCOPE_WIDE_ISAS
namespace avx2 {
extern const SpiralsKernels kSpirals;
}
namespace avx512 {
extern const SpiralsKernels kSpirals;
}
#endif

namespace {

#if EMASCOPE_WIDE_ISAS
bool hasAvx2() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
bool hasAvx512() { return hasAvx2() && __builtin_cpu_supports("avx512f"); }
#endif

}  // namespace

const SpiralsKernels& spiralsKernels() {
#if EMASCOPE_WIDE_ISAS
  if (hasAvx512()) return avx512::kSpirals;
  if (hasAvx2()) return avx2::kSpirals;
#endif
  return baseline::kSpirals;
}

}  // namespace emascope::kernels
