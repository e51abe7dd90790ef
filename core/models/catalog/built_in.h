// SPDX-License-Identifier: Apache-2.0
//
// The models of this folder by name, with a choice that the registry does not offer: the tests
// compare the two ways of computing the same thing.
#pragma once

#include "core/models/model.h"

namespace emascope {

enum class Arithmetic {
  kFastest,  ///< core/models/kernels/ while the tensors are on a CPU, LibTorch elsewhere
  kLibTorch  ///< LibTorch's operations and autograd everywhere
};

[[nodiscard]] std::unique_ptr<Model> makeTwoSpirals(std::uint64_t seed, Arithmetic arithmetic);
[[nodiscard]] std::unique_ptr<Model> makeDigits(std::uint64_t seed, Arithmetic arithmetic);

}  // namespace emascope
