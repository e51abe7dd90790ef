// SPDX-License-Identifier: GPL-3.0-or-later
//
// Mouse and keys of OverlayChart: they zoom, move, and hide runs.
#include "ui/runs/overlay_chart.h"

#include <algorithm>
#include <cmath>

#include <QKeyEvent>
#include <QWheelEvent>

namespace emascope::ui {
namespace {

constexpr double kWheelStep = 0.85;     // per notch of the wheel, as in the chart of Tune
constexpr double kKeyStep = 0.1;        // of the axis
constexpr double kFewestSteps = 4.0;    // evaluations that an axis shows at least
constexpr double kMostZoomedOut = 4.0;  // times all steps
constexpr double kClickDistance = 4.0;  // pixels
constexpr double kLevelDrag = 8.0;      // pixels
constexpr double kLargestLoss = 1e300;
constexpr double kLeastLoss = 1e-300;
constexpr double kLeastShare = 1e-9;

}  // namespace

void OverlayChart::look(const Range& steps, const Range& losses) {
  const bool some = steps.lower < all_x_.upper && steps.upper > all_x_.lower;
  if (some && steps.size() >= kFewestSteps * pace_ &&
      steps.size() <= kMostZoomedOut * all_x_.size()) {
    x_ = steps;
  }
  const double size = std::max(std::abs(losses.lower), std::abs(losses.upper));
  const bool finite = std::isfinite(losses.lower) && size < kLargestLoss;
  const bool positive = scale_ == AxisScale::kLinear || losses.lower > kLeastLoss;
  if (finite && positive && losses.size() > kLeastShare * size) y_ = losses;
  update();
}

void OverlayChart::zoomSteps(double at, double factor) {
  const QRectF box = area();
  const double share = std::clamp((at - box.left()) / box.width(), 0.0, 1.0);
  look(zoomed(x_, x_.lower + share * x_.size(), factor, AxisScale::kLinear), y_);
}

void OverlayChart::zoomLosses(double at, double factor) {
  const QRectF box = area();
  const double share = std::clamp((box.bottom() - at) / box.height(), 0.0, 1.0);
  const double loss = scale_ == AxisScale::kLog ? y_.lower * std::pow(y_.upper / y_.lower, share)
                                                : y_.lower + share * y_.size();
  look(x_, zoomed(y_, loss, factor, scale_));
}

void OverlayChart::wheelEvent(QWheelEvent* event) {
  const double factor = std::pow(kWheelStep, event->angleDelta().y() / 120.0);
  event->modifiers().testFlag(Qt::ControlModifier) ? zoomLosses(event->position().y(), factor)
                                                   : zoomSteps(event->position().x(), factor);
  event->accept();
}

void OverlayChart::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
  if (toggleAt(event->position())) return;
  drag_ = Drag{.from = event->position(), .x = x_, .y = y_};
}

void OverlayChart::mouseMoveEvent(QMouseEvent* event) {
  if (!drag_) return setToolTip(tipAt(event->position()));
  const QPointF by = event->position() - drag_->from;
  if (!drag_->moved && by.manhattanLength() < kClickDistance) return;
  drag_->moved = true;
  const QRectF box = area();
  // A mostly horizontal drag does not move the losses.
  const double up = std::abs(by.y()) > kLevelDrag ? by.y() / box.height() : 0.0;
  look(moved(drag_->x, -by.x() / box.width(), AxisScale::kLinear), moved(drag_->y, up, scale_));
}

void OverlayChart::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) drag_.reset();
}

void OverlayChart::mouseDoubleClickEvent(QMouseEvent* event) {
  drag_.reset();
  // Or it is the second of two clicks in the legend.
  if (event->button() == Qt::LeftButton && !toggleAt(event->position())) showAll();
}

bool OverlayChart::lookBy(int key) {
  if (key >= Qt::Key_1 && key <= Qt::Key_9) {
    toggle(static_cast<std::size_t>(key - Qt::Key_1));
    return true;
  }
  const QPointF middle = area().center();
  switch (key) {
    case Qt::Key_F:
    case Qt::Key_Home:
      showAll();
      return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      zoomSteps(middle.x(), kWheelStep);
      return true;
    case Qt::Key_Minus:
      zoomSteps(middle.x(), 1.0 / kWheelStep);
      return true;
    case Qt::Key_PageUp:
      zoomLosses(middle.y(), kWheelStep);
      return true;
    case Qt::Key_PageDown:
      zoomLosses(middle.y(), 1.0 / kWheelStep);
      return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
      look(moved(x_, key == Qt::Key_Left ? -kKeyStep : kKeyStep, AxisScale::kLinear), y_);
      return true;
    case Qt::Key_Down:
    case Qt::Key_Up:
      look(x_, moved(y_, key == Qt::Key_Down ? -kKeyStep : kKeyStep, scale_));
      return true;
    default:
      return false;
  }
}

void OverlayChart::keyPressEvent(QKeyEvent* event) {
  const bool plain = (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0;
  if (!plain || !lookBy(event->key())) QWidget::keyPressEvent(event);
}

bool OverlayChart::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    // F, Home and the digits are shortcuts of the window, for the run that goes on.
    const auto& key = *static_cast<QKeyEvent*>(event);
    const bool own = key.key() == Qt::Key_F || key.key() == Qt::Key_Home ||
                     (key.key() >= Qt::Key_1 && key.key() <= Qt::Key_9);
    if (own && (key.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0) {
      event->accept();
      return true;
    }
  }
  return QWidget::event(event);
}

}  // namespace emascope::ui
