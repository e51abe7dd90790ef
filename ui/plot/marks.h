// SPDX-License-Identifier: GPL-3.0-or-later
//
// The marks of a run's applied edits on the plot. Dragging a slider makes many changes that belong
// together, so changes are merged: a change joins the previous mark if it sets the same parameters
// of the same track, follows within one evaluation interval or half a second of run time (estimated
// from the surrounding evaluations), and does not turn back. The mark shows "first old -> last
// new"; all values in between were within that range.
#pragma once

#include "core/protocol/record/run_record.h"

#include <cstdint>
#include <vector>

#include <QString>

namespace emascope::ui {

struct Mark {
  std::int64_t first_step = 0;  ///< of the first change
  std::int64_t step = 0;        ///< of the last change, from which its value is in force
  qsizetype change = 0;         ///< index of the last change in RunRecord::changes
  qsizetype merged = 1;         ///< number of changes
  QString text;                 ///< "β cap 0.98 → 0.995  @ 2 400 · no effect before 2 929"
  double acts = 0.0;            ///< first step with another decay; usually equal to `step`
  double settled = 0.0;         ///< step three half-lives later; `acts` for no band
};

[[nodiscard]] std::vector<Mark> mergedMarks(const RunRecord& record);

}  // namespace emascope::ui
