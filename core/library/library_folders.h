// SPDX-License-Identifier: Apache-2.0
//
// What is in the folders of a library. Private to core/library.
#pragma once

#include "core/library/quota.h"

#include <set>
#include <string>
#include <vector>

namespace emascope {

/// Names of the folders in `path`, without hidden ones; empty if it cannot be read.
[[nodiscard]] std::set<std::string> foldersIn(const std::string& path);

/// Adds the checkpoints of the run in `folder`.
void addCheckpoints(std::vector<KeptCheckpoint>& all, const std::string& folder, bool spared);

}  // namespace emascope
