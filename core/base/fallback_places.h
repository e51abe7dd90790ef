// SPDX-License-Identifier: Apache-2.0
//
// Where to write a file that cannot be written to its requested path: $TMPDIR, then
// $XDG_STATE_HOME/emascope or ~/.local/state/emascope, then /tmp, whichever works first.
#pragma once

#include "core/base/result.h"

#include <functional>
#include <string>
#include <vector>

namespace emascope {

/// For each of these folders, in this order, an unused file name like that of `path`, or why the
/// folder cannot be used. Creates missing folders.
[[nodiscard]] std::vector<Result<std::string>> fallbackPlaces(const std::string& path);

using WriteTo = std::function<Status(const std::string& path)>;

/// The first of `places` where `write` succeeds. If there is none, the error has the reason for
/// each.
[[nodiscard]] Result<std::string> writeToFirst(const std::vector<Result<std::string>>& places,
                                               const WriteTo& write);

/// Calls writeToFirst() with fallbackPlaces().
[[nodiscard]] Result<std::string> writeElsewhere(const std::string& path, const WriteTo& write);

/// The error of the requested place, after writeElsewhere(): says where the file is now, or why it
/// is nowhere.
[[nodiscard]] Error writtenElsewhere(const std::string& path, const WriteTo& write, Error error);

}  // namespace emascope
