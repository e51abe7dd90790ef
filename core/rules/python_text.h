// SPDX-License-Identifier: Apache-2.0
//
// A track as Python that a PyTorch user can paste: import, construction, the line after each
// optimizer step, how to evaluate, and as comments the edits at their steps. A library preset is
// written with its library. A schedule is written with a library that has the same rule, or else as
// a small class of plain PyTorch. What cannot be written says "not expressible" and why. Text only.
#pragma once

#include "core/rules/schedule.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// One edit of a track during a run.
struct PythonEdit {
  std::int64_t step = 1;    ///< of the run; in force from the update of this step on
  ParamValues values = {};  ///< new values by ParamSpec::id, or kReseed
  /// Set: the average was written into the raw weights, of which this share was kept.
  std::optional<double> feed_back = {};
};

/// A track as it was used.
struct PythonTrack {
  std::string label = {};                      ///< for the heading; may be empty
  const ScheduleEntry* rule = nullptr;         ///< never null
  ParamValues values = {};                     ///< at the start; absent = the initial value
  std::vector<NameSelection> selections = {};  ///< tensors by name
  std::int64_t began = 1;                      ///< step of the run at its first update
  std::vector<PythonEdit> edits = {};          ///< in order
  std::vector<std::string> lost = {};          ///< what the lines cannot repeat, for people
};

/// The lines, each ending with a newline. Fails for values and edits that the rule does not accept.
[[nodiscard]] Result<std::string> pythonText(const PythonTrack& track);

}  // namespace emascope
