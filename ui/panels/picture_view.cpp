// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/picture_view.h"

#include "ui/pictures/paint_picture.h"
#include "ui/pictures/picture_arrays.h"
#include "ui/run/said.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <utility>

#include <QPainter>
#include <QResizeEvent>

namespace emascope::ui {
namespace {

constexpr ScaledPixels kLeastHeight = {40};

}  // namespace

PictureView::PictureView(std::function<QColor()> color, QWidget* parent)
    : QWidget(parent), color_(std::move(color)) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PictureView::show(const TaskPicture& picture, const TaskPicture& beside) {
  const bool another = picture.kind != picture_.kind;
  picture_ = picture;
  beside_ = beside.kind == picture.kind && checkPicture(beside) ? beside : picture;
  const Status drawable = checkPicture(picture_);
  reason_ = drawable ? QString() : QString::fromStdString(drawable.error().message());
  if (another) setMinimumHeight(0);
  setToolTip(said(picture_.title));
  setAccessibleDescription(said(picture_.title));
  fitHeight();
  update();
}

void PictureView::fitHeight() {
  if (picture_.kind.empty()) return;
  int height = reason_.isEmpty() ? pictureHeight(picture_, width()) : kLeastHeight;
  // Never shrink for a new text, so that the widgets below do not move.
  if (isWide(picture_) && reason_.isEmpty()) height = std::max(height, minimumHeight());
  setFixedHeight(std::max<int>(kLeastHeight, height));
}

void PictureView::resizeEvent(QResizeEvent* event) {
  if (event->size().width() != event->oldSize().width()) {
    setMinimumHeight(0);
    fitHeight();
  }
}

void PictureView::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QPainter painter(this);
  if (reason_.isEmpty()) {
    paintPicture(painter, rect(), picture_, beside_, color_());
    return;
  }
  painter.setFont(textFont(11));
  painter.setPen(theme().secondary);
  painter.drawText(rect(), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, reason_);
}

}  // namespace emascope::ui
