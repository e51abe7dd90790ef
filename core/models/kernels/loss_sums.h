// SPDX-License-Identifier: Apache-2.0
//
// Result of an evaluation by the kernels of this folder.
#pragma once

namespace emascope::kernels {

struct LossSums {
  double loss = 0.0;     ///< cross-entropy, summed over the samples
  double correct = 0.0;  ///< number of correctly classified samples
};

}  // namespace emascope::kernels
