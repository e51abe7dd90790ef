// SPDX-License-Identifier: Apache-2.0
//
// Folders for the checkpoints of runs that leave the choice to the engine: one for each run, below
// one for all.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <ctime>
#include <string>
#include <vector>

namespace emascope {

struct CheckpointPlaces {
  std::string root = {};    ///< folder for a folder of each run; empty: runs have no checkpoints
  std::string within = {};  ///< of a run's folder: "/checkpoints", or empty for the folder itself
};

/// `emascope/checkpoints` in XDG_DATA_HOME if that is an absolute path, else in ~/.local/share;
/// empty if there is no home.
[[nodiscard]] std::string defaultCheckpointRoot();

/// Removes checkpoints below `root`, the oldest first, until all of them take at most `most` bytes;
/// returns the paths of those that were removed. Only those of runs that ended well, which is after
/// their last step or where they no longer improved: of folders that newRunFolder() has named,
/// whose newest checkpoint was written at the end, that have no pinned one, and into which no
/// program writes. A folder that is then empty is removed, too.
std::vector<std::string> pruneRunFolders(const std::string& root, std::uint64_t most);

/// A folder below `root` for a run of `preset` that begins at `now`, such as
/// "2026-11-30-1405-two-spirals-7f3a" (local time), which is not there yet and is not made. Fails
/// if `root` cannot be made or written.
[[nodiscard]] Result<std::string> newRunFolder(const std::string& root, const std::string& preset,
                                               std::time_t now);

}  // namespace emascope
