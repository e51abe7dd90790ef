// SPDX-License-Identifier: Apache-2.0
//
// What is in the folders of a library. Private to core/library.
#pragma once

#include "core/library/quota.h"

#include <cstdint>
#include <set>
#include <string>
#include <system_error>
#include <vector>

namespace emascope {

/// Names of the folders in `path`, without hidden ones; empty if it cannot be read.
[[nodiscard]] std::set<std::string> foldersIn(const std::string& path);

/// Of all files in the folder and those below it; links count as themselves.
[[nodiscard]] std::uint64_t bytesBelow(const std::string& folder);

/// Deletes the run's folder, its card last: what a failure leaves is still a run.
[[nodiscard]] std::error_code deleteRun(const std::string& folder);

/// Adds the checkpoints of the run in `folder`.
void addCheckpoints(std::vector<KeptCheckpoint>& all, const std::string& folder, bool spared);

}  // namespace emascope
