// SPDX-License-Identifier: Apache-2.0
//
// Tensors by name, type and shape, and the complete difference between two lists of them, so that a
// user sees at once why a file or a changed model does not match. Text only.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// A tensor as error messages and files describe it.
struct TensorSignature {
  std::string name = {};            ///< "fc.weight"
  std::string type_and_shape = {};  ///< and other properties that must agree: "float32[64,3]"
  friend bool operator==(const TensorSignature&, const TensorSignature&) = default;
};

/// Every name that is in only one list or differs in the other, in list order; empty if the lists
/// agree in any order. `a_side` and `b_side` end a clause: "in the file", "in the model". @pre no
/// list repeats a name
[[nodiscard]] std::string signatureDifference(std::span<const TensorSignature> a,
                                              std::string_view a_side,
                                              std::span<const TensorSignature> b,
                                              std::string_view b_side);

}  // namespace emascope
