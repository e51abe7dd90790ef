// SPDX-License-Identifier: GPL-3.0-or-later
//
// One task view as a widget: a picture that is as high as its kind asks for at its width.
#pragma once

#include "core/protocol/task_view.h"

#include <functional>

#include <QColor>
#include <QWidget>

namespace emascope::ui {

class TaskPicture final : public QWidget {
  Q_OBJECT
 public:
  /// `color` is asked for whenever it is painted, as the theme may change.
  TaskPicture(std::function<QColor()> color, QWidget* parent);

  /// `beside`: as for paintView(). A view that cannot be drawn is replaced by the reason.
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
