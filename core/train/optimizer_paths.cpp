// SPDX-License-Identifier: Apache-2.0
#include "core/train/optimizer_loops.h"

namespace emascope {

namespace baseline {
extern const OptimizerLoops kOptimizerLoops;
}
#if EMASCOPE_WIDE_ISAS
namespace avx2 {
extern const OptimizerLoops kOptimizerLoops;
}
namespace avx512 {
extern const OptimizerLoops kOptimizerLoops;
}
#endif

const OptimizerLoops& optimizerLoops(BlendPath path) {
#if EMASCOPE_WIDE_ISAS
  if (path == BlendPath::kAvx512) return avx512::kOptimizerLoops;
  if (path == BlendPath::kAvx2) return avx2::kOptimizerLoops;
#endif
  (void)path;
  return baseline::kOptimizerLoops;
}

}  // namespace emascope
