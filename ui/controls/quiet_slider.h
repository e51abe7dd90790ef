// SPDX-License-Identifier: GPL-3.0-or-later
//
// A horizontal slider that leaves the wheel alone unless it has the focus, so that scrolling a page
// never moves a knob, and that jumps to where it is clicked.
#pragma once

#include <QSlider>

namespace emascope::ui {

class QuietSlider final : public QSlider {
  Q_OBJECT
 public:
  explicit QuietSlider(QWidget* parent = nullptr);

 protected:
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
};

}  // namespace emascope::ui
