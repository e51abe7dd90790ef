// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person has written on the chart: horizontal reference lines, and notes at steps. Belongs
// to a problem (sameProblem()), so that it is still there after a restart, and to this sitting. It
// is in exported pictures and in the exported JSON of a run.
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
  friend bool operator==(const ReferenceLine&, const ReferenceLine&) = default;
};

struct StepNote {
  std::int64_t step = 0;
  QString text = {};
  friend bool operator==(const StepNote&, const StepNote&) = default;
};

struct Remarks {
  std::vector<ReferenceLine> lines = {};
  std::vector<StepNote> notes = {};
  [[nodiscard]] bool empty() const { return lines.empty() && notes.empty(); }
  friend bool operator==(const Remarks&, const Remarks&) = default;
};

/// The remarks of each problem.
class RemarkBook {
 public:
  /// Those of the problem of `config`; none at first.
  [[nodiscard]] Remarks& of(const RunConfig& config);

 private:
  std::vector<std::pair<RunConfig, Remarks>> pages_;
};

}  // namespace emascope::ui
