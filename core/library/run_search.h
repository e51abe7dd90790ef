// SPDX-License-Identifier: Apache-2.0
//
// Finds a run by its folder, its id, or a unique beginning of either. Private to core/library.
#pragma once

#include "core/base/result.h"
#include "core/library/run_row.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// The one of `rows` with this id, folder, or path of a folder, or else the only one whose id or
/// folder begins so. `library` is named in errors; `path_of` gives the path of a row's folder.
[[nodiscard]] Result<RunRow> runNamed(std::string_view run, const std::vector<RunRow>& rows,
                                      const std::string& library,
                                      const std::function<std::string(const RunRow&)>& path_of);

}  // namespace emascope
