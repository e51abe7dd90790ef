// SPDX-License-Identifier: Apache-2.0
//
// The models of this folder by name, with a choice of backend that the registry does not offer:
// tests compare the two backends.
#pragma once

#include "core/models/model.h"

namespace emascope {

enum class Arithmetic {
  kFastest,  ///< core/models/kernels/ for CPU tensors, LibTorch otherwise
  kLibTorch  ///< LibTorch's operations and autograd always
};

[[nodiscard]] std::unique_ptr<Model> makeTwoSpirals(std::uint64_t seed, Arithmetic arithmetic);
[[nodiscard]] std::unique_ptr<Model> makeDigits(std::uint64_t seed, Arithmetic arithmetic);

}  // namespace emascope
