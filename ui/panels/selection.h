// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which track the person at the window is looking at: set by the table, shown by the card and the
// plot. Also carries the ghost of the pending settings from the card to the plot, and from the list
// of events a step that is to be seen.
#pragma once

#include "core/protocol/run_record.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <QObject>
#include <QString>

namespace emascope::ui {

class Selection final : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;

  [[nodiscard]] std::size_t track() const { return track_; }
  void setTrack(std::size_t track) {
    if (track == track_) return;
    track_ = track;
    Q_EMIT trackChanged(track);
  }

  /// Keeps the selected track selected at its new index; selects main if it was removed.
  void follow(const RunRecord& record, const TrackAction& action,
              const std::vector<std::string>& before) {
    if (track_ >= before.size()) return;
    std::string label = before[track_];
    const auto* rename = std::get_if<track_action::Rename>(&action);
    if (rename && rename->label == label) label = rename->to;
    const int now = record.trackIndex(label);
    const bool there = now >= 0 && static_cast<std::size_t>(now) < record.alive;
    setTrack(there ? static_cast<std::size_t>(now) : 0);
  }

  void showStep(std::int64_t step) { Q_EMIT stepWanted(step); }

  /// (step, decay) that the pending settings would give, with a caption; empty points = none.
  void setGhost(const std::vector<std::pair<double, double>>& points, const QString& caption) {
    Q_EMIT ghostChanged(points, caption);
  }

 Q_SIGNALS:
  void trackChanged(std::size_t track);
  void stepWanted(qint64 step);
  void ghostChanged(const std::vector<std::pair<double, double>>& points, const QString& caption);

 private:
  std::size_t track_ = 0;
};

}  // namespace emascope::ui
