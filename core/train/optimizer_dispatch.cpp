// SPDX-License-Identifier: Apache-2.0
#include "core/simd/dispatch.h"
#include "core/train/optimizer_loops.h"

namespace emascope {

EMASCOPE_DISPATCH(OptimizerLoops, kOptimizerLoops, optimizerLoops)

}  // namespace emascope
