// SPDX-License-Identifier: Apache-2.0
#include "core/train/track_names.h"

#include "core/rules/name_filters.h"
#include "core/rules/schedule.h"

namespace emascope {

Status checkTrackNames(const Model& model, const TrackSpec& track) {
  if (track.selections.empty()) return Ok{};
  std::vector<std::string> names;
  for (const auto& tensors : {model.parameters(), model.buffers(), model.constants()}) {
    for (const NamedTensor& named : tensors) names.push_back(named.name);
  }
  return checkSelections(findRule(track.schedule)->name_keys, track.selections, names,
                         "track " + track.label, "tensor");
}

}  // namespace emascope
