// SPDX-License-Identifier: Apache-2.0
//
// Which samples are trained on, which validate and which test. Where the files say so, they are
// followed; else the splits are drawn, a function of the seed, the targets and the fractions alone.
// Refuses fractions that leave a split empty that must not be, and says which would do; and
// fractions that would have no effect.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace emascope {

inline constexpr double kDrawnFraction = 0.15;  ///< of a split whose fraction is not said

struct SplitOptions {
  /// Fraction of all samples, or of a given training set. Refused if the files say which samples
  /// validate.
  std::optional<double> validation = {};
  std::optional<double> test = {};  ///< fraction of all samples; refused if splits are given
  bool stratify = true;             ///< keeps class proportions; training keeps every class
  std::uint64_t seed = 1;
};

/// Sample indices, ascending; each is in exactly one split.
struct SplitIndices {
  std::vector<std::uint64_t> train = {};
  std::vector<std::uint64_t> validation = {};
  std::vector<std::uint64_t> test = {};  ///< may be empty
  std::vector<Split> drawn = {};         ///< validation and test, where the files do not say
};

/// Training and a look at the data ask this alike.
[[nodiscard]] Result<SplitIndices> splitSamples(const Dataset& dataset,
                                                const SplitOptions& options);

}  // namespace emascope
