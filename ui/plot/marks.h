// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the plot marks of a run's control log. A slider that is dragged leaves many changes and is
// one deed, so changes are merged: a change joins the mark before it if it sets the same parameters
// of the same track, follows by at most one evaluation interval, or by half a second of the run's
// time (estimated from the evaluations around), and does not turn back. The mark then tells first
// old -> last new, and no value that was in force meanwhile lies outside these two.
#pragma once

#include "core/protocol/run_record.h"

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
