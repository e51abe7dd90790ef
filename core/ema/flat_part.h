// SPDX-License-Identifier: Apache-2.0
//
// The part of a flat tensor that a FlatRange names, as a view.
#pragma once

#include "core/ema/tensor_ranges.h"

#include <ATen/core/Tensor.h>

namespace emascope {

/// A view of elements [begin, begin + count) of `flat`, which has one dimension.
[[nodiscard]] inline at::Tensor part(const at::Tensor& flat, const FlatRange& range) {
  return flat.narrow(0, range.begin, range.count);
}

}  // namespace emascope
