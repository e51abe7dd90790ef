// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/task_picture.h"

#include "ui/theme/theme.h"
#include "ui/views/paint_view.h"
#include "ui/views/view_arrays.h"

#include <algorithm>
#include <utility>

#include <QPainter>
#include <QResizeEvent>

namespace emascope::ui {
namespace {

constexpr int kLeastHeight = 40;

}  // namespace

TaskPicture::TaskPicture(std::function<QColor()> color, QWidget* parent)
    : QWidget(parent), color_(std::move(color)) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TaskPicture::show(const TaskView& view, const TaskView& beside) {
  const bool another = view.kind != view_.kind;
  view_ = view;
  beside_ = beside.kind == view.kind && checkView(beside) ? beside : view;
  const Status drawable = checkView(view_);
  reason_ = drawable ? QString() : QString::fromStdString(drawable.error().message());
  if (another) setMinimumHeight(0);
  setToolTip(QString::fromStdString(view_.title));
  setAccessibleDescription(QString::fromStdString(view_.title));
  fitHeight();
  update();
}

void TaskPicture::fitHeight() {
  if (view_.kind.empty()) return;
  int height = reason_.isEmpty() ? viewHeight(view_, width()) : kLeastHeight;
  // Never shrink for a new text, so that the widgets below do not move.
  if (isWide(view_) && reason_.isEmpty()) height = std::max(height, minimumHeight());
  setFixedHeight(std::max(kLeastHeight, height));
}

void TaskPicture::resizeEvent(QResizeEvent* event) {
  if (event->size().width() != event->oldSize().width()) {
    setMinimumHeight(0);
    fitHeight();
  }
}

void TaskPicture::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QPainter painter(this);
  if (reason_.isEmpty()) {
    paintView(painter, rect(), view_, beside_, color_());
    return;
  }
  painter.setFont(textFont(11));
  painter.setPen(theme().secondary);
  painter.drawText(rect(), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, reason_);
}

}  // namespace emascope::ui
