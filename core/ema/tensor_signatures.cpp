// SPDX-License-Identifier: Apache-2.0
#include "core/ema/tensor_signatures.h"

#include <map>

namespace emascope {
namespace {

using TypesByName = std::map<std::string_view, std::string_view>;

TypesByName byName(std::span<const TensorSignature> signatures) {
  TypesByName named;
  for (const TensorSignature& one : signatures) named.emplace(one.name, one.type_and_shape);
  return named;
}

void append(std::string& text, std::initializer_list<std::string_view> parts) {
  if (!text.empty()) text += "; ";
  for (const std::string_view part : parts) text += part;
}

}  // namespace

std::string signatureDifference(std::span<const TensorSignature> a, std::string_view a_side,
                                std::span<const TensorSignature> b, std::string_view b_side) {
  const TypesByName in_a = byName(a);
  const TypesByName in_b = byName(b);
  std::string text;
  for (const TensorSignature& one : a) {
    const auto other = in_b.find(one.name);
    if (other == in_b.end()) {
      append(text, {one.name, " ", one.type_and_shape, " is only ", a_side});
    } else if (other->second != one.type_and_shape) {
      append(text, {one.name, " is ", one.type_and_shape, " ", a_side, " and ", other->second, " ",
                    b_side});
    }
  }
  for (const TensorSignature& one : b) {
    if (!in_a.contains(one.name))
      append(text, {one.name, " ", one.type_and_shape, " is only ", b_side});
  }
  return text;
}

}  // namespace emascope
