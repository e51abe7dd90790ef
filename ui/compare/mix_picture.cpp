// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/mix_picture.h"

#include "ui/compare/picture_zoom.h"
#include "ui/pictures/paint_picture.h"
#include "ui/pictures/picture_arrays.h"
#include "ui/run/said.h"
#include "ui/theme/theme.h"

#include <cmath>
#include <utility>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QWheelEvent>

namespace emascope::ui {
namespace {

constexpr ScaledLength kCorner{5.0};
constexpr ScaledLength kRing{6.0};
constexpr ScaledPixels kInset{12};
constexpr double kZoomPerNotch = 1.25;
constexpr double kNotch = 120.0;  // eighths of a degree
constexpr ScaledLength kKeyPan{40.0};

/// Of words and images, all parts grow; of others, lines and dots keep their widths.
bool growsAsAWhole(const TaskPicture& picture) {
  return picture.kind == "text" || picture.kind == "mistakes" || picture.kind == "confusion";
}

}  // namespace

MixPicture::MixPicture(PictureZoom& zoom, std::function<QColor()> color, QWidget* parent)
    : QWidget(parent), zoom_(zoom), color_(std::move(color)) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setFocusPolicy(Qt::StrongFocus);
  connect(&zoom_, &PictureZoom::changed, this, [this] {
    setCursor(zoom_.factor() > 1.0 ? Qt::OpenHandCursor : Qt::ArrowCursor);
    update();
  });
}

void MixPicture::show(const TaskPicture& picture, const TaskPicture& beside) {
  const TaskPicture& usable =
      beside.kind == picture.kind && checkPicture(beside) ? beside : picture;
  if (hasPicture() && picture == picture_ && usable == beside_) return;  // it is slow to paint
  picture_ = picture;
  beside_ = usable;
  const Status drawable = checkPicture(picture_);
  reason_ = drawable ? QString() : QString::fromStdString(drawable.error().message());
  setAccessibleDescription(said(picture_.title));
  update();
}

void MixPicture::showReason(const QString& reason) {
  picture_ = {};
  beside_ = {};
  reason_ = reason;
  setAccessibleDescription(reason);
  update();
}

void MixPicture::setRings(std::vector<Ring> rings) {
  if (rings == rings_) return;
  rings_ = std::move(rings);
  update();
}

QPointF MixPicture::pixelOf(const QPointF& place) const {
  const auto reach = numbers(picture_, "reach");
  if (picture_.kind != "surface" || reach.size() != 4) return {};
  const QRectF all = zoom_.whole(rect());
  return {all.left() + all.width() * (place.x() - reach[0]) / (reach[1] - reach[0]),
          all.bottom() - all.height() * (place.y() - reach[2]) / (reach[3] - reach[2])};
}

std::size_t MixPicture::samplesShown() const {
  return hasPicture() ? pointsShown(picture_, zoom_.whole(rect()).width()) : 0;
}

void MixPicture::paintZoomed(QPainter& painter) const {
  const QRectF all = zoom_.whole(rect());
  if (!growsAsAWhole(picture_)) return paintPicture(painter, all, picture_, beside_, color_());
  painter.save();
  painter.translate(all.topLeft());
  painter.scale(zoom_.factor(), zoom_.factor());
  paintPicture(painter, QRectF(rect()), picture_, beside_, color_());
  painter.restore();
}

void MixPicture::paintRings(QPainter& painter) const {
  if (picture_.kind != "surface") return;
  for (const Ring& ring : rings_) {
    const QPointF at = pixelOf(ring.place);
    if (!std::isfinite(at.x()) || !std::isfinite(at.y())) continue;
    const QColor& side = theme().classes[ring.right_class == 0 ? 0 : 1];
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().card, scaled(4.0)));
    painter.drawEllipse(at, kRing, kRing);
    painter.setPen(QPen(theme().text, scaled(1.8)));
    painter.setBrush(theme().dark ? side.lighter(140) : side.darker(165));
    painter.drawEllipse(at, kRing, kRing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().card, scaled(1.0)));
    painter.drawEllipse(at, kRing - scaled(1.5), kRing - scaled(1.5));
  }
}

void MixPicture::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QPainterPath frame;
  frame.addRoundedRect(rect(), kCorner, kCorner);
  painter.fillPath(frame, theme().window);
  if (hasPicture()) {
    painter.save();
    painter.setClipPath(frame);
    paintZoomed(painter);
    paintRings(painter);
    painter.restore();
  } else {
    painter.setFont(textFont(12));
    painter.setPen(theme().secondary);
    painter.drawText(rect().adjusted(kInset, kInset, -kInset, -kInset),
                     Qt::AlignCenter | Qt::TextWordWrap, reason_);
  }
  if (hasFocus()) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().accent, scaled(1.5)));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kCorner, kCorner);
  }
}

void MixPicture::wheelEvent(QWheelEvent* event) {
  const double notches = event->angleDelta().y() / kNotch;
  zoom_.zoomAt(rect(), event->position(), std::pow(kZoomPerNotch, notches));
  event->accept();
}

void MixPicture::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  dragging_ = true;
  dragged_from_ = event->position();
}

void MixPicture::mouseMoveEvent(QMouseEvent* event) {
  if (!dragging_) return;
  zoom_.pan(rect(), event->position() - dragged_from_);
  dragged_from_ = event->position();
}

void MixPicture::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) dragging_ = false;
}

void MixPicture::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) zoom_.fit();
}

void MixPicture::keyPressEvent(QKeyEvent* event) {
  const QPointF middle = QRectF(rect()).center();
  switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      return zoom_.zoomAt(rect(), middle, kZoomPerNotch);
    case Qt::Key_Minus:
      return zoom_.zoomAt(rect(), middle, 1.0 / kZoomPerNotch);
    case Qt::Key_0:
      return zoom_.fit();
    case Qt::Key_Left:
      return zoom_.pan(rect(), QPointF(kKeyPan, 0));
    case Qt::Key_Right:
      return zoom_.pan(rect(), QPointF(-kKeyPan, 0));
    case Qt::Key_Up:
      return zoom_.pan(rect(), QPointF(0, kKeyPan));
    case Qt::Key_Down:
      return zoom_.pan(rect(), QPointF(0, -kKeyPan));
    default:
      event->ignore();
  }
}

}  // namespace emascope::ui
