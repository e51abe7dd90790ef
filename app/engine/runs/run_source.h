// SPDX-License-Identifier: Apache-2.0
//
// A run to export: a kept run, or a log of another tool.
#pragma once

#include "core/base/result.h"
#include "core/protocol/record/run_record.h"

#include <optional>
#include <string>
#include <vector>

namespace emascope {

struct RunSource {
  RunRecord record = {};
  std::string title = {};               ///< what a person calls the run; may be empty
  double started = 0.0;                 ///< Unix time
  std::vector<std::string> files = {};  ///< paths that must not be written over
  std::vector<std::string> notes = {};  ///< what of it could not be read, as sentences
  /// True if `notes` report damage, not only the incomplete end that a killed program leaves.
  bool damaged = false;
};

/// @param run a file or folder that readLog() takes, or a kept run as placeOfRun() takes it
/// @param library as placeOfRun() takes it
/// @param name of a database of several runs, the name of one
[[nodiscard]] Result<RunSource> readRunSource(const std::string& run, const std::string& library,
                                              const std::optional<std::string>& name);

}  // namespace emascope
