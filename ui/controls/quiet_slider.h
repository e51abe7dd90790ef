// SPDX-License-Identifier: GPL-3.0-or-later
//
// A horizontal slider that ignores the wheel unless it has the focus, so that scrolling a page
// never changes a value, and that jumps to the clicked position.
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
