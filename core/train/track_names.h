// SPDX-License-Identifier: Apache-2.0
//
// Checks the tensor names in a track's filters.
#pragma once

#include "core/models/model.h"
#include "core/protocol/spec/track_spec.h"

namespace emascope {

/// Refuses filters of `track` that match no tensor of the model, including frozen ones.
/// [trainer-thread]
[[nodiscard]] Status checkTrackNames(const Model& model, const TrackSpec& track);

}  // namespace emascope
