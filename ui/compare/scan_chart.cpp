// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/scan_chart.h"

#include "ui/compare/compare_words.h"
#include "ui/compare/mix_scale.h"
#include "ui/compare/scan_labels.h"
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

constexpr ScaledLength kTop{10.0};
constexpr ScaledLength kBottom{6.0};
constexpr double kFarAbove = 8.0;  // times the difference between raw, the average and the lowest
constexpr ScaledLength kPixelsPerTick{42.0};
constexpr ScaledLength kDot{5.0};  // radius
constexpr ScaledLength kArrowHeight{6.0};
constexpr ScaledLength kArrowHalf{4.0};
constexpr ScaledLength kArrowAbove{9.0};  // the line
constexpr ScaledLength kTextGap{4.0};
constexpr ScaledLength kEdge{10.0};   // of the card, without text
constexpr double kLabelShare = 0.45;  // of the way from raw to the average, for a name

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

/// A dot, or an arrow that points down, with its text.
struct ScanChart::Mark {
  QPointF at;
  bool arrow = false;
  QColor color = {};
  QColor text_color = {};
  QString text = {};
  QFont font = {};
  bool left = false;  // of the mark is the text's place

  [[nodiscard]] QRectF place() const {
    if (!arrow) return {at.x() - kDot, at.y() - kDot, 2 * kDot, 2 * kDot};
    return {at.x() - kArrowHalf, at.y() - kArrowAbove - kArrowHeight, 2 * kArrowHalf,
            static_cast<double>(kArrowHeight)};
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

ScanChart::Canvas ScanChart::canvas() const {
  return {mixScale(width()), rangeOf(line_), kTop, height() - kBottom};
}

std::vector<ScanChart::Mark> ScanChart::marksOn(const Canvas& canvas) const {
  std::vector<Mark> all;
  const QFont bold = textFont(11, QFont::DemiBold);
  if (const ScanPoint* raw = line_.at(0.0); canvas.shows(raw)) {
    all.push_back({canvas.place(*raw), false, theme().raw, theme().raw_text,
                   tr("raw %1").arg(lossText(raw->val.loss)), bold, false});
  }
  if (const ScanPoint* average = line_.at(1.0); canvas.shows(average)) {
    const QFontMetricsF metrics(bold);
    const QString number = lossText(average->val.loss);
    const double room = kLabelShare * (canvas.across.at(1.0) - canvas.across.at(0.0)) -
                        metrics.horizontalAdvance(number) - scaled(6.0);
    const QString name = elidedName(average_, metrics, std::max(scaled(20.0), room));
    all.push_back({canvas.place(*average), false, color_, text_color_,
                   name + QLatin1Char(' ') + number, bold, true});
  }
  if (const ScanPoint* lowest = line_.lowest(); canvas.shows(lowest)) {
    all.push_back(
        {canvas.place(*lowest), true, theme().text, theme().text, lowest_, textFont(11), false});
  }
  return all;
}

std::vector<QRectF> ScanChart::marks() const {
  std::vector<QRectF> places;
  for (const Mark& mark : marksOn(canvas())) places.push_back(mark.place());
  return places;
}

std::vector<ScanChart::Text> ScanChart::texts() const {
  const Canvas canvas = this->canvas();
  std::vector<ScanLabel> labels;
  std::vector<QRectF> covered;
  const std::vector<Mark> all = marksOn(canvas);
  for (const Mark& mark : all) {
    const QFontMetricsF metrics(mark.font);
    labels.push_back(
        {mark.place(), {metrics.horizontalAdvance(mark.text), metrics.height()}, mark.left});
    covered.push_back(mark.place());
  }
  QPolygonF line;
  for (const ScanPoint& point : line_.points()) {
    if (std::isfinite(point.val.loss)) line.append(canvas.place(point));
  }
  const QRectF room = QRectF(rect()).adjusted(kEdge, 0, -kEdge, 0);
  const std::vector<QRectF> places = placeScanLabels(labels, covered, line, room, kTextGap);
  std::vector<Text> written;
  for (std::size_t i = 0; i < all.size(); ++i) {
    written.push_back({all[i].text, all[i].text_color, places[i], all[i].font});
  }
  return written;
}

void ScanChart::paintGrid(QPainter& painter, const Canvas& canvas) const {
  painter.setFont(textFont(11));
  const double row = painter.fontMetrics().height();
  const double span = canvas.range.top - canvas.range.bottom;
  const double ticks = std::max(1.0, (canvas.bottom - canvas.top) / kPixelsPerTick);
  const double step = roundStep(span / ticks);
  const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 9);
  if (!line_.points().empty() && std::isfinite(step) && step > 0.0) {
    for (double k = std::ceil(canvas.range.bottom / step); k * step <= canvas.range.top; ++k) {
      const double y = std::round(canvas.high(k * step)) + 0.5;
      painter.setPen(QPen(theme().grid, scaled(1.0)));
      painter.drawLine(QPointF(canvas.across.left, y), QPointF(canvas.across.right, y));
      painter.setPen(theme().secondary);
      const QString text =
          decimals == 0 ? shortNumber(k * step) : QString::number(k * step, 'f', decimals);
      painter.drawText(QRectF(0, y - row / 2, canvas.across.left - scaled(8.0), row),
                       Qt::AlignRight | Qt::AlignVCenter, text);
    }
  }
  painter.setPen(QPen(theme().border, scaled(1.0)));
  for (const double share : {0.0, 1.0}) {
    const double x = std::round(canvas.across.at(share)) + 0.5;
    painter.drawLine(QPointF(x, canvas.top), QPointF(x, height()));
  }
}

void ScanChart::paintLine(QPainter& painter, const Canvas& canvas) const {
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
      painter.drawPolygon(QPolygonF({tip, tip + QPointF(kArrowHalf, kArrowHeight),
                                     tip + QPointF(-kArrowHalf, kArrowHeight)}));
    }
    drawing = there;
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme().text, scaled(1.5)));
  painter.drawPath(path);
  painter.restore();
}

