// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person has written on the chart: horizontal reference lines, and notes at steps. The
// engine keeps it with the run, as ChartNote. In this sitting it also belongs to a problem
// (sameProblem()), so that it is still there after a restart. It is in exported pictures and in the
// exported JSON.
#pragma once

#include "core/protocol/record/run_record.h"

#include <cstdint>
#include <utility>
#include <vector>

#include <QString>

namespace emascope::ui {

struct ReferenceLine {
  QString name = {};
  double value = 0.0;   ///< finite
  bool metric = false;  ///< of the metric of the task instead of the loss
  std::int64_t id = 0;  ///< ChartNote::id; 0: not written yet
  friend bool operator==(const ReferenceLine&, const ReferenceLine&) = default;
};

struct StepNote {
  std::int64_t step = 0;
  QString text = {};
  std::int64_t id = 0;  ///< as in ReferenceLine
  friend bool operator==(const StepNote&, const StepNote&) = default;
};

struct Remarks {
  std::vector<ReferenceLine> lines = {};
  std::vector<StepNote> notes = {};
  [[nodiscard]] bool empty() const { return lines.empty() && notes.empty(); }
  friend bool operator==(const Remarks&, const Remarks&) = default;
};

/// An id for what is written now, which no other run has.
[[nodiscard]] std::int64_t newRemarkId();
[[nodiscard]] ChartNote asChartNote(const ReferenceLine& line);
[[nodiscard]] ChartNote asChartNote(const StepNote& note);
/// All of them, lines first.
[[nodiscard]] std::vector<ChartNote> asChartNotes(const Remarks& remarks);
/// Adds what was kept as `note`, if nothing has its id.
void addMissing(Remarks& remarks, const ChartNote& note);
/// What was kept with a run.
[[nodiscard]] Remarks remarksOf(const RunRecord& record);

/// The remarks of each problem.
class RemarkBook {
 public:
  /// Those of the problem of `config`; none at first.
  [[nodiscard]] Remarks& of(const RunConfig& config);

 private:
  std::vector<std::pair<RunConfig, Remarks>> pages_;
};

}  // namespace emascope::ui
