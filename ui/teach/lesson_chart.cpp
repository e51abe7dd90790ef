// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/lesson_chart.h"

#include "core/rules/units.h"
#include "ui/plot/ticks.h"
#include "ui/run/words.h"
#include "ui/teach/teach_look.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QFontMetricsF>
#include <QPainter>
#include <QPolygonF>

namespace emascope::ui {
namespace {

constexpr double kMostNames = 0.34;     // share of the width for names beside the lines
constexpr double kStripShare = 0.24;    // of the height
constexpr std::size_t kLastPoints = 8;  // over which lines are said to coincide
constexpr double kStepAcross = 66.0;    // pixels between numbers on the step axis, at least
constexpr double kStepUp = 26.0;
constexpr std::size_t kPointsAPixel = 2;  // from which on a line is thinned

bool isFinite(const PlotPoint& point) { return std::isfinite(point.x) && std::isfinite(point.y); }

/// Of a long run only the extremes of each pixel column, so that drawing does not take longer.
std::vector<PlotPoint> thinned(const std::vector<PlotPoint>& points, const Range& across,
                               int pixels) {
  std::vector<double> x;
  std::vector<double> y;
  for (const PlotPoint& point : points) {
    x.push_back(point.x);
    y.push_back(point.y);
  }
  Columns columns;
  columns.cover(x, y, {across.lower, across.upper, std::max(pixels, 1), 0});
  return columns.points();
}

/// On the axis of decays, see decayTicks().
double shownDecay(double decay) { return decayScale(decay); }

}  // namespace

LessonChart::LessonChart(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("lesson_chart"));
  setAccessibleName(tr("Chart of the lesson"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void LessonChart::setScale(double scale) {
  if (scale == scale_) return;
  scale_ = scale;
  updateGeometry();
  update();
}

void LessonChart::setContent(LessonChartContent content) {
  content_ = std::move(content);
  setAccessibleDescription(summaryText());
  update();
}

QSize LessonChart::minimumSizeHint() const { return {120, 90}; }

QFont LessonChart::tickFont() const { return lessonFont(kSmallText, scale_); }
QFont LessonChart::nameFont() const {
  return lessonFont(kSmallText + 1.0, scale_, QFont::DemiBold);
}

double LessonChart::nameRoom() const {
  const QFontMetricsF metrics(nameFont());
  double widest = px(30);
  for (const ChartSeries& series : content_.series) {
    widest = std::max(widest, metrics.horizontalAdvance(series.line.name) + px(14));
  }
  if (content_.series.size() > 1) {
    // It may take two rows, each of whole words.
    const QString together = tr("overlapping");
    widest = std::max(widest, 0.6 * metrics.horizontalAdvance(together) + px(14));
    for (const QString& word : together.split(QLatin1Char(' '))) {
      widest = std::max(widest, metrics.horizontalAdvance(word) + px(14));
    }
  }
  if (content_.series.size() > kMostNamed) {
    // Not all of them may find a place.
    const QString others = tr("and %1 more").arg(content_.series.size());
    widest = std::max(widest, metrics.horizontalAdvance(others) + px(14));
  }
  return std::min(widest, kMostNames * width());
}

bool LessonChart::hasStrip() const { return content_.axis.strip && !content_.half_life; }

Range LessonChart::stripRange() const {
  const LessonStrip& strip = *content_.axis.strip;
  if (strip.what == LessonStrip::What::kDecay) {
    const auto given = strip.range.value_or(std::pair(0.75, 0.9999));
    // 1 itself is infinitely far up.
    return {shownDecay(given.first), std::min(shownDecay(given.second), 4.3)};
  }
  double highest = 0.0;
  for (const PlotPoint& point : content_.rates) highest = std::max(highest, point.y);
  if (strip.range) return {strip.range->first, strip.range->second};
  return {0.0, highest > 0.0 ? 1.1 * highest : 1.0};
}

Canvas LessonChart::canvas() const {
  const QFontMetricsF ticks(tickFont());
  Canvas canvas;
  canvas.log_loss = content_.axis.logarithmic;
  canvas.name_room = nameRoom();
  canvas.span = content_.across;
  const double left = ticks.horizontalAdvance(QStringLiteral("0.0005")) + px(10);
  const double right = std::max(left + 1.0, width() - canvas.name_room);
  const double bottom = height() - 2.2 * ticks.height() - px(4);
  const double strip = hasStrip() ? kStripShare * height() : 0.0;
  const double gap = hasStrip() ? ticks.height() + px(8) : 0.0;
  const double top = px(4);
  canvas.strips[static_cast<std::size_t>(Strip::kLoss)] =
      QRectF(left, top, right - left, std::max(1.0, bottom - strip - gap - top));
  if (hasStrip()) {
    canvas.strips[static_cast<std::size_t>(Strip::kDecay)] =
        QRectF(left, bottom - strip, right - left, strip);
    canvas.ranges[static_cast<std::size_t>(Strip::kDecay)] = stripRange();
  }
  canvas.ranges[static_cast<std::size_t>(Strip::kLoss)] = {content_.axis.from, content_.axis.to};
  return canvas;
}

double LessonChart::across(const Canvas& canvas, double x) const {
  if (!content_.half_life) return canvas.x(x);
  const QRectF& area = canvas.rect(Strip::kLoss);
  return area.left() + area.width() * std::log(x / content_.across.lower) /
                           std::log(content_.across.upper / content_.across.lower);
}

void LessonChart::paintAxes(QPainter& painter, const Canvas& canvas) const {
  const QRectF& area = canvas.rect(Strip::kLoss);
  const QFontMetricsF metrics(tickFont());
  painter.setFont(tickFont());
  const Range losses{content_.axis.from, content_.axis.to};
  const std::vector<double> up = content_.axis.logarithmic
                                     ? logTicks(losses, area.height(), px(kStepUp))
                                     : linearTicks(losses, area.height(), px(kStepUp));
  for (const double tick : up) {
    const double y = std::round(canvas.y(Strip::kLoss, tick)) + 0.5;
    painter.setPen(QPen(theme().grid, 1));
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    painter.setPen(theme().secondary);
    painter.drawText(QRectF(0, y - metrics.height(), area.left() - px(6), 2 * metrics.height()),
                     Qt::AlignRight | Qt::AlignVCenter, tickText(tick, up));
  }
  const std::vector<double> steps =
      content_.half_life ? logTicks(content_.across, area.width(), px(kStepAcross) / 2)
                         : linearTicks(content_.across, area.width(), px(kStepAcross));
  for (const double tick : steps) {
    const double x = std::round(across(canvas, tick)) + 0.5;
    painter.setPen(QPen(theme().grid, 1));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, canvas.bottom()));
    painter.setPen(theme().secondary);
    painter.drawText(QRectF(x - px(60), canvas.bottom() + px(3), px(120), metrics.height()),
                     Qt::AlignHCenter | Qt::AlignTop, stepText(tick));
  }
  painter.drawText(QRectF(area.left(), canvas.bottom() + px(3) + metrics.height(), area.width(),
                          metrics.height()),
                   Qt::AlignHCenter | Qt::AlignTop,
                   content_.half_life ? tr("half-life in steps") : tr("training step"));
  painter.setPen(QPen(theme().border, 1));
  painter.drawLine(area.bottomLeft(), area.bottomRight());
  painter.drawLine(area.topLeft(), area.bottomLeft());
  if (hasStrip()) paintStripAxis(painter, canvas);
}

void LessonChart::paintStripAxis(QPainter& painter, const Canvas& canvas) const {
  const QRectF& area = canvas.rect(Strip::kDecay);
  const QFontMetricsF metrics(tickFont());
  const bool decay = content_.axis.strip->what == LessonStrip::What::kDecay;
  const Range range = stripRange();
  const std::vector<double> up =
      decay ? decayTicks(range, area.height()) : linearTicks(range, area.height(), px(kStepUp));
  for (const double tick : up) {
    const double y = std::round(canvas.y(Strip::kDecay, tick)) + 0.5;
    if (y < area.top() || y > area.bottom()) continue;
    painter.setPen(QPen(theme().grid, 1));
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    painter.setPen(theme().secondary);
    painter.drawText(QRectF(0, y - metrics.height(), area.left() - px(6), 2 * metrics.height()),
                     Qt::AlignRight | Qt::AlignVCenter,
                     decay ? decayTickText(tick) : tickText(tick, up));
  }
  painter.setPen(theme().secondary);
  painter.drawText(
      QRectF(area.left(), area.top() - metrics.height() - px(1), area.width(), metrics.height()),
      Qt::AlignLeft, decay ? tr("decay used") : tr("learning rate"));
  painter.setPen(QPen(theme().border, 1));
  painter.drawLine(area.bottomLeft(), area.bottomRight());
  painter.drawLine(area.topLeft(), area.bottomLeft());
}

void LessonChart::paintLine(QPainter& painter, const Canvas& canvas, Strip strip,
                            const LessonLine& line, const std::vector<PlotPoint>& points,
                            bool only_points) const {
  const QRectF& area = canvas.rect(strip);
  painter.save();
  painter.setClipRect(area.adjusted(-2, -2, px(4), 2));
  QPen pen(line.color, line.style.width * std::sqrt(scale_));
  pen.setJoinStyle(Qt::RoundJoin);
  if (!line.style.dashes.empty()) {
    QList<qreal> pattern;
    for (const double dash : line.style.dashes) pattern.append(dash / line.style.width);
    pen.setDashPattern(pattern);
    pen.setCapStyle(Qt::FlatCap);
  }
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  QPolygonF part;
  const auto end_part = [&] {
    if (part.size() > 1 && !only_points) painter.drawPolyline(part);
    if (part.size() == 1 || only_points || content_.half_life) {
      painter.save();
      painter.setPen(QPen(theme().card, 1));
      painter.setBrush(line.color);
      for (const QPointF& at : part) painter.drawEllipse(at, px(3.5), px(3.5));
      painter.restore();
    }
    part.clear();
  };
  const bool long_run = points.size() > kPointsAPixel * static_cast<std::size_t>(area.width());
  for (const PlotPoint& point :
       long_run ? thinned(points, content_.across, static_cast<int>(area.width())) : points) {
    if (isFinite(point)) {
      part.append(QPointF(across(canvas, point.x), canvas.y(strip, point.y)));
    } else {
      end_part();
    }
  }
  end_part();
  painter.restore();
}

void LessonChart::paintSeries(QPainter& painter, const Canvas& canvas) const {
  if (content_.raw_mean) {
    const QRectF& area = canvas.rect(Strip::kLoss);
    const double y = canvas.y(Strip::kLoss, *content_.raw_mean);
    if (area.top() <= y && y <= area.bottom()) {
      painter.setPen(QPen(theme().raw, px(1.5), Qt::DashLine));
      painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
      drawOutlined(painter, {area.left() + px(6), y - px(4)}, tr("raw"), nameFont(),
                   theme().raw_text);
    }
  }
  for (const ChartSeries& series : content_.series) {
    paintLine(painter, canvas, Strip::kLoss, series.line, series.losses, series.only_points);
  }
}

void LessonChart::paintStrip(QPainter& painter, const Canvas& canvas) const {
  if (content_.axis.strip->what == LessonStrip::What::kRate) {
    LessonLine line;
    line.color = theme().text;
    line.style.width = 2.0;
    paintLine(painter, canvas, Strip::kDecay, line, content_.rates, false);
    return;
  }
  const double lowest = stripRange().lower;
  for (const ChartSeries& series : content_.series) {
    std::vector<PlotPoint> shown;
    for (const PlotPoint& point : series.decays) {
      // Lower ones, as those of copies, are drawn on the edge.
      shown.push_back({point.x, std::max(lowest, shownDecay(point.y))});
    }
    paintLine(painter, canvas, Strip::kDecay, series.line, shown, false);
  }
}

// A mark's text is beside it, on the side where no name of a line is.
void LessonChart::paintMarks(QPainter& painter, const Canvas& canvas,
                             const std::vector<LineLabel>& labels) const {
  const QRectF& area = canvas.rect(Strip::kLoss);
  const QFontMetricsF metrics(tickFont());
  double base = area.bottom() - px(6);
  for (const ChartMarkText& mark : content_.marks) {
    const double x = std::round(canvas.x(mark.at)) + 0.5;
    if (x < area.left() || x > area.right()) continue;
    painter.setPen(QPen(theme().accent, px(1.2), Qt::DotLine));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, canvas.bottom()));
    const QString text =
        metrics.elidedText(mark.text, Qt::ElideRight, width() - area.left() - px(4));
    const double wide = metrics.horizontalAdvance(text);
    double left = x + px(5);
    const QRectF place(left, base - metrics.ascent(), wide, metrics.height());
    const bool meets = std::ranges::any_of(
        labels, [&](const LineLabel& label) { return label.place.intersects(place); });
    if (meets || left + wide > width()) left = std::max(area.left() + px(2), x - px(5) - wide);
    drawOutlined(painter, {left, base}, text, tickFont(), theme().accent_text);
    base -= metrics.height();  // the next one may be near
    if (base < area.center().y()) base = area.bottom() - px(6);
  }
}

