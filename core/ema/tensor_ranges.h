// SPDX-License-Identifier: Apache-2.0
//
// Which ranges of the flat arrays an update averages, copies or truncates: a rule's traits and a
// track's name selections, turned into as few ranges as possible (neighbors with the same use are
// merged). No LibTorch.
#pragma once

#include "core/rules/track_traits.h"

#include <cstdint>
#include <vector>

namespace emascope {

struct TensorSlot;  // core/ema/online_state.h

/// Elements [begin, begin + count) of a flat array.
struct FlatRange {
  std::int64_t begin = 0;  ///< in elements
  std::int64_t count = 0;  ///< in elements
  friend bool operator==(const FlatRange&, const FlatRange&) = default;
};

/// What an update does to which elements. The ranges of each list are disjoint and ascending.
struct TensorRanges {
  std::vector<FlatRange> average = {};             ///< ranges of the floats to average
  std::vector<FlatRange> copy = {};                ///< ranges of the floats to copy
  std::vector<FlatRange> copied_counters = {};     ///< ranges of the counters to copy
  std::vector<FlatRange> truncated_counters = {};  ///< TensorUse::kTruncate
  std::vector<FlatRange> truncated_means = {};     ///< TensorUse::kTruncateMean
  friend bool operator==(const TensorRanges&, const TensorRanges&) = default;
};

/// Selections of tensors by name: the rule's keys, and the track's patterns under them.
struct NameFilter {
  const std::vector<NameKey>& keys;              ///< the rule's ScheduleEntry::name_keys
  const std::vector<NameSelection>& selections;  ///< the track's
};

/// The ranges of an update that copies: TrackTraits::at_copy, without the tensors that a selection
/// ignores if TrackTraits::names_at_copy is set.
[[nodiscard]] TensorRanges rangesToCopy(const std::vector<TensorSlot>& slots,
                                        const TrackTraits& traits, const NameFilter& names);
/// The ranges of an update that blends: TrackTraits::at_blend, unless a selection
/// decides.
[[nodiscard]] TensorRanges rangesToBlend(const std::vector<TensorSlot>& slots,
                                         const TrackTraits& traits, const NameFilter& names);
/// The copies of `plan` without the transient buffers, which stay unchanged; averages nothing.
[[nodiscard]] TensorRanges withoutTransient(const TensorRanges& plan,
                                            const std::vector<TensorSlot>& slots);
/// The ranges of the online floats that feedback writes: `average` is blended, `copy` is replaced;
/// counters are never written. `hard`: the online weights are replaced entirely.
[[nodiscard]] TensorRanges rangesOfFeedback(const std::vector<TensorSlot>& slots,
                                            const TrackTraits& traits, const NameFilter& names,
                                            bool hard);

}  // namespace emascope
