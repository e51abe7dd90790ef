// SPDX-License-Identifier: Apache-2.0
//
// Mixed precision as torch.autocast has it: while one of these lives, LibTorch takes matrix
// products and convolutions of this thread in bfloat16, and what that would spoil in float32.
// Weights stay float32, and so do their gradients.
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
