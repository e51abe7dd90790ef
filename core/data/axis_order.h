// SPDX-License-Identifier: Apache-2.0
//
// Determines which axes of an array of pictures are rows, columns and channels. NumPy, Keras and
// scikit-image put the channels last, PyTorch first, and gray pictures often have no channel axis.
// Samples here are [channels, rows, columns]. With three axes, the first or last axis is the
// channels if its length is 1, 3 or 4; if both qualify, the first, as in PyTorch. Two axes are a
// picture with one channel. Does not depend on LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

#include <cstdint>
#include <span>
#include <string>

namespace emascope {

struct AxisOrder {
  bool channels_last = false;  ///< [rows, columns, channels], to be transposed
  bool adds_channel = false;   ///< [rows, columns], to be given a channel axis in front
  std::string note = {};       ///< the decision, for DatasetHead::notes; "": none needed
};

/// The axis order of samples of `shape`. Refuses a layout that does not fit them. `where` names the
/// array in errors.
[[nodiscard]] Result<AxisOrder> axisOrder(std::span<const std::uint64_t> shape,
                                          DataOptions::Layout layout, const std::string& where);

/// The note for a guessed channel axis; `shape` does not include it.
[[nodiscard]] std::string oneChannelNote(std::span<const std::uint64_t> shape);

}  // namespace emascope
