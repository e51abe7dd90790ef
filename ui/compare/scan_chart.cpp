// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/scan_chart.h"

#include "ui/compare/compare_words.h"
#include "ui/compare/mix_scale.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

namespace emascope::ui {
namespace {

constexpr double kTop = 10.0;
constexpr double kBottom = 6.0;
constexpr double kFarAbove = 8.0;  // times the difference between raw, the average and the lowest
constexpr double kPixelsPerTick = 42.0;

/// 1, 2 or 5 times a power of ten, at least `least`.
double roundStep(double least) {
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= least) return factor * power;
  }
  return 10.0 * power;
}

}  // namespace

struct ScanChart::Canvas {
  QPainter& painter;
  MixScale across;
  Range range;
  double top;
  double bottom;

  [[nodiscard]] double high(double loss) const {
    return bottom - (bottom - top) * (loss - range.bottom) / (range.top - range.bottom);
  }
  [[nodiscard]] QPointF place(const ScanPoint& point) const {
    const double y = std::clamp(high(point.val.loss), top - 1e4, bottom + 1e4);
    return {across.at(point.share), y};
  }
  [[nodiscard]] bool shows(const ScanPoint* point) const {
    return point && std::isfinite(point->val.loss) && point->val.loss <= range.top;
  }
};

ScanChart::ScanChart(QWidget* parent) : QWidget(parent), average_(tr("EMA")) {
  setObjectName(QStringLiteral("scan_chart"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setAccessibleName(tr("Validation loss between raw and averaged weights"));
}

void ScanChart::setLine(const ScanLine& line) {
  line_ = line;
  describe();
  update();
}

void ScanChart::setShare(double share) {
  share_ = share;
  update();
}

void ScanChart::setAverage(const QString& name, const QColor& line, const QColor& text) {
  average_ = name;
  color_ = line;
  text_color_ = text;
  describe();
  update();
}

void ScanChart::setLowestText(const QString& text) {
  lowest_ = text;
  describe();
  update();
}

void ScanChart::describe() {
  QStringList parts;
  if (const ScanPoint* raw = line_.at(0.0)) {
    parts += tr("raw %1").arg(lossText(raw->val.loss));
  }
  if (const ScanPoint* average = line_.at(1.0)) {
    parts += tr("%1 %2").arg(average_, lossText(average->val.loss));
  }
  if (!lowest_.isEmpty()) parts += lowest_;
  setAccessibleDescription(parts.join(QStringLiteral(", ")));
}

ScanChart::Range ScanChart::rangeOf(const ScanLine& line) {
  double least = HUGE_VAL;
  double most = -HUGE_VAL;
  double ends = -HUGE_VAL;  // the higher one of raw and the average
  for (const ScanPoint& point : line.points()) {
    if (!std::isfinite(point.val.loss)) continue;
    least = std::min(least, point.val.loss);
    most = std::max(most, point.val.loss);
  }
  if (!(least <= most)) return {};
  for (const double share : {0.0, 1.0}) {
    const ScanPoint* end = line.at(share);
    if (end && std::isfinite(end->val.loss)) ends = std::max(ends, end->val.loss);
  }
  if (ends > least) most = std::min(most, least + kFarAbove * (ends - least));
  const double room = most > least ? 0.08 * (most - least) : std::max(1e-6, 0.05 * std::abs(least));
  return {least - room, most + room};
}

void ScanChart::paintGrid(const Canvas& canvas) const {
  QPainter& painter = canvas.painter;
  painter.setFont(textFont(11));
  const double span = canvas.range.top - canvas.range.bottom;
  const double ticks = std::max(1.0, (canvas.bottom - canvas.top) / kPixelsPerTick);
  const double step = roundStep(span / ticks);
  const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 9);
  if (!line_.points().empty() && std::isfinite(step) && step > 0.0) {
    for (double k = std::ceil(canvas.range.bottom / step); k * step <= canvas.range.top; ++k) {
      const double y = std::round(canvas.high(k * step)) + 0.5;
      painter.setPen(QPen(theme().grid, 1.0));
      painter.drawLine(QPointF(canvas.across.left, y), QPointF(canvas.across.right, y));
      painter.setPen(theme().secondary);
      const QString text =
          decimals == 0 ? shortNumber(k * step) : QString::number(k * step, 'f', decimals);
      painter.drawText(QRectF(0, y - 8, canvas.across.left - 8, 16),
                       Qt::AlignRight | Qt::AlignVCenter, text);
    }
  }
  painter.setPen(QPen(theme().border, 1.0));
  for (const double share : {0.0, 1.0}) {
    const double x = std::round(canvas.across.at(share)) + 0.5;
    painter.drawLine(QPointF(x, canvas.top), QPointF(x, height()));
  }
}

void ScanChart::paintLine(const Canvas& canvas) const {
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setClipRect(QRectF(canvas.across.left - 1, canvas.top - 1,
                             canvas.across.right - canvas.across.left + 2,
                             canvas.bottom - canvas.top + 2));
  QPainterPath path;
  bool drawing = false;
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme().worse);
  for (const ScanPoint& point : line_.points()) {
    const bool there = std::isfinite(point.val.loss);
    if (there) {
      drawing ? path.lineTo(canvas.place(point)) : path.moveTo(canvas.place(point));
    } else {
      const QPointF tip(canvas.across.at(point.share), canvas.top);
      painter.drawPolygon(QPolygonF({tip, tip + QPointF(4, 6), tip + QPointF(-4, 6)}));
    }
    drawing = there;
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme().text, 1.5));
  painter.drawPath(path);
  painter.restore();
}

