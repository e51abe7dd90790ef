// SPDX-License-Identifier: Apache-2.0
//
// Tensors compared bit by bit, so that NaN equals itself and -0 differs from 0.
#pragma once

#include <cstring>

#include <ATen/core/Tensor.h>

namespace emascope {

/// @pre contiguous CPU tensors. Shapes and types are not compared.
inline bool sameBits(const at::Tensor& a, const at::Tensor& b) {
  if (a.nbytes() != b.nbytes()) return false;
  // A tensor without elements may have no address.
  return a.nbytes() == 0 || std::memcmp(a.const_data_ptr(), b.const_data_ptr(), a.nbytes()) == 0;
}

}  // namespace emascope
