// SPDX-License-Identifier: Apache-2.0
#include "core/ema/tensor_signatures.h"

#include <map>

namespace emascope {
namespace {

using FormByName = std::map<std::string_view, std::string_view>;

FormByName byName(std::span<const TensorSignature> forms) {
  FormByName named;
  for (const TensorSignature& one : forms) named.emplace(one.name, one.form);
  return named;
}

void append(std::string& text, std::initializer_list<std::string_view> parts) {
  if (!text.empty()) text += "; ";
  for (const std::string_view part : parts) text += part;
}

}  // namespace

std::string signatureDifference(std::span<const TensorSignature> a, std::string_view a_side,
                                std::span<const TensorSignature> b, std::string_view b_side) {
  const FormByName in_a = byName(a);
  const FormByName in_b = byName(b);
  std::string text;
  for (const TensorSignature& one : a) {
    const auto other = in_b.find(one.name);
    if (other == in_b.end()) {
      append(text, {one.name, " ", one.form, " is only ", a_side});
    } else if (other->second != one.form) {
      append(text, {one.name, " is ", one.form, " ", a_side, " and ", other->second, " ", b_side});
    }
  }
  for (const TensorSignature& one : b) {
    if (!in_a.contains(one.name)) append(text, {one.name, " ", one.form, " is only ", b_side});
  }
  return text;
}

}  // namespace emascope
