// SPDX-License-Identifier: Apache-2.0
//
// Samples whose numbers are the same, bit by bit: within one part they count twice, in two parts
// the evaluation is of samples that were trained on, and with two labels one of them is wrong. Told
// by a hash of 128 bits (XXH3) taken while samples are read, so that no sample is kept for it; that
// two different samples have one hash by chance is out of the question (2^-128 for each two).
// Knows no LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/data/split.h"

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace emascope {

using SampleHash = std::pair<std::uint64_t, std::uint64_t>;  ///< the higher and the lower half

[[nodiscard]] SampleHash hashSample(std::span<const float> numbers);

struct CopiedSamples {
  /// For each sample the one it is a copy of: the first of those with the same numbers, where
  /// training comes before validation and that before test; itself if it is no copy.
  std::vector<std::uint64_t> original = {};
  std::uint64_t copies = 0;
  std::uint64_t other_target = 0;   ///< copies with another target than their original
  std::uint64_t in_validation = 0;  ///< copies in validation of a training sample
  std::uint64_t in_test = 0;        ///< copies in test of a training or validation sample
  std::uint64_t first_copy = 0;     ///< index of one, of another target if there is such a one
};

/// @pre hashes.size() == dataset.size(), parts.size() too or `parts` is empty
[[nodiscard]] CopiedSamples findCopies(const Dataset& dataset, std::span<const SampleHash> hashes,
                                       std::span<const Part> parts);

/// Refuses copies, or leaves them out of `dataset` and `hashes` and notes that (of copies with
/// different targets the first sample stays), or does nothing. Says how many were left out.
/// @pre hashes.size() == dataset.size()
[[nodiscard]] Result<std::uint64_t> settleDuplicates(Dataset& dataset,
                                                     std::vector<SampleHash>& hashes,
                                                     Duplicates duplicates);

/// Notes what copies there are, in the parts of `split`, or, without one, in those of the files.
/// @pre hashes.size() == dataset.size()
void noteCopies(Dataset& dataset, std::span<const SampleHash> hashes, const Split* split);

}  // namespace emascope