void ScanChart::paintMarks(QPainter& painter, const Canvas& canvas) const {
  for (const Mark& mark : marksOn(canvas)) {
    painter.setBrush(mark.color);
    if (!mark.arrow) {
      painter.setPen(QPen(theme().card, scaled(1.5)));
      painter.drawEllipse(mark.at, kDot, kDot);
      continue;
    }
    const QRectF place = mark.place();
    painter.setPen(Qt::NoPen);
    painter.drawPolygon(QPolygonF(
        {QPointF(place.center().x(), place.bottom()), place.topLeft(), place.topRight()}));
  }
}

void ScanChart::paintTexts(QPainter& painter) const {
  QColor behind = theme().card;
  behind.setAlphaF(0.8F);
  for (const Text& text : texts()) {
    painter.fillRect(text.place, behind);
    painter.setFont(text.font);
    painter.setPen(text.color);
    painter.drawText(text.place, Qt::AlignCenter | Qt::TextSingleLine, text.text);
  }
}

void ScanChart::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Canvas canvas = this->canvas();
  if (canvas.bottom <= canvas.top) return;
  paintGrid(painter, canvas);
  if (line_.points().empty()) return;
  const double x = canvas.across.at(share_);
  painter.setPen(QPen(theme().accent, scaled(1.0)));
  painter.drawLine(QPointF(x, canvas.top), QPointF(x, height()));
  paintLine(painter, canvas);
  paintTexts(painter);
  paintMarks(painter, canvas);
}

void ScanChart::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  std::vector<double> remarkable = {0.0, 1.0};
  if (const ScanPoint* lowest = line_.lowest()) remarkable.push_back(lowest->share);
  Q_EMIT shareChosen(mixScale(width()).snapped(event->position().x(), remarkable));
}

}  // namespace emascope::ui
