// SPDX-License-Identifier: Apache-2.0
//
// A few samples of image data as small images of 8 bits, for a program that shows them.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

struct SamplePicture {
  std::uint64_t index = 0;  ///< of the sample
  std::uint64_t rows = 0;
  std::uint64_t columns = 0;
  std::uint64_t channels = 0;  ///< 1 or 3
  std::string pixels = {};     ///< row by row, channels last, one byte each
};

/// At most `most` samples, spread evenly over the data set; none if its samples are not images of 1
/// or 3 channels. Sides above 64 pixels are reduced. The values of all that are shown are scaled
/// together to 0 to 255.
[[nodiscard]] Result<std::vector<SamplePicture>> samplePictures(const Dataset& dataset,
                                                                std::uint64_t most);

[[nodiscard]] std::string base64(const std::string& bytes);

}  // namespace emascope
