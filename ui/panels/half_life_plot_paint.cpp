// SPDX-License-Identifier: GPL-3.0-or-later
//
// How HalfLifePlot is drawn. Widths are logical pixels at 100 % of the interface's scale.
#include "ui/panels/half_life_plot.h"
#include "ui/plot/ticks.h"
#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QPainter>
#include <QPainterPath>

namespace emascope::ui {
namespace {

constexpr ScaledLength kCap = {3.0};  // half the width of a bar's ends
constexpr ScaledLength kDot = {3.5};  // radius
constexpr ScaledLength kMainDot = {4.5};
constexpr ScaledLength kRing = {7.0};

double radiusOf(const HalfLifeDot& dot) { return dot.main ? kMainDot : kDot; }

}  // namespace

void HalfLifePlot::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(textFont(11));
  if (!picture_.dots.empty()) {
    paintFlat(painter);
    paintAxes(painter);
    painter.save();
    painter.setClipRect(area().adjusted(-scaled(8.0), -scaled(12.0), scaled(8.0), 1));
    paintLevels(painter);
    paintLine(painter);
    paintFlatWords(painter);
    paintDots(painter);
    painter.restore();
    paintCursor(painter);
  }
  if (hasFocus()) {
    painter.setPen(QPen(theme().accent, scaled(1.0)));
    painter.setBrush(Qt::NoBrush);
    const double half = scaled(0.5);
    painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), scaled(4.0),
                            scaled(4.0));
  }
}

void HalfLifePlot::paintFlat(QPainter& painter) const {
  if (!picture_.flat) return;
  const QRectF box = area();
  const double left = picture_.flat_open_below ? box.left() : xOf(picture_.flat->lower);
  const double right = picture_.flat_open_above ? box.right() : xOf(picture_.flat->upper);
  painter.fillRect(QRectF(left, box.top(), right - left, box.height()), theme().chip);
}

void HalfLifePlot::paintAxes(QPainter& painter) const {
  const Theme& t = theme();
  const QRectF box = area();
  const QFontMetrics metrics = painter.fontMetrics();
  const std::vector<double> losses = linearTicks(y_, box.height(), 2.2 * metrics.height());
  for (const double tick : losses) {
    const double y = yOf(tick);
    painter.setPen(QPen(t.grid, scaled(1.0)));
    painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y));
    painter.setPen(t.secondary);
    painter.drawText(
        QRectF(0, y - metrics.height() / 2.0, box.left() - scaled(6.0), metrics.height()),
        Qt::AlignRight | Qt::AlignVCenter, tickText(tick, losses));
  }
  painter.setPen(QPen(t.border, scaled(1.0)));
  painter.drawLine(box.bottomLeft(), box.bottomRight());
  painter.drawLine(box.topLeft(), box.bottomLeft());
  const double widest = metrics.horizontalAdvance(QStringLiteral("10 000")) + 6;
  painter.setPen(t.secondary);
  for (const double tick : logTicks(x_, box.width(), widest)) {
    const double x = xOf(tick);
    const QString text = tick < 10.0 ? plainNumber(tick) : stepText(tick);
    const double wide = metrics.horizontalAdvance(text) + 2;
    // Whole, also at the right edge.
    const double left = std::min(x - wide / 2, width() - wide);
    painter.drawText(QRectF(left, box.bottom() + 2, wide, metrics.height()),
                     Qt::AlignHCenter | Qt::AlignTop, text);
  }
  painter.drawText(
      QRectF(box.left(), box.bottom() + 2 + metrics.height(), box.width(), metrics.height() + 2),
      Qt::AlignHCenter | Qt::AlignTop, tr("half-life in steps"));
}

