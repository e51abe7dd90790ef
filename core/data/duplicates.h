// SPDX-License-Identifier: Apache-2.0
//
// Finds samples with exactly the same numbers. Within a split they count twice; across splits the
// evaluation uses samples that were trained on; with two labels, one of them is wrong. Compares
// 128-bit hashes (XXH3) taken while samples are read, so no sample is kept in memory; the chance of
// a collision is 2^-128 per pair. Does not depend on LibTorch.
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

using SampleHash = std::pair<std::uint64_t, std::uint64_t>;  ///< high and low half

[[nodiscard]] SampleHash hashSample(std::span<const float> numbers);

struct CopiedSamples {
  /// For each sample, the one it is a copy of: the first with the same numbers, with training
  /// before validation before test. Itself if it is not a copy.
  std::vector<std::uint64_t> original = {};
  std::uint64_t copies = 0;
  std::uint64_t other_target = 0;   ///< copies whose target differs from the original's
  std::uint64_t in_validation = 0;  ///< copies in validation of a training sample
  std::uint64_t in_test = 0;        ///< copies in test of a training or validation sample
  std::uint64_t first_copy = 0;  ///< index of a copy; one with a different target if there is any
};

/// @pre hashes.size() == dataset.size(); splits.size() likewise, or `splits` is empty
[[nodiscard]] CopiedSamples findCopies(const Dataset& dataset, std::span<const SampleHash> hashes,
                                       std::span<const Split> splits);

/// Depending on the option, refuses copies, removes them from `dataset` and `hashes` with a note
/// (of copies with different targets the first stays), or does nothing. Returns the number removed.
/// @pre hashes.size() == dataset.size()
[[nodiscard]] Result<std::uint64_t> settleDuplicates(Dataset& dataset,
                                                     std::vector<SampleHash>& hashes,
                                                     Duplicates duplicates);

/// Adds notes about copies, using the splits of `indices` or, if null, those of the files.
/// @pre hashes.size() == dataset.size()
void noteCopies(Dataset& dataset, std::span<const SampleHash> hashes, const SplitIndices* indices);

}  // namespace emascope
