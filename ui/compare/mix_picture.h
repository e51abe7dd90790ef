// SPDX-License-Identifier: GPL-3.0-or-later
//
// One of the two large pictures of Compare: a task picture of any kind, as large as the widget, or
// the part of it that the shared zoom selects, with rings around chosen samples. The wheel zooms,
// with the keyboard focus or without, since nothing else there could be meant; a drag moves, a
// double click fits; + − 0 and the arrow keys do the same.
#pragma once

#include "core/protocol/task_picture.h"
#include "ui/theme/interface_scale.h"

#include <cstddef>
#include <functional>
#include <vector>

#include <QColor>
#include <QPointF>
#include <QWidget>

namespace emascope::ui {

class PictureZoom;

class MixPicture final : public QWidget {
  Q_OBJECT
 public:
  /// `color` is called for each paint, because the theme may change.
  MixPicture(PictureZoom& zoom, std::function<QColor()> color, QWidget* parent);

  /// `beside`: as for paintPicture(). If the picture cannot be drawn, shows the reason.
  void show(const TaskPicture& picture, const TaskPicture& beside);
  /// Shows `reason` instead of a picture; plain text.
  void showReason(const QString& reason);
  [[nodiscard]] bool hasPicture() const { return reason_.isEmpty() && !picture_.kind.empty(); }
  [[nodiscard]] const TaskPicture& picture() const { return picture_; }
  [[nodiscard]] const QString& reason() const { return reason_; }

  /// Rings at these places of the task, of a picture that has such places.
  struct Ring {
    QPointF place = {};
    int right_class = 0;
    friend bool operator==(const Ring&, const Ring&) = default;
  };
  void setRings(std::vector<Ring> rings);
  [[nodiscard]] const std::vector<Ring>& rings() const { return rings_; }
  /// The pixel at which a place of the task is drawn now.
  [[nodiscard]] QPointF pixelOf(const QPointF& place) const;
  /// How many samples the picture shows now, the first ones; 0 for one without samples.
  [[nodiscard]] std::size_t samplesShown() const;

  [[nodiscard]] QSize sizeHint() const override { return {scaled(480), scaled(400)}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {scaled(140), scaled(110)}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void paintZoomed(QPainter& painter) const;
  void paintRings(QPainter& painter) const;

  PictureZoom& zoom_;
  std::function<QColor()> color_;
  TaskPicture picture_;
  TaskPicture beside_;
  QString reason_;
  std::vector<Ring> rings_;
  QPointF dragged_from_;
  bool dragging_ = false;
};

}  // namespace emascope::ui
