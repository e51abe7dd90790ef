// SPDX-License-Identifier: Apache-2.0
//
// Where a kept run has its checkpoints.
#pragma once

#include "core/library/run_folder.h"
#include "core/session/checkpoint_places.h"

#include <string>

namespace emascope {

/// The folders of the runs in `library`, so that RunFolder::create() makes the run where its
/// checkpoints are.
[[nodiscard]] inline CheckpointPlaces checkpointsIn(const std::string& library) {
  return {.root = library + "/" + std::string(kRunsFolder),
          .within = "/" + std::string(kCheckpointFolder)};
}

}  // namespace emascope
