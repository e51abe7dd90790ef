// SPDX-License-Identifier: Apache-2.0
//
// Options of data that apply to some formats only. One that is given for another format is refused,
// because it would have no effect.
#pragma once

#include "core/base/result.h"
#include "core/data/source.h"

#include <string>
#include <string_view>

namespace emascope {

/// Refuses an option that `source` does not use; the error names the formats that use it.
[[nodiscard]] Status checkOptionUse(const SourceEntry& source, const DataOptions& options);

/// Refuses options of tables for labels in `path`, a file of another format.
[[nodiscard]] Status checkLabelOptions(const std::string& path, std::string_view format,
                                       const DataOptions& options);

}  // namespace emascope