void HalfLifePlot::paintLevels(QPainter& painter) const {
  const Theme& t = theme();
  const QRectF box = area();
  const double line_height = painter.fontMetrics().height();
  for (const HalfLifeDot& dot : picture_.dots) {
    if (!dot.best) continue;
    painter.setPen(QPen(t.secondary, scaled(1.2), Qt::DotLine));
    painter.drawLine(QPointF(box.left(), yOf(dot.mean)), QPointF(box.right(), yOf(dot.mean)));
  }
  if (!picture_.raw) return;
  const double raw = *picture_.raw;
  const QString text = tr("raw %1").arg(shortNumber(raw));
  painter.setPen(t.raw_text);
  if (raw > y_.upper || raw < y_.lower) {
    const bool above = raw > y_.upper;
    painter.drawText(box.adjusted(0, 0, -2, -2),
                     Qt::AlignRight | (above ? Qt::AlignTop : Qt::AlignBottom),
                     above ? tr("%1 ↑").arg(text) : tr("%1 ↓").arg(text));
    return;
  }
  const double y = yOf(raw);
  const bool below = y - box.top() < line_height + 2;
  painter.drawText(
      QRectF(box.left(), below ? y + 2 : y - line_height - 2, box.width() - 2, line_height),
      Qt::AlignRight, text);
  painter.setPen(QPen(t.raw, scaled(1.5)));
  painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y));
}

void HalfLifePlot::paintLine(QPainter& painter) const {
  painter.setPen(QPen(theme().secondary, scaled(1.3)));
  const HalfLifeDot* before = nullptr;
  for (const HalfLifeDot& dot : picture_.dots) {
    if (!dot.on_line) continue;
    if (before && joined(*before, dot)) {
      painter.drawLine(QPointF(xOf(before->half_life), yOf(before->mean)),
                       QPointF(xOf(dot.half_life), yOf(dot.mean)));
    }
    before = &dot;
  }
}

void HalfLifePlot::paintDots(QPainter& painter) const {
  const Theme& t = theme();
  for (const HalfLifeDot& dot : picture_.dots) {
    const QPointF at(xOf(dot.half_life), yOf(dot.mean));
    const QColor color = dot.color.isValid() ? dot.color : t.text;
    if (dot.best) {
      painter.setBrush(Qt::NoBrush);
      painter.setPen(QPen(color, scaled(1.6)));
      painter.drawEllipse(at, kRing, kRing);
    }
    if (dot.kind == HalfLifeDot::Kind::kLine) continue;
    if (dot.half_width > 0.0) {
      painter.setPen(QPen(color, scaled(1.5)));
      const double top = yOf(dot.mean + dot.half_width);
      const double bottom = yOf(dot.mean - dot.half_width);
      painter.drawLine(QPointF(at.x(), top), QPointF(at.x(), bottom));
      for (const double end : {top, bottom}) {
        if (dot.open_ends) break;
        painter.drawLine(QPointF(at.x() - kCap, end), QPointF(at.x() + kCap, end));
      }
    }
    const bool hollow = dot.kind == HalfLifeDot::Kind::kEarly;
    painter.setPen(QPen(hollow ? color : t.card, scaled(1.5)));
    painter.setBrush(hollow ? t.card : color);
    const QRectF box = area();
    if (at.y() < box.top() - 1) {  // worse than the axis shows
      painter.drawPolygon(QPolygonF({QPointF(at.x(), box.top() - scaled(4.0)),
                                     QPointF(at.x() + scaled(5.0), box.top() + scaled(4.0)),
                                     QPointF(at.x() - scaled(5.0), box.top() + scaled(4.0))}));
      continue;
    }
    painter.drawEllipse(at, radiusOf(dot), radiusOf(dot));
  }
}

void HalfLifePlot::paintCursor(QPainter& painter) const {
  if (!cursor_) return;
  const QRectF box = area();
  const double x = xOf(*cursor_);
  painter.setPen(QPen(theme().accent, scaled(1.6)));
  painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()));
  painter.setBrush(theme().card);
  const double half = scaled(5.0);
  const double top = scaled(2.0);
  const double waist = scaled(9.0);
  painter.drawPolygon(
      QPolygonF({QPointF(x - half, top), QPointF(x + half, top), QPointF(x + half, waist),
                 QPointF(x, scaled(14.0)), QPointF(x - half, waist)}));
}

}  // namespace emascope::ui
