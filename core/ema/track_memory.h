// SPDX-License-Identifier: Apache-2.0
//
// Whether a track fits into memory, asked before its arrays are made: a mean of snapshots is as
// large as all of them, and a machine that lends memory it does not have ends the process instead
// of refusing. Knows no LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/rules/track_traits.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace emascope {

/// Bytes of the float arrays of a track on a model of `floats` values.
[[nodiscard]] double trackBytes(const TrackTraits& traits, std::int64_t floats);

/// What the machine can give without swapping; none if it does not say. [any-thread]
[[nodiscard]] std::optional<double> availableBytes();

/// Refuses a track that needs more than `available`, with how many snapshots would fit. None
/// available is not known, and refuses nothing.
[[nodiscard]] Status checkTrackMemory(const TrackTraits& traits, std::int64_t floats,
                                      std::optional<double> available, std::string_view where);

}  // namespace emascope
