// SPDX-License-Identifier: GPL-3.0-or-later
//
// A widget that paints one task view. Its height follows from the kind of view and the width.
#pragma once

#include "core/protocol/task_view.h"

#include <functional>

#include <QColor>
#include <QWidget>

namespace emascope::ui {

class TaskPicture final : public QWidget {
  Q_OBJECT
 public:
  /// `color` is called for each paint, because the theme may change.
  TaskPicture(std::function<QColor()> color, QWidget* parent);

  /// `beside`: as for paintView(). If the view cannot be drawn, shows the reason.
  void show(const TaskView& view, const TaskView& beside);
  [[nodiscard]] const TaskView& view() const { return view_; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void fitHeight();

  std::function<QColor()> color_;
  TaskView view_;
  TaskView beside_;
  QString reason_;
};

}  // namespace emascope::ui