std::vector<BracketBlock> LessonChart::bracketBlocks() const { return bracketBlocks(canvas()); }

std::vector<BracketBlock> LessonChart::bracketBlocks(const Canvas& canvas) const {
  return emascope::ui::bracketBlocks(content_.brackets, canvas, nameFont(), scale_, width());
}

std::vector<LineEnd> LessonChart::ends(const Canvas& canvas) const {
  const QRectF& area = canvas.rect(Strip::kLoss);
  std::vector<LineEnd> ends;
  for (const ChartSeries& series : content_.series) {
    LineEnd end{.name = series.line.name, .color = series.line.text};
    for (auto point = series.losses.rbegin(); point != series.losses.rend(); ++point) {
      if (!isFinite(*point)) continue;
      if (end.heights.empty()) end.x = across(canvas, point->x);
      const double y = canvas.y(Strip::kLoss, point->y);
      end.heights.insert(end.heights.begin(), std::clamp(y, area.top(), area.bottom()));
      if (end.heights.size() == kLastPoints) break;
    }
    if (!end.heights.empty()) ends.push_back(std::move(end));
  }
  return ends;
}

std::vector<LineLabel> LessonChart::labels() const {
  const Canvas canvas = this->canvas();
  return labels(canvas, bracketBlocks(canvas));
}

