// SPDX-License-Identifier: Apache-2.0
//
// Checks whether a track fits into memory before its arrays are allocated: a mean of snapshots
// needs memory for all of them, and a system that overcommits memory kills the process instead of
// failing the allocation. No LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/rules/track_traits.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace emascope {

/// Bytes of a track's float arrays for a model of `floats` values.
[[nodiscard]] double trackBytes(const TrackTraits& traits, std::int64_t floats);

/// Memory available without swapping; empty if the system does not report it. [any-thread]
[[nodiscard]] std::optional<double> availableBytes();

/// Fails for a track that needs more than `available` bytes; the error says how many snapshots fit.
/// If `available` is empty (unknown), always Ok.
[[nodiscard]] Status checkTrackMemory(const TrackTraits& traits, std::int64_t floats,
                                      std::optional<double> available, std::string_view where);

}  // namespace emascope
