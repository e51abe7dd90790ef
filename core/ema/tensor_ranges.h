// SPDX-License-Identifier: Apache-2.0
//
// What an update does to which stretches of the flat arrays: a rule's traits and a track's name
// selections, turned into as few ranges as possible. Neighbors with the same use are one range.
// Knows no LibTorch.
#pragma once

#include "core/rules/track_traits.h"

#include <cstdint>
#include <vector>

namespace emascope {

struct TensorSlot;  // core/ema/online_state.h

/// Elements [begin, begin + count) of a flat array.
struct FlatRange {
  std::int64_t begin = 0;
  std::int64_t count = 0;
  friend bool operator==(const FlatRange&, const FlatRange&) = default;
};

struct TensorRanges {
  std::vector<FlatRange> average = {};  ///< of the floats
  std::vector<FlatRange> copy = {};     ///< of the floats
  std::vector<FlatRange> copied_counters = {};
  std::vector<FlatRange> truncated_counters = {};  ///< TensorUse::kTruncate
  std::vector<FlatRange> truncated_means = {};     ///< TensorUse::kTruncateMean
  friend bool operator==(const TensorRanges&, const TensorRanges&) = default;
};

/// What selects tensors by name: a rule's keys, and what a track wrote under them.
struct NameFilter {
  const std::vector<NameKey>& keys;
  const std::vector<NameSelection>& selections;
};

[[nodiscard]] TensorRanges rangesToCopy(const std::vector<TensorSlot>& slots,
                                        const TrackTraits& traits, const NameFilter& names);
[[nodiscard]] TensorRanges rangesToBlend(const std::vector<TensorSlot>& slots,
                                         const TrackTraits& traits, const NameFilter& names);
/// What of `plan` is copied when the transient buffers stay as they are; it averages nothing.
[[nodiscard]] TensorRanges withoutTransient(const TensorRanges& plan,
                                            const std::vector<TensorSlot>& slots);
/// What the average writes back into the online floats: `average` what is blended, `copy` what is
/// replaced; no counters. `hard`: nothing of the online weights is kept.
[[nodiscard]] TensorRanges rangesOfFeedback(const std::vector<TensorSlot>& slots,
                                            const TrackTraits& traits, const NameFilter& names,
                                            bool hard);

}  // namespace emascope