std::vector<LineLabel> LessonChart::labels(const Canvas& canvas,
                                           const std::vector<BracketBlock>& brackets) const {
  const std::vector<LineEnd> ends = this->ends(canvas);
  const double room = nameRoom() - px(10);
  // A little below the losses is free, too. The texts of the brackets are not.
  QRectF area = canvas.rect(Strip::kLoss).adjusted(0, 0, 0, px(4));
  for (const BracketBlock& block : brackets) {
    for (const BracketBlock::Row& row : block.rows) {
      const bool meets = std::ranges::any_of(ends, [&](const LineEnd& end) {
        return end.x < row.place.right() && end.x + px(14) + room > row.place.left();
      });
      if (meets) area.setTop(std::max(area.top(), row.place.bottom() + px(8)));
    }
  }
  return placeLabels(ends, area, room, nameFont());
}

void LessonChart::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(rect(), theme().card);
  if (!content_.empty.isEmpty()) {
    painter.setFont(lessonFont(kLessonText, scale_));
    painter.setPen(theme().secondary);
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, content_.empty);
    return;
  }
  const Canvas canvas = this->canvas();
  paintAxes(painter, canvas);
  const std::vector<BracketBlock> brackets = bracketBlocks(canvas);
  const std::vector<LineLabel> names = labels(canvas, brackets);
  if (!content_.half_life) paintMarks(painter, canvas, names);
  paintSeries(painter, canvas);
  if (hasStrip()) paintStrip(painter, canvas);
  paintBrackets(painter, brackets, content_.brackets, canvas, nameFont(), scale_);
  paintLabels(painter, names, nameFont());
}

QString LessonChart::summaryText() const {
  if (!content_.empty.isEmpty()) return content_.empty;
  QStringList parts;
  for (const ChartSeries& series : content_.series) {
    const auto last = std::find_if(series.losses.rbegin(), series.losses.rend(), isFinite);
    if (last == series.losses.rend()) continue;
    parts << (content_.half_life ? tr("%1: loss %2 at half-life %3") : tr("%1: loss %2 at step %3"))
                 .arg(series.line.name, shortNumber(last->y), stepText(last->x));
  }
  for (const ChartBracket& bracket : content_.brackets) {
    for (const ChartMean& mean : bracket.means) {
      parts << tr("mean of %1 from step %2 to %3: %4")
                   .arg(mean.line.name, stepText(bracket.from), stepText(bracket.to), mean.number);
    }
  }
  return parts.join(QStringLiteral("; "));
}

}  // namespace emascope::ui
