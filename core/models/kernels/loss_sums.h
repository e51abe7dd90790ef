// SPDX-License-Identifier: Apache-2.0
//
// What an evaluation by the kernels of this folder returns.
#pragma once

namespace emascope::kernels {

struct LossSums {
  double loss = 0.0;     ///< cross-entropy, summed over the samples
  double correct = 0.0;  ///< samples whose class was told rightly
};

}  // namespace emascope::kernels
