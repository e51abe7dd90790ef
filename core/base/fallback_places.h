// SPDX-License-Identifier: Apache-2.0
//
// Where something goes that could not be written to the file that was asked for: $TMPDIR, then
// $XDG_STATE_HOME/emascope or ~/.local/state/emascope, then /tmp, the first that takes it.
#pragma once

#include "core/base/result.h"

#include <functional>
#include <string>
#include <vector>

namespace emascope {

/// For each of these folders, in this order, a name that no file has, like that of `path`; or why
/// the folder cannot be used. Makes the folders that are missing.
[[nodiscard]] std::vector<Result<std::string>> fallbackPlaces(const std::string& path);

using WriteTo = std::function<Status(const std::string& path)>;

/// The first of `places` that `write` succeeds at. Refuses, with the reason of each, if there is
/// none.
[[nodiscard]] Result<std::string> writeToFirst(const std::vector<Result<std::string>>& places,
                                               const WriteTo& write);

/// Likewise, of fallbackPlaces().
[[nodiscard]] Result<std::string> writeElsewhere(const std::string& path, const WriteTo& write);

}  // namespace emascope
