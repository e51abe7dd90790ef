// SPDX-License-Identifier: Apache-2.0
//
// Selects the optimizers' loops for the widest instruction set of this processor.
#include "core/simd/dispatch.h"
#include "core/train/optimizer_loops.h"

namespace emascope {

EMASCOPE_DISPATCH(OptimizerLoops, kOptimizerLoops, optimizerLoops)

}  // namespace emascope
