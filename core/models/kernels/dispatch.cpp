// SPDX-License-Identifier: Apache-2.0
//
// Selects the demos' kernels for the widest instruction set of this processor.
#include "core/simd/dispatch.h"

#include "core/models/kernels/digits_kernels.h"
#include "core/models/kernels/two_spirals_kernels.h"

namespace emascope::kernels {

EMASCOPE_DISPATCH(SpiralsKernels, kSpirals, spiralsKernels)
EMASCOPE_DISPATCH(DigitsKernels, kDigits, digitsKernels)

}  // namespace emascope::kernels
