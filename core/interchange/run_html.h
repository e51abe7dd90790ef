// SPDX-License-Identifier: Apache-2.0
//
// A run as one HTML page that needs nothing else: title, settings, the curves as inline SVG with
// the marks of changes, the verdicts in a table, the changes. It has no scripts and loads nothing,
// reads in light and in dark, and prints. All texts are escaped.
#pragma once

#include "core/protocol/record/run_writer.h"

#include <string>

namespace emascope {

/// A RunFormat, for saveRun(). The same record gives the same bytes.
[[nodiscard]] Status writeRunHtml(const RunRecord& record, const TextSink& sink);
/// The same under the name that the run has; an empty one: titleOfRun().
[[nodiscard]] RunFormat runHtmlWith(std::string name);

}  // namespace emascope
