// SPDX-License-Identifier: Apache-2.0
//
// The size of a sample in words.
#pragma once

#include "core/data/dataset.h"

#include <cstdint>
#include <span>
#include <string>

namespace emascope {

/// "28 x 28 numbers", "4 numbers", "1 number", "one number" for a sample without axes.
[[nodiscard]] inline std::string numberWords(std::span<const std::uint64_t> shape) {
  const std::string words = shapeWords(shape);
  return shape.empty() ? words : words + (words == "1" ? " number" : " numbers");
}

}  // namespace emascope
