// SPDX-License-Identifier: Apache-2.0
//
// The names that a track's filters may select.
#pragma once

#include "core/models/model.h"
#include "core/protocol/track_spec.h"

namespace emascope {

/// Refuses filters of `track` that match no tensor of the model, frozen ones included.
/// [trainer-thread]
[[nodiscard]] Status checkTrackNames(const Model& model, const TrackSpec& track);

}  // namespace emascope
