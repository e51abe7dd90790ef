// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_words.h"

#include "core/protocol/spec/demo_names.h"
#include "ui/gallery/demo_words.h"
#include "ui/run/said.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QDateTime>
#include <QStringList>

namespace emascope::ui {
namespace {

constexpr qsizetype kLongestTitleShown = 120;
constexpr qsizetype kLongestTagsShown = 80;

}  // namespace

QString plainLine(const std::string& text, qsizetype most) {
  QString line = QString::fromStdString(text).left(4 * most);
  // They would turn around what stands beside the text.
  line.removeIf([](QChar c) {
    const char16_t code = c.unicode();
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  });
  return oneLine(line, most);
}

QString titleOf(const RunRow& row, const Catalog& catalog) {
  const QString given = plainLine(row.notes.title, kLongestTitleShown);
  const PresetInfo* preset = findPreset(catalog, row.task);
  if (preset != nullptr && row.task != kOwnPreset) {
    // At first a run is called like its demo; by older versions like the data, or by its preset.
    const auto model =
        std::find_if(catalog.models.begin(), catalog.models.end(),
                     [&](const ModelInfo& each) { return each.id == preset->model; });
    const bool at_first = row.notes.title.empty() || row.notes.title == row.task ||
                          row.notes.title == demoName(row.task) ||
                          (model != catalog.models.end() && row.notes.title == model->title);
    if (at_first) return demoWords(*preset).name;
  }
  if (!given.isEmpty()) return given;
  const QString task = plainLine(row.task, kLongestTitleShown);
  return task.isEmpty() ? tr("untitled") : task;
}

QString stateWords(StoredState state) {
  switch (state) {
    case StoredState::kRunning:
      return tr("running");
    case StoredState::kFinished:
      return tr("finished");
    case StoredState::kStopped:
      return tr("stopped");
    case StoredState::kFailed:
      return tr("failed");
    case StoredState::kInterrupted:
      return tr("interrupted");
  }
  return {};
}

QString dateWords(std::int64_t ms) {
  const QDateTime when = QDateTime::fromMSecsSinceEpoch(ms);
  return when.isValid() ? when.toString(QStringLiteral("yyyy-MM-dd HH:mm")) : QString();
}

QString tagWords(const RunRow& row) {
  QStringList tags;
  for (const std::string& tag : row.notes.tags) tags << plainLine(tag, kLongestTagsShown);
  return tags.join(QStringLiteral(", "));
}

QStringList tagsTyped(const QString& line) {
  QStringList tags;
  for (const QString& piece : line.split(QLatin1Char(','))) {
    const QString tag = piece.simplified();
    if (!tag.isEmpty() && !tags.contains(tag)) tags << tag;
  }
  return tags;
}

QString differenceWords(const RunRow& row) {
  const auto difference = differenceOf(row);
  if (!difference || !std::isfinite(*difference)) return {};
  const auto percent = std::lround(std::clamp(*difference, -1e6, 1e6));
  const QString sign = percent > 0   ? QStringLiteral("+")
                       : percent < 0 ? QStringLiteral("−")
                                     : QString();
  return QStringLiteral("%1%2 %").arg(sign).arg(std::abs(percent));
}

}  // namespace emascope::ui
