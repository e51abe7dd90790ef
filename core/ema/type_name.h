// SPDX-License-Identifier: Apache-2.0
//
// PyTorch's names of tensor types in messages: "float32" where LibTorch's own text is "Float".
#pragma once

#include <string>

#include <c10/core/ScalarType.h>

namespace emascope {

[[nodiscard]] inline std::string typeName(c10::ScalarType type) {
  switch (type) {
    case c10::kFloat:
      return "float32";
    case c10::kDouble:
      return "float64";
    case c10::kHalf:
      return "float16";
    case c10::kBFloat16:
      return "bfloat16";
    case c10::kLong:
      return "int64";
    case c10::kInt:
      return "int32";
    case c10::kBool:
      return "bool";
    case c10::kComplexFloat:
      return "complex64";
    case c10::kComplexDouble:
      return "complex128";
    default:
      return c10::toString(type);
  }
}

}  // namespace emascope