void ScanChart::paintMarks(const Canvas& canvas) const {
  QPainter& painter = canvas.painter;
  painter.setFont(textFont(11, QFont::DemiBold));
  const QFontMetricsF metrics(painter.font());
  const auto dot = [&](const ScanPoint& point, const QColor& color) {
    painter.setPen(QPen(theme().card, 1.5));
    painter.setBrush(color);
    painter.drawEllipse(canvas.place(point), 5.0, 5.0);
  };
  std::vector<QRectF> written;
  const auto write = [&](const QPointF& start, const QString& text) {
    painter.drawText(start, text);
    written.emplace_back(start.x(), start.y() - metrics.ascent(), metrics.horizontalAdvance(text),
                         metrics.height());
  };
  const auto above = [&](const QPointF& at) { return std::max(metrics.ascent(), at.y() - 10.0); };
  if (const ScanPoint* raw = line_.at(0.0); canvas.shows(raw)) {
    dot(*raw, theme().raw);
    const QPointF at = canvas.place(*raw);
    painter.setPen(theme().raw_text);
    write(QPointF(at.x() + 9, above(at)), tr("raw %1").arg(lossText(raw->val.loss)));
  }
  if (const ScanPoint* average = line_.at(1.0); canvas.shows(average)) {
    dot(*average, color_);
    const QPointF at = canvas.place(*average);
    painter.setPen(text_color_);
    const double room = 0.45 * (canvas.across.at(1.0) - canvas.across.at(0.0));
    const QString number = lossText(average->val.loss);
    const QString name = metrics.elidedText(
        average_, Qt::ElideRight, std::max(20.0, room - metrics.horizontalAdvance(number) - 6));
    const QString text = name + QLatin1Char(' ') + number;
    write(QPointF(at.x() - 9 - metrics.horizontalAdvance(text), above(at)), text);
  }
  paintLowest(canvas, written);
}

void ScanChart::paintLowest(const Canvas& canvas, const std::vector<QRectF>& written) const {
  QPainter& painter = canvas.painter;
  const ScanPoint* lowest = line_.lowest();
  if (!canvas.shows(lowest)) return;
  const QPointF at = canvas.place(*lowest) - QPointF(0, 9);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme().text);
  painter.drawPolygon(QPolygonF({at, at + QPointF(-4, -6), at + QPointF(4, -6)}));
  painter.setFont(textFont(11));
  painter.setPen(theme().text);
  const QFontMetricsF metrics(painter.font());
  const double wide = metrics.horizontalAdvance(lowest_);
  // Beside its mark, on the side where no other text is, and never beyond the edge.
  const double x = std::min(at.x() + 9, width() - wide - 2);
  const bool collides = x < at.x() + 5 || lowest->share < 1.0 - 1e-6;
  const double y = collides ? std::max(metrics.ascent(), at.y() - 12.0) : at.y();
  QPointF start(std::max(0.0, x), y);
  const auto box = [&] {
    return QRectF(start.x() - 1, start.y() - metrics.ascent(), wide + 2, metrics.height());
  };
  const auto covers = [&](const QRectF& text) { return text.intersects(box()); };
  if (std::any_of(written.begin(), written.end(), covers)) {
    // Below the line, or above the other texts where there is no room.
    const double below = canvas.place(*lowest).y() + 6.0 + metrics.ascent();
    const bool room = below + metrics.descent() <= canvas.bottom;
    start.setY(room ? below : std::max(metrics.ascent(), start.y() - metrics.height()));
    if (room) start.setX(std::max(0.0, at.x() - wide / 2));
  }
  QColor behind = theme().card;
  behind.setAlphaF(0.8F);
  painter.fillRect(box(), behind);
  painter.drawText(start, lowest_);
}

void ScanChart::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Canvas canvas{painter, mixScale(width()), rangeOf(line_), kTop, height() - kBottom};
  if (canvas.bottom <= canvas.top) return;
  paintGrid(canvas);
  if (line_.points().empty()) return;
  const double x = canvas.across.at(share_);
  painter.setPen(QPen(theme().accent, 1.0));
  painter.drawLine(QPointF(x, canvas.top), QPointF(x, height()));
  paintLine(canvas);
  paintMarks(canvas);
}

void ScanChart::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  std::vector<double> remarkable = {0.0, 1.0};
  if (const ScanPoint* lowest = line_.lowest()) remarkable.push_back(lowest->share);
  Q_EMIT shareChosen(mixScale(width()).snapped(event->position().x(), remarkable));
}

}  // namespace emascope::ui
