// SPDX-License-Identifier: Apache-2.0
//
// Tensors by name and form, and what tells two lists of them apart: all of it, so that somebody who
// has loaded the wrong file or changed a model sees at once what the matter is. Texts only.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

struct TensorSignature {
  std::string name = {};
  std::string form = {};  ///< type and shape, "float32[64,3]"; and what else has to agree
  friend bool operator==(const TensorSignature&, const TensorSignature&) = default;
};

/// Every name that only one list has or that has another form in the other, in the order of the
/// lists; empty if they say the same in whatever order. `a_side` and `b_side` end a clause:
/// "in the file", "in the model". Names are not repeated within a list.
[[nodiscard]] std::string signatureDifference(std::span<const TensorSignature> a,
                                              std::string_view a_side,
                                              std::span<const TensorSignature> b,
                                              std::string_view b_side);

}  // namespace emascope
