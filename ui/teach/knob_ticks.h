// SPDX-License-Identifier: GPL-3.0-or-later
//
// The powers of ten below the logarithmic slider of a knob, each where the handle is at that value.
#pragma once

#include <utility>
#include <vector>

#include <QPointer>
#include <QWidget>

namespace emascope::ui {

class ParamKnob;

class KnobTicks final : public QWidget {
  Q_OBJECT
 public:
  explicit KnobTicks(QWidget* parent);

  /// Writes below the slider of this knob from now on. Only its horizontal place is followed.
  void follow(ParamKnob* knob);
  void setScale(double scale);

  /// Values, and the horizontal places of their middles in pixels.
  [[nodiscard]] std::vector<std::pair<double, double>> ticks() const;
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QPointer<ParamKnob> knob_;
  double scale_ = 1.0;
};

}  // namespace emascope::ui
