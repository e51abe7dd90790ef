// SPDX-License-Identifier: Apache-2.0
//
// Random augmentation of training pictures: flips, shifts, and changes of brightness and contrast.
// The result depends only on the seed, the picture's index and the epoch, whichever thread does it
// and when.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

#include <cstdint>
#include <span>
#include <vector>

namespace emascope {

struct Augmentation {
  bool flip = false;       ///< mirrors left to right with probability 1/2
  std::uint32_t crop = 0;  ///< shifts by up to this many pixels; fills with 0
  double jitter = 0.0;     ///< scales brightness and contrast by 1 ± up to this; below 1

  [[nodiscard]] bool any() const { return flip || crop > 0 || jitter != 0.0; }
};

/// Refuses samples that are not [channels, rows, columns], crops as large as the picture, and
/// jitter of 1 and more.
[[nodiscard]] Status checkAugmentation(const Augmentation& augmentation, const DatasetHead& head);

/// Changes `planes`, [channels][rows][columns] in any unit of brightness with 0 as black; takes
/// `spare` as scratch memory.
/// @pre checkAugmentation() of samples of `shape`; sample < 2^40, epoch < 2^20
void augment(const Augmentation& augmentation, std::span<const std::uint64_t> shape,
             std::uint64_t seed, std::uint64_t sample, std::uint64_t epoch, std::span<float> planes,
             std::vector<float>& spare);

}  // namespace emascope
