// SPDX-License-Identifier: Apache-2.0
//
// Mixed precision as in torch.autocast: while an object of this class lives, LibTorch computes
// matrix products and convolutions of this thread in bfloat16, and operations that need more
// precision in float32. Weights and gradients stay float32.
#pragma once

#include <c10/core/Device.h>
#include <c10/core/ScalarType.h>

namespace emascope {

class Autocast {
 public:
  explicit Autocast(c10::DeviceType device);
  ~Autocast();
  Autocast(const Autocast&) = delete;
  Autocast& operator=(const Autocast&) = delete;

 private:
  c10::DeviceType device_;
  bool before_;
  c10::ScalarType type_before_;
};

}  // namespace emascope
