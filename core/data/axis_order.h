// SPDX-License-Identifier: Apache-2.0
//
// Which axes of an array of pictures are rows, columns and channels. NumPy, Keras and scikit-image
// have the channels last, PyTorch first, and gray pictures often have no axis for them; samples are
// [channels, rows, columns] here. Of three axes, whichever of the last and the first has a length
// of 1, 3 or 4 is the channels; where both have, the first, as in PyTorch. Two axes are a picture
// of one channel. Knows no LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

#include <cstdint>
#include <span>
#include <string>

namespace emascope {

struct AxisOrder {
  bool channels_last = false;  ///< [rows, columns, channels], to be turned round
  bool adds_channel = false;   ///< [rows, columns], to get a channel in front
  std::string note = {};       ///< what was decided, for DatasetHead::notes; "": nothing to decide
};

/// Of samples of `shape`. Refuses a layout that such samples cannot have. `where` names the array.
[[nodiscard]] Result<AxisOrder> axisOrder(std::span<const std::uint64_t> shape,
                                          DataOptions::Layout layout, const std::string& where);

/// The note where a channel is added by a guess; `shape` is without it.
[[nodiscard]] std::string oneChannelNote(std::span<const std::uint64_t> shape);

}  // namespace emascope
