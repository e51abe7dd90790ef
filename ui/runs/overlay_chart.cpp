// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/overlay_chart.h"

#include "ui/plot/ticks.h"
#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <QPainter>
#include <QPolygonF>

namespace emascope::ui {
namespace {

constexpr int kWidth = 600;
constexpr int kHeight = 260;
constexpr ScaledLength kLeft = {58.0};
constexpr ScaledLength kTop = {12.0};
constexpr ScaledLength kRight = {16.0};
constexpr ScaledLength kBottom = {26.0};
constexpr ScaledLength kTickSpacing = {34.0};
constexpr ScaledLength kStepSpacing = {90.0};
constexpr ScaledLength kRawWidth = {1.0};
constexpr ScaledLength kAverageWidth = {2.2};
constexpr ScaledLength kDot = {5.0};
constexpr ScaledLength kSample = {26.0};
constexpr ScaledLength kLegendWidth = {240.0};
constexpr double kFarAway = 1000.0;  // times the axis; what is farther is drawn there

/// An evaluation without neighbors, of which a line would show nothing.
void paintDot(QPainter& painter, const QPointF& at) {
  const QPen pen = painter.pen();
  painter.setPen(QPen(pen.color(), kDot, Qt::SolidLine, Qt::RoundCap));
  painter.drawPoint(at);
  painter.setPen(pen);
}

}  // namespace

OverlayChart::OverlayChart(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("overlay_chart"));
  setAccessibleName(tr("Losses of several runs"));
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setMouseTracking(true);
  setToolTip(tipAt({}));
}

QSize OverlayChart::sizeHint() const { return {scaled(kWidth), scaled(kHeight)}; }

void OverlayChart::toggle(std::size_t run) {
  if (run >= runs_.size()) return;
  if (hidden_.erase(run) == 0) hidden_.insert(run);
  setAccessibleDescription(summaryText());
  update();
}

bool OverlayChart::toggleAt(const QPointF& at) {
  std::size_t run = 0;
  while (run < runs_.size() && !legendRow(run).contains(at)) ++run;
  toggle(run);
  return run < runs_.size();
}

void OverlayChart::setRuns(std::vector<OverlayRun> runs) {
  if (runs.size() != runs_.size()) hidden_.clear();
  runs_ = std::move(runs);
  std::vector<double> losses;
  double last = 1.0;
  double pace = HUGE_VAL;
  bool positive = true;
  for (const OverlayRun& run : runs_) {
    if (!run.steps.empty()) last = std::max(last, run.steps.back());
    const auto count = static_cast<double>(run.steps.size());
    if (count > 1.0) pace = std::min(pace, run.steps.back() / count);
    for (const std::vector<double>* curve : {&run.raw, &run.average}) {
      for (const double loss : *curve) {
        if (!std::isfinite(loss)) continue;
        positive = positive && loss > 0.0;
        losses.push_back(loss);
      }
    }
  }
  scale_ = positive && !losses.empty() ? AxisScale::kLog : AxisScale::kLinear;
  const Range all_x = std::exchange(all_x_, {0.0, last});
  const std::optional<Range> content = robustRange(losses, scale_);
  const Range all_y = std::exchange(all_y_, content ? padded(*content, scale_) : Range{0.0, 1.0});
  pace_ = std::isfinite(pace) ? pace : 1.0;
  setAccessibleDescription(summaryText());
  if (all_x != all_x_ || all_y != all_y_) showAll();  // another color resets no zoom
  update();
}

void OverlayChart::showAll() {
  x_ = all_x_;
  y_ = all_y_;
  update();
}

QString OverlayChart::summaryText() const {
  QStringList texts;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const OverlayRun& run = runs_[i];
    if (isHidden(i)) {
      texts << tr("%1: hidden").arg(run.name);
      continue;
    }
    const double raw = run.raw.empty() ? std::nan("") : run.raw.back();
    const double average = run.average.empty() ? std::nan("") : run.average.back();
    texts << tr("%1: raw %2, average %3 at the end")
                 .arg(run.name, shortNumber(raw), shortNumber(average));
  }
  return texts.join(QStringLiteral(". "));
}

QRectF OverlayChart::area() const {
  return QRectF(rect()).adjusted(kLeft, kTop, -double{kRight}, -double{kBottom});
}

double OverlayChart::xOf(double step) const {
  const QRectF box = area();
  const double share = (step - x_.lower) / x_.size();
  return box.left() + box.width() * std::clamp(share, -kFarAway, kFarAway);
}

double OverlayChart::yOf(double loss) const {
  const QRectF box = area();
  const auto on = [this](double value) {
    return scale_ == AxisScale::kLog ? std::log(value) : value;
  };
  const double share = (on(loss) - on(y_.lower)) / (on(y_.upper) - on(y_.lower));
  return box.bottom() - box.height() * std::clamp(share, -kFarAway, kFarAway);
}

