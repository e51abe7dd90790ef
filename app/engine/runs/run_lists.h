// SPDX-License-Identifier: Apache-2.0
//
// Kept runs as text for people and as JSON.
#pragma once

#include "core/base/result.h"
#include "core/library/run_row.h"
#include "core/library/stored_run.h"

#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

/// A table, one row per run.
[[nodiscard]] std::string runsText(const std::vector<RunRow>& rows);
/// A list of objects; `folders`: path of the folder of each row.
[[nodiscard]] std::string runsJson(const std::vector<RunRow>& rows,
                                   const std::vector<std::string>& folders);

[[nodiscard]] std::string runText(const StoredRun& run, bool trashed);
[[nodiscard]] std::string runJson(const StoredRun& run, bool trashed);

/// Bytes of "5GB", "500 MB", "1.5GiB" or "4096".
[[nodiscard]] Result<std::uint64_t> parseSize(const std::string& text, const std::string& where);

}  // namespace emascope
