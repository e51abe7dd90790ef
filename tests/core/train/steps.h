// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/train/trainer.h"

namespace emascope {

inline void steps(Trainer& trainer, int count) {
  for (int i = 0; i < count; ++i) trainer.step();
}

}  // namespace emascope