void OverlayChart::paintAxes(QPainter& painter) const {
  const QRectF box = area();
  painter.setFont(textFont(11));
  const QFontMetricsF metrics(painter.font());
  const std::vector<double> losses = scale_ == AxisScale::kLog
                                         ? logTicks(y_, box.height(), kTickSpacing)
                                         : linearTicks(y_, box.height(), kTickSpacing);
  for (const double loss : losses) {
    const double y = yOf(loss);
    painter.setPen(QPen(theme().grid, 1.0));
    painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y));
    painter.setPen(theme().secondary);
    painter.drawText(
        QRectF(0, y - metrics.height() / 2, box.left() - scaled(8.0), metrics.height()),
        Qt::AlignRight | Qt::AlignVCenter, tickText(loss, losses));
  }
  for (const double step : linearTicks(x_, box.width(), kStepSpacing)) {
    const double x = xOf(step);
    painter.setPen(QPen(theme().grid, 1.0));
    painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()));
    painter.setPen(theme().secondary);
    const QString text = stepText(step);
    const double wide = metrics.horizontalAdvance(text) + scaled(2.0);
    // That of the last step stays within the widget.
    const double left = std::min(x - wide / 2, width() - wide);
    painter.drawText(QRectF(left, box.bottom() + scaled(4.0), wide, metrics.height()),
                     Qt::AlignCenter, text);
  }
  painter.setPen(QPen(theme().border, 1.0));
  painter.drawLine(box.bottomLeft(), box.bottomRight());
}

void OverlayChart::paintCurve(QPainter& painter, const OverlayRun& run,
                              const std::vector<double>& losses) const {
  QPolygonF line;
  int column = 0;
  double low = 0.0;
  double high = 0.0;
  bool open = false;  // whether the column has a point
  const auto flush = [&] {
    if (!open) return;
    line << QPointF(column + 0.5, low);
    if (high != low) line << QPointF(column + 0.5, high);
    open = false;
  };
  const auto draw = [&] {
    flush();
    line.size() == 1 ? paintDot(painter, line.front()) : painter.drawPolyline(line);
    line.clear();
  };
  for (std::size_t i = 0; i < std::min(losses.size(), run.steps.size()); ++i) {
    const bool drawn =
        std::isfinite(losses[i]) && (scale_ == AxisScale::kLinear || losses[i] > 0.0);
    if (!drawn) {
      draw();
      continue;
    }
    const int at = static_cast<int>(xOf(run.steps[i]));
    const double y = yOf(losses[i]);
    if (!open || at != column) {
      flush();
      column = at;
      low = high = y;
      open = true;
    }
    low = std::min(low, y);
    high = std::max(high, y);
  }
  draw();
}

QRectF OverlayChart::legendRow(std::size_t run) const {
  const double wide = std::min<double>(kLegendWidth, area().width() / 2);
  const double high = QFontMetricsF(textFont(12)).height() + scaled(2.0);
  return {area().right() - wide, area().top() + high * static_cast<double>(run), wide, high};
}

QString OverlayChart::tipAt(const QPointF& at) const {
  for (std::size_t run = 0; run < runs_.size(); ++run) {
    if (legendRow(run).contains(at)) return runs_[run].name;
  }
  return tr(
      "Wheel or + and −: zoom the steps; Ctrl+wheel or PgUp and PgDn: the losses. Drag or arrow "
      "keys: move. Double-click, F or Home: show everything. Click a run in the legend, or press "
      "its number: hide or show it.");
}

void OverlayChart::paintLegend(QPainter& painter) const {
  const QFontMetricsF metrics(textFont(12));
  QColor ground = theme().card;
  ground.setAlphaF(0.8F);
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const OverlayRun& run = runs_[i];
    const QRectF row = legendRow(i);
    painter.fillRect(row, ground);
    const double middle = row.center().y();
    painter.setPen(QPen(run.color, kAverageWidth));
    const double end = row.left() + kSample;
    if (!isHidden(i)) painter.drawLine(QPointF(row.left(), middle), QPointF(end, middle));
    QFont font = textFont(12);
    font.setStrikeOut(isHidden(i));
    painter.setFont(font);
    painter.setPen(isHidden(i) ? theme().secondary : theme().text);
    const QRectF words = row.adjusted(kSample + scaled(8.0), 0, 0, 0);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     metrics.elidedText(run.name, Qt::ElideRight, words.width()));
  }
}

void OverlayChart::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QPainter painter(this);
  paintAxes(painter);
  painter.save();
  painter.setClipRect(area());
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const OverlayRun& run = runs_[i];
    if (isHidden(i)) continue;
    QPen raw(run.color, kRawWidth);
    raw.setDashPattern({4.0, 3.0});
    painter.setPen(raw);
    paintCurve(painter, run, run.raw);
  }
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    if (isHidden(i)) continue;
    painter.setPen(QPen(runs_[i].color, kAverageWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    paintCurve(painter, runs_[i], runs_[i].average);
  }
  painter.restore();
  painter.setRenderHint(QPainter::Antialiasing);
  paintLegend(painter);
  if (!hasFocus()) return;
  painter.setPen(QPen(theme().accent, 1.0));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

}  // namespace emascope::ui
