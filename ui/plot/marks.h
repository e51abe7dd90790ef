// SPDX-License-Identifier: GPL-3.0-or-later
//
// The marks of a run's applied edits on the plot, and after them those of its feedbacks. Dragging a
// slider makes many changes that belong together, so changes are merged: a change joins the
// previous mark if it sets the same parameters of the same track, belongs to the same gesture, and
// does not turn back. Changes without a gesture, which came with the configuration, share a mark
// within one evaluation interval. Time plays no part, because at full speed thousands of steps take
// less than a blink. The mark shows "first old -> last new"; all values in between were within that
// range.
#pragma once

#include "core/protocol/record/edit_effects.h"
#include "core/protocol/record/run_record.h"
#include "ui/plot/x_axis.h"
#include "ui/run/gestures.h"

#include <cstdint>
#include <vector>

#include <QString>

namespace emascope::ui {

struct Mark {
  std::int64_t first_step = 0;  ///< of the first change
  std::int64_t step = 0;        ///< of the last change, from which its value is in force
  qsizetype change = 0;         ///< index of the last change in RunRecord::changes; -1: a feedback
  qsizetype merged = 1;         ///< number of changes
  QString text;                 ///< "β cap 0.98 → 0.995  @ 2 400 · no effect yet (from 2 929)"
  double acts = 0.0;            ///< first step with another decay; usually equal to `step`
  double settled = 0.0;         ///< step three half-lives later; `acts` for no band
};

/// `axis`: in whose words steps are given.
[[nodiscard]] std::vector<Mark> mergedMarks(const RunRecord& record, const XAxis& axis = {},
                                            const Gestures& gestures = {});

/// The same marks for a chart that grows: an evaluation or an edit renews those marks whose effect
/// was still to come, an edit the last one, too.
class GrowingMarks {
 public:
  [[nodiscard]] const std::vector<Mark>& of(const RunRecord& record, EditEffects& effects,
                                            const XAxis& axis, const Gestures& gestures);
  /// To be called when the record holds another run, or when the axis counts something else.
  void forget();

 private:
  std::vector<Mark> marks_;
  std::size_t edits_ = 0;                                     // of marks_; feedbacks follow
  std::size_t changes_ = 0, track_changes_ = 0, points_ = 0;  // of the record
  std::int64_t steps_ = 0;                                    // of the run
  std::int64_t seen_ = 0;                                     // the last evaluation
};

}  // namespace emascope::ui
