// SPDX-License-Identifier: GPL-3.0-or-later
//
// LossPlot's mouse and keys: zoom, pan, box, cursor, and the views to return to.
#include "ui/plot/loss_plot_private.h"
#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>

namespace emascope::ui {
namespace {

constexpr double kWheelStep = 0.85;        // per notch of the wheel
constexpr int kWheelPause = 500;           // ms; closer turns of the wheel count as one action
constexpr double kFewestSteps = 4.0;       // an axis shows at least this many
constexpr std::size_t kMostPictures = 50;  // kept for Backspace
constexpr double kClickDistance = 4.0;     // pixels
constexpr double kNearRemark = 6.0;        // pixels
constexpr double kLargestLoss = 1e300;

std::optional<Strip> stripAt(const Canvas& canvas, const QPointF& at) {
  for (const Strip strip : {Strip::kLoss, Strip::kDifference, Strip::kDecay}) {
    const QRectF& area = canvas.rect(strip);
    if (!area.isEmpty() && at.y() >= area.top() - 6 && at.y() <= area.bottom() + 6) return strip;
  }
  return std::nullopt;
}

bool sane(const Range& range, AxisScale scale) {
  const bool finite = std::isfinite(range.lower) && std::isfinite(range.upper) &&
                      std::abs(range.lower) < kLargestLoss && std::abs(range.upper) < kLargestLoss;
  const double size = std::max(std::abs(range.lower), std::abs(range.upper));
  return finite && range.size() > 1e-9 * size &&
         (scale == AxisScale::kLinear || range.lower > 1e-300);
}

}  // namespace

void LossPlot::Private::remember() {
  earlier.push_back(view);
  if (earlier.size() > kMostPictures) earlier.erase(earlier.begin());
}

void LossPlot::Private::look(const PlotView& wanted) {
  PlotView next = wanted;
  next.following = false;
  if (next.span.size() < kFewestSteps * series.axis().pace() ||
      !sane(next.span, AxisScale::kLinear))
    next.span = view.span;
  if (!sane(next.loss, log_y ? AxisScale::kLog : AxisScale::kLinear)) next.loss = view.loss;
  if (!sane(next.difference, AxisScale::kLinear)) next.difference = view.difference;
  const bool left = view.following;
  view = next;
  queueRedraw();
  if (left) Q_EMIT q.followingChanged(false);
}

void LossPlot::Private::follow(bool following) {
  if (following == view.following) return;
  remember();
  view.following = following;
  shown_loss.reset();
  shown_difference.reset();
  queueRedraw();
  Q_EMIT q.followingChanged(following);
}

void LossPlot::Private::wheel(const QWheelEvent& event) {
  const double notches = event.angleDelta().y() / 120.0;
  if (notches == 0.0) return;
  const Canvas canvas = chart.canvas();
  const double factor = std::pow(kWheelStep, notches);
  PlotView next = view;
  if (event.modifiers().testFlag(Qt::ControlModifier)) {
    const auto strip = stripAt(canvas, event.position());
    if (!strip || *strip == Strip::kDecay) return;
    Range& range = *strip == Strip::kLoss ? next.loss : next.difference;
    range = zoomed(range, canvas.value(*strip, event.position().y()), factor, canvas.scale(*strip));
  } else {
    const double place =
        std::clamp(canvas.place(event.position().x()), view.span.lower, view.span.upper);
    next.span = zoomed(view.span, place, factor, AxisScale::kLinear);
    // This may change the width of the strips; `place` stays under the mouse.
    const double pixels = Chart::stripWidth(q.width(), roomBesideStrips(next.span, q.width()));
    const double share =
        std::clamp((canvas.x(place) - canvas.rect(Strip::kLoss).left()) / pixels, 0.0, 1.0);
    const double size = next.span.size();
    next.span = {place - share * size, place + (1.0 - share) * size};
    if (next.span.size() > 4.0 * plannedEnd()) return;
  }
  if (!last_wheel_.isValid() || last_wheel_.elapsed() > kWheelPause || view.following) remember();
  last_wheel_.start();
  look(next);
}

void LossPlot::Private::press(const QMouseEvent& event) {
  if (event.button() != Qt::LeftButton) return;
  q.setFocus(Qt::MouseFocusReason);
  pressed_ = true;
  dragging_ = false;
  boxing_ = event.modifiers().testFlag(Qt::ShiftModifier);
  press_at_ = now_at_ = event.position();
  press_strip_ = stripAt(chart.canvas(), press_at_);
  press_view_ = view;
}

void LossPlot::Private::move(const QMouseEvent& event) {
  now_at_ = event.position();
  if (pressed_) {
    if (!dragging_ && (now_at_ - press_at_).manhattanLength() < kClickDistance) return;
    if (!dragging_ && !boxing_) remember();
    dragging_ = true;
    if (boxing_) {
      chart.redrawOverlay();
    } else if (pan(now_at_)) {
      setCursor(std::nullopt);
    }
    return;
  }
  const Canvas canvas = chart.canvas();
  const QRectF& area = canvas.rect(Strip::kLoss);
  const bool inside = now_at_.x() >= area.left() - 2 && now_at_.x() <= area.right() + 2;
  if (!inside || series.empty()) return setCursor(std::nullopt);
  setCursor(series.nearestTo(canvas.place(now_at_.x())));
}

bool LossPlot::Private::pan(const QPointF& to) {
  const Canvas canvas = chart.canvas();
  const QPointF by = to - press_at_;
  PlotView next = press_view_;
  next.span =
      moved(press_view_.span, -by.x() / canvas.rect(Strip::kLoss).width(), AxisScale::kLinear);
  // A mostly horizontal drag does not move the value axis.
  if (std::abs(by.y()) > 8.0 && press_strip_ && *press_strip_ != Strip::kDecay) {
    const bool loss = *press_strip_ == Strip::kLoss;
    Range& range = loss ? next.loss : next.difference;
    const double share = by.y() / canvas.rect(*press_strip_).height();
    range = moved(range, share, canvas.scale(*press_strip_));
  }
  look(next);
  return true;
}

void LossPlot::Private::release(const QMouseEvent& event) {
  if (event.button() != Qt::LeftButton || !pressed_) return;
  pressed_ = false;
  const Canvas canvas = chart.canvas();
  if (!dragging_) {
    const auto mark = markAt(canvas, notes, event.position().x(), kClickDistance);
    if (mark && notes.marks[*mark].change >= 0) Q_EMIT q.markClicked(notes.marks[*mark].change);
    return;
  }
  dragging_ = false;
  if (!boxing_) return;
  boxing_ = false;
  const QRectF box = QRectF(press_at_, event.position()).normalized();
  chart.redrawOverlay();
  if (box.width() < 6.0 || box.height() < 6.0) return;
  remember();
  PlotView next = view;
  next.span = {canvas.place(box.left()), canvas.place(box.right())};
  if (press_strip_ && *press_strip_ != Strip::kDecay) {
    Range& range = *press_strip_ == Strip::kLoss ? next.loss : next.difference;
    range = {canvas.value(*press_strip_, box.bottom()), canvas.value(*press_strip_, box.top())};
  }
  look(next);
}

void LossPlot::Private::setCursor(std::optional<std::size_t> index) {
  if (index == cursor) return;
  cursor = index;
  chart.redrawOverlay();
}

void LossPlot::Private::moveCursor(int direction, bool to_mark) {
  if (series.empty()) return;
  const std::size_t last = series.size() - 1;
  std::size_t next = cursor.value_or(direction > 0 ? 0 : last);
  if (to_mark) {
    const double here = cursor ? series.steps()[*cursor] : direction > 0 ? -1.0 : 1e18;
    double best = direction > 0 ? series.steps()[last] : series.steps()[0];
    for (const PlacedMark& mark : notes.marks) {
      const double at = series.steps()[series.nearest(static_cast<double>(mark.step))];
      if (direction > 0 ? at > here && at < best : at < here && at > best) best = at;
    }
    next = series.nearest(best);
  } else if (cursor) {
    if (direction > 0) next = std::min(next + 1, last);
    if (direction < 0 && next > 0) --next;
  }
  pointAt(next);
}

void LossPlot::Private::pointAt(std::size_t evaluation) {
  const double place = series.places()[evaluation];
  if (place < view.span.lower || place > view.span.upper) {
    PlotView there = view;
    remember();
    const double half = view.span.size() / 2.0;
    there.span = {place - half, place + half};
    look(there);
  }
  setCursor(evaluation);
  q.setAccessibleDescription(q.cursorText());
}

ChartSpot LossPlot::Private::spotAt(const QPointF& at) const {
  const Canvas canvas = chart.canvas();
  const QRectF& area = canvas.rect(Strip::kLoss);
  const double x = std::clamp(at.x(), area.left(), area.right());
  const double y = std::clamp(at.y(), area.top(), area.bottom());
  ChartSpot spot;
  spot.at = at.toPoint();
  const double step = std::round(series.axis().stepAt(canvas.place(x)));
  spot.step = static_cast<std::int64_t>(std::clamp(step, 0.0, 1e15));
  spot.value = canvas.value(Strip::kLoss, y);
  spot.note = noteAt(canvas, notes.remarks, at.x(), kNearRemark);
  if (const auto near = checkpointAt(canvas, notes.checkpoints, at.x(), kNearRemark)) {
    spot.checkpoint = notes.checkpoints[*near].step;
  }
  if (const auto near = markAt(canvas, notes, at.x(), kNearRemark)) {
    spot.edit = notes.marks[*near].first;
  }
  if (area.adjusted(0, -kNearRemark, 0, kNearRemark).contains(QPointF(x, at.y()))) {
    spot.line = lineAt(canvas, notes.lines, at.y(), kNearRemark);
  }
  return spot;
}

QString LossPlot::Private::tipAt(const QPointF& at) const {
  const Canvas canvas = chart.canvas();
  if (record == nullptr || !isAtCheckpoints(canvas, at)) return {};
  const auto near = checkpointAt(canvas, notes.checkpoints, at.x(), kNearRemark);
  if (!near) return {};
  const auto& all = record->checkpoints;
  const auto found =
      std::ranges::find(all, notes.checkpoints[*near].step, &event::CheckpointWritten::step);
  return found == all.end() ? QString() : checkpointText(*record, *found);
}

std::vector<HoverRow> LossPlot::Private::hoverRows() const {
  std::vector<HoverRow> rows;
  if (!cursor || record == nullptr || *cursor >= record->points.size()) return rows;
  constexpr std::size_t kMostRows = 10;
  const EvalPoint& point = record->points[*cursor];
  rows.push_back({LossPlot::tr("step"), grouped(point.step), {}});
  const double place = series.places()[*cursor];
  if (series.axis().quantity() == XQuantity::kEpoch) {
    rows.push_back({LossPlot::tr("epoch"), plainNumber(place, 4), {}});
  } else if (series.axis().quantity() == XQuantity::kTime) {
    rows.push_back({LossPlot::tr("time"), timeText(place), {}});
  }
  const auto value = [this](const Evaluation& val) {
    return series.metric() ? val.metric : val.loss;
  };
  std::vector<double> values = {value(point.raw)};
  for (const TrackEvaluation& track : point.tracks) values.push_back(value(track.val));
  const int decimals = commonDecimals(values, 4);
  if (visible(0)) {
    rows.push_back({LossPlot::tr("raw"), alignedNumber(value(point.raw), decimals), theme().raw});
  }
  for (std::size_t track = 0; track < point.tracks.size(); ++track) {
    if (!isPresent(point.tracks[track]) || !visible(track + 1)) continue;
    if (rows.size() == kMostRows + 2) break;
    rows.push_back({trackName(*record, track),
                    alignedNumber(value(point.tracks[track].val), decimals), colorOf(track + 1)});
  }
  const std::size_t chosen = series.selectedTrack();
  if (chosen >= point.tracks.size() || !isPresent(point.tracks[chosen])) return rows;
  const TrackEvaluation& track = point.tracks[chosen];
  QString difference = shortNumber(point.raw.loss - track.val.loss, 3);
  difference.replace(QLatin1Char('-'), QChar(0x2212));
  rows.push_back({LossPlot::tr("Δ = raw − %1").arg(trackName(*record, chosen)), difference, {}});
  rows.push_back({LossPlot::tr("decay βₜ"), decayText(track.decay), {}});
  return rows;
}

void LossPlot::Private::paintOverlay(QPainter& painter) {
  const Canvas canvas = chart.canvas();
  if (cursor && *cursor < series.size()) {
    Hover hover;
    hover.place = series.places()[*cursor];
    hover.rows = hoverRows();
    for (std::size_t curve = 0; curve < series.curves(); ++curve) {
      const double loss = series.loss(curve)[*cursor];
      if (!std::isfinite(loss) || !visible(curve)) continue;
      hover.dots.push_back({hover.place, loss, colorOf(curve)});
    }
    paintHover(painter, canvas, hover);
  }
  if (boxing_ && dragging_) {
    QColor tint = theme().accent;
    tint.setAlphaF(0.12F);
    painter.setBrush(tint);
    painter.setPen(QPen(theme().accent, scaled(1.0)));
    painter.drawRect(QRectF(press_at_, now_at_).normalized());
  }
  if (keyboard_focus) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().accent, scaled(2.0)));
    painter.drawRoundedRect(QRectF(chart.widget()->rect()).adjusted(1, 1, -1, -1), 6, 6);
  }
}

}  // namespace emascope::ui
