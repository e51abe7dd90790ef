// SPDX-License-Identifier: Apache-2.0
//
// What is in the folders of a library. Private to core/library.
#pragma once

#include "core/base/result.h"
#include "core/library/quota.h"

#include <cstdint>
#include <set>
#include <string>
#include <system_error>
#include <vector>

namespace emascope {

/// Names of the folders in `path`, without hidden ones; empty if it cannot be read.
[[nodiscard]] std::set<std::string> foldersIn(const std::string& path);

/// Paths of the folders of runs in `path` that no program writes.
[[nodiscard]] std::vector<std::string> runFoldersIn(const std::string& path);

/// Bytes of all files below `path`; links are not followed.
[[nodiscard]] std::uint64_t bytesIn(const std::string& path);

/// Deletes a run's folder. It is renamed to a hidden name first, so that a part of it is never
/// taken for a run.
[[nodiscard]] Status removeRunFolder(const std::string& path);
/// Deletes what removeRunFolder() has left in the folder `parent` of runs when its program was
/// killed.
[[nodiscard]] Status removeDoomed(const std::string& parent);

/// Adds the checkpoints of the run in `folder`. Spared are all if `spared` or if its pins.json
/// cannot be read, else those that are pinned.
void addCheckpoints(std::vector<KeptCheckpoint>& all, const std::string& folder, bool spared);

}  // namespace emascope
