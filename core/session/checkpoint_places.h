// SPDX-License-Identifier: Apache-2.0
//
// Folders for the checkpoints of runs that leave the choice to the engine: one for each run, below
// one for all.
#pragma once

#include "core/base/result.h"

#include <ctime>
#include <string>

namespace emascope {

struct CheckpointPlaces {
  std::string root = {};    ///< folder for a folder of each run; empty: runs have no checkpoints
  std::string within = {};  ///< of a run's folder: "/checkpoints", or empty for the folder itself
};

/// `emascope/checkpoints` in XDG_DATA_HOME if that is an absolute path, else in ~/.local/share;
/// empty if there is no home.
[[nodiscard]] std::string defaultCheckpointRoot();

/// A folder below `root` for a run of `preset` that begins at `now`, such as
/// "2026-11-30-1405-two-spirals-7f3a" (local time), which is not there yet and is not made. Fails
/// if `root` cannot be made or written.
[[nodiscard]] Result<std::string> newRunFolder(const std::string& root, const std::string& preset,
                                               std::time_t now);

}  // namespace emascope
