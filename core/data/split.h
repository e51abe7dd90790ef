// SPDX-License-Identifier: Apache-2.0
//
// Assigns samples to training, validation and test. Uses the splits that the files define; draws
// the others, as a function of seed, targets and fractions alone. Rejects fractions that leave a
// required split empty, naming fractions that would work, and fractions that would have no effect.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace emascope {

inline constexpr double kDrawnFraction = 0.15;  ///< of a split whose fraction is not set

struct SplitOptions {
  /// Fraction of all samples, or of a given training set. Refused if the files define the
  /// validation samples.
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
  std::vector<Split> drawn = {};         ///< validation and test, unless defined by the files
};

/// Used by training and by `emascope-engine data`.
[[nodiscard]] Result<SplitIndices> splitSamples(const Dataset& dataset,
                                                const SplitOptions& options);

}  // namespace emascope
