// SPDX-License-Identifier: Apache-2.0
#include "core/library/run_row.h"

#include "core/library/stored_run.h"
#include "core/protocol/record/run_summary.h"

#include <algorithm>
#include <filesystem>

namespace emascope {

std::optional<double> differenceOf(const RunRow& row) {
  constexpr double kPercent = 100.0;
  if (!row.best_raw || !row.best_average || !(*row.best_raw > 0.0)) return std::nullopt;
  return kPercent * (*row.best_raw - *row.best_average) / *row.best_raw;
}

RunRow rowOf(const StoredRun& run, bool trashed) {
  RunRow row;
  row.id = run.card.id;
  row.folder = std::filesystem::path(run.folder).filename().string();
  row.task = run.card.task;
  row.notes = run.card.notes;
  row.state = run.state;
  row.begun = run.card.begun;
  row.step = run.record.step;
  row.steps = run.record.config.steps;
  if (const auto best = bestMean(run.record.points, std::nullopt)) row.best_raw = best->loss;
  for (std::size_t k = 0; k < run.record.tracks.size(); ++k) {
    const auto best = bestMean(run.record.points, k);
    if (!best || (row.best_average && *row.best_average <= best->loss)) continue;
    row.best_average = best->loss;
    row.best_label = run.record.tracks[k].label;
  }
  row.parent = run.card.parent;
  row.parent_step = run.card.parent_step;
  row.trashed = trashed;
  return row;
}

Error inTrash(const std::string& what, const std::string& folder) {
  const std::string name = (std::filesystem::path(folder) / "").parent_path().filename();
  return {what, "'" + name + "' is in the trash",
          "the run once emascope-engine runs " + name + " --restore has brought it back"};
}

}  // namespace emascope
