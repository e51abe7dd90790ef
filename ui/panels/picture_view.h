// SPDX-License-Identifier: GPL-3.0-or-later
//
// A widget that paints one task picture. Its height follows from the kind of picture and the width.
#pragma once

#include "core/protocol/task_picture.h"

#include <functional>

#include <QColor>
#include <QWidget>

namespace emascope::ui {

class PictureView final : public QWidget {
  Q_OBJECT
 public:
  /// `color` is called for each paint, because the theme may change.
  PictureView(std::function<QColor()> color, QWidget* parent);

  /// `beside`: as for paintPicture(). If the picture cannot be drawn, shows the reason.
  void show(const TaskPicture& picture, const TaskPicture& beside);
  [[nodiscard]] const TaskPicture& picture() const { return picture_; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void fitHeight();

  std::function<QColor()> color_;
  TaskPicture picture_;
  TaskPicture beside_;
  QString reason_;
};

}  // namespace emascope::ui
