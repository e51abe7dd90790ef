// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small plot of the decay over the run: solid for the settings in force, dashed for pending ones,
// with a line at the current step. The y axis is -log10(1 - decay).
#pragma once

#include <utility>
#include <vector>

#include <QColor>
#include <QWidget>

namespace emascope::ui {

class DecayPreview final : public QWidget {
  Q_OBJECT
 public:
  explicit DecayPreview(QWidget* parent = nullptr);

  using Points = std::vector<std::pair<double, double>>;  ///< (step, decay), ascending
  /// `pending` may be empty. `step` is the current step, `last` the last one of the run; `color` is
  /// the color of the track.
  void show(Points in_force, Points pending, double step, double last, const QColor& color);
  [[nodiscard]] QSize sizeHint() const override { return {200, 44}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Points in_force_;
  Points pending_;
  double step_ = 0.0;
  double last_ = 1.0;
  QColor color_;
};

}  // namespace emascope::ui
