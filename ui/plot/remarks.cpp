// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/remarks.h"

#include "ui/run/restart_config.h"

#include <algorithm>

#include <QRandomGenerator>

namespace emascope::ui {

std::int64_t newRemarkId() {
  const quint64 random = QRandomGenerator::global()->generate64();
  return static_cast<std::int64_t>(random % static_cast<quint64>(kMostNoteId)) + 1;
}

ChartNote asChartNote(const ReferenceLine& line) {
  return {line.id, 0, line.name.toStdString(), line.value, line.metric};
}

ChartNote asChartNote(const StepNote& note) {
  return {.id = note.id, .step = note.step, .text = note.text.toStdString()};
}

std::vector<ChartNote> asChartNotes(const Remarks& remarks) {
  std::vector<ChartNote> notes;
  for (const ReferenceLine& line : remarks.lines) notes.push_back(asChartNote(line));
  for (const StepNote& note : remarks.notes) notes.push_back(asChartNote(note));
  return notes;
}

void addMissing(Remarks& remarks, const ChartNote& note) {
  const auto has = [&note](const auto& items) {
    return std::ranges::any_of(items, [&note](const auto& item) { return item.id == note.id; });
  };
  if (has(remarks.lines) || has(remarks.notes)) return;
  const QString text = QString::fromStdString(note.text);
  if (note.line) {
    remarks.lines.push_back({text, *note.line, note.of_metric, note.id});
  } else {
    remarks.notes.push_back({note.step, text, note.id});
  }
}

Remarks remarksOf(const RunRecord& record) {
  Remarks remarks;
  for (const ChartNote& note : record.notes) addMissing(remarks, note);
  return remarks;
}

Remarks& RemarkBook::of(const RunConfig& config) {
  std::erase_if(pages_, [&](const auto& page) {
    return page.second.empty() && !sameProblem(page.first, config);
  });
  for (auto& [problem, remarks] : pages_) {
    if (sameProblem(problem, config)) return remarks;
  }
  return pages_.emplace_back(config, Remarks()).second;
}

}  // namespace emascope::ui
