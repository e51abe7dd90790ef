// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which track the person at the window is looking at: set by the table, shown by the card and the
// plot. Also carries the ghost of the pending settings from the card to the plot.
#pragma once

#include <optional>
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

  /// (step, decay) that the pending settings would give, with a caption; empty points = none.
  void setGhost(const std::vector<std::pair<double, double>>& points, const QString& caption) {
    Q_EMIT ghostChanged(points, caption);
  }

 Q_SIGNALS:
  void trackChanged(std::size_t track);
  void ghostChanged(const std::vector<std::pair<double, double>>& points, const QString& caption);

 private:
  std::size_t track_ = 0;
};

}  // namespace emascope::ui
