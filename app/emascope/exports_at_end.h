// SPDX-License-Identifier: GPL-3.0-or-later
//
// --export: writes pictures and data of a run when it has ended.
#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace emascope {
struct RunRecord;
}

namespace emascope::ui {

struct Remarks;

/// Refuses a file extension that is not a supported picture or data format.
[[nodiscard]] Status checkExportName(const std::string& path);

/// .png, .pdf or .svg: needs a QApplication.
[[nodiscard]] bool isPicture(const std::string& path);

struct ExportsAtEnd {
  bool all = true;         ///< all files were written at the requested paths
  std::string words = {};  ///< for standard output: one line per file written
};

/// Writes each file in the format of its extension, even if others fail, and reports failures on
/// standard error. Pictures and JSON have the remarks.
[[nodiscard]] ExportsAtEnd writeExports(const RunRecord& record, const Remarks& remarks,
                                        const std::vector<std::string>& paths);

}  // namespace emascope::ui
