// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/half_life_plot.h"

#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QKeyEvent>
#include <QMouseEvent>

namespace emascope::ui {
namespace {

constexpr int kHeight = 120;
constexpr int kLeastPlotHeight = 100;
constexpr double kSmallStep = 1.02;
constexpr double kLargeStep = 1.2;
constexpr ScaledLength kSnap = {4.0};
constexpr double kBeyond = 1.3;     // how far the axis goes beyond the outer dots
constexpr double kAboveRaw = 0.35;  // how far it goes above raw, of the distance best to raw
constexpr double kNear = 1.02;

/// Means with their bars; without those of averages that are much worse than raw, unless all are.
/// Their long bars would flatten what is asked about.
std::vector<double> extents(const HalfLifePicture& picture) {
  double best = HUGE_VAL;
  for (const HalfLifeDot& dot : picture.dots) best = std::min(best, dot.mean);
  const double limit =
      picture.raw ? *picture.raw + kAboveRaw * std::abs(*picture.raw - best) : HUGE_VAL;
  std::vector<double> values;
  for (const HalfLifeDot& dot : picture.dots) {
    if (best <= limit && dot.mean > limit) continue;
    values.push_back(dot.mean - dot.half_width);
    values.push_back(dot.mean + dot.half_width);
  }
  return values;
}

}  // namespace

HalfLifePlot::HalfLifePlot(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("half_life_plot"));
  setAccessibleName(tr("Loss against half-life"));
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
  setToolTip(tr(
      "Click or drag to choose a half-life, Alt+click adds a track there. Left and Right move the "
      "cursor by 2 %, with Shift by 20 %."));
}

// Little is enough; the card grows with its column or its tab.
QSize HalfLifePlot::sizeHint() const { return {scaled(300), scaled(kHeight)}; }

QSize HalfLifePlot::minimumSizeHint() const { return {scaled(200), scaled(kLeastPlotHeight)}; }

void HalfLifePlot::show(HalfLifePicture picture) {
  picture_ = std::move(picture);
  fitAxes();
  if (cursor_) setCursor(cursor_);  // within the axis
  update();
}

void HalfLifePlot::fitAxes() {
  if (picture_.dots.empty()) return;
  const double shortest = picture_.dots.front().half_life;
  const double longest = picture_.dots.back().half_life;
  x_ = {shortest / kBeyond, longest * kBeyond};
  if (longest < 2.0 * shortest) x_ = {shortest / 5.0, longest * 5.0};
  std::vector<double> values = extents(picture_);
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  double low = *least;
  double high = *most;
  if (picture_.raw) {
    // An average much worse than raw would flatten what is asked about.
    const double limit = *picture_.raw + kAboveRaw * std::abs(*picture_.raw - low);
    const bool any = std::any_of(picture_.dots.begin(), picture_.dots.end(),
                                 [limit](const HalfLifeDot& dot) { return dot.mean <= limit; });
    if (any) high = std::min(high, limit);
    // And raw much worse than all averages is only named.
    const double size = std::max(high - low, 1e-12);
    if (*picture_.raw <= high + 1.5 * size) high = std::max(high, *picture_.raw);
    if (*picture_.raw >= low - 1.5 * size) low = std::min(low, *picture_.raw);
  }
  double margin = 0.08 * (high - low);
  if (!(margin > 0.0)) margin = std::max(std::abs(high) * 0.05, 1e-9);
  y_ = {low - margin, high + margin};
}

QRectF HalfLifePlot::area() const {
  const QFontMetrics metrics(textFont(11));
  const int left = metrics.horizontalAdvance(QStringLiteral("0.0000")) + scaled(8);
  const int below = 2 * metrics.height() + scaled(6);
  return QRectF(rect()).adjusted(left, scaled(14), -scaled(8), -below);
}

double HalfLifePlot::xOf(double half_life) const {
  const QRectF box = area();
  return box.left() + box.width() * std::log(half_life / x_.lower) / std::log(x_.upper / x_.lower);
}

double HalfLifePlot::halfLifeAt(double x) const {
  const QRectF box = area();
  const double share = std::clamp((x - box.left()) / std::max(box.width(), 1.0), 0.0, 1.0);
  return x_.lower * std::pow(x_.upper / x_.lower, share);
}

double HalfLifePlot::yOf(double loss) const {
  const QRectF box = area();
  const double share = std::clamp((loss - y_.lower) / y_.size(), -0.2, 1.2);
  return box.bottom() - box.height() * share;
}

std::optional<double> HalfLifePlot::lossAt(double half_life) const {
  const HalfLifeDot* before = nullptr;
  std::optional<double> found;
  double nearest = std::log(kNear);
  for (const HalfLifeDot& dot : picture_.dots) {
    const double distance = std::abs(std::log(dot.half_life / half_life));
    if (dot.kind != HalfLifeDot::Kind::kEarly && distance <= nearest) {
      nearest = distance;
      found = dot.mean;
    }
  }
  if (found) return found;
  for (const HalfLifeDot& dot : picture_.dots) {
    if (!dot.on_line) continue;
    if (before && before->half_life <= half_life && half_life <= dot.half_life &&
        joined(*before, dot)) {
      const double share =
          std::log(half_life / before->half_life) / std::log(dot.half_life / before->half_life);
      return before->mean + share * (dot.mean - before->mean);
    }
    before = &dot;
  }
  return std::nullopt;
}

bool HalfLifePlot::joined(const HalfLifeDot& before, const HalfLifeDot& after) {
  const bool measured =
      before.kind == HalfLifeDot::Kind::kLine || after.kind == HalfLifeDot::Kind::kLine;
  return measured && after.half_life <= kLongestPiece * before.half_life;
}

void HalfLifePlot::setCursor(std::optional<double> half_life) {
  if (half_life) half_life = std::clamp(*half_life, x_.lower, x_.upper);
  if (half_life == cursor_) return;
  cursor_ = half_life;
  update();
  Q_EMIT cursorMoved();
}

std::optional<double> HalfLifePlot::nearDot(double x) const {
  std::optional<double> found;
  double nearest = kSnap;
  for (const HalfLifeDot& dot : picture_.dots) {
    const double distance = std::abs(xOf(dot.half_life) - x);
    if (dot.kind == HalfLifeDot::Kind::kLine || distance > nearest) continue;
    nearest = distance;
    found = dot.half_life;
  }
  return found;
}

void HalfLifePlot::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || picture_.dots.empty()) return;
  const double x = event->position().x();
  if (event->modifiers().testFlag(Qt::AltModifier)) {
    Q_EMIT addWanted(halfLifeAt(x));
    return;
  }
  setCursor(nearDot(x).value_or(halfLifeAt(x)));
}

void HalfLifePlot::mouseMoveEvent(QMouseEvent* event) {
  if (!event->buttons().testFlag(Qt::LeftButton) || picture_.dots.empty() ||
      event->modifiers().testFlag(Qt::AltModifier)) {
    return;
  }
  const double x = event->position().x();
  setCursor(nearDot(x).value_or(halfLifeAt(x)));
}

void HalfLifePlot::moveCursor(double factor) {
  if (picture_.dots.empty()) return;
  if (cursor_) return setCursor(*cursor_ * factor);
  const auto best = std::find_if(picture_.dots.begin(), picture_.dots.end(),
                                 [](const HalfLifeDot& dot) { return dot.best; });
  setCursor(best == picture_.dots.end() ? picture_.dots.front().half_life : best->half_life);
}

bool HalfLifePlot::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Return ||
        key == Qt::Key_Enter) {
      event->accept();
      return true;
    }
  }
  return QWidget::event(event);
}

void HalfLifePlot::keyPressEvent(QKeyEvent* event) {
  const bool far = event->modifiers().testFlag(Qt::ShiftModifier);
  const double step = far ? kLargeStep : kSmallStep;
  switch (event->key()) {
    case Qt::Key_Left:
      return moveCursor(1.0 / step);
    case Qt::Key_Right:
      return moveCursor(step);
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (!cursor_) return;
      if (event->modifiers().testFlag(Qt::AltModifier)) {
        Q_EMIT addWanted(*cursor_);
      } else {
        Q_EMIT useWanted();
      }
      return;
    case Qt::Key_Escape:
      if (!cursor_) break;
      return setCursor(std::nullopt);
    default:
      break;
  }
  QWidget::keyPressEvent(event);
}

void HalfLifePlot::focusInEvent(QFocusEvent* event) {
  QWidget::focusInEvent(event);
  update();
}

void HalfLifePlot::focusOutEvent(QFocusEvent* event) {
  QWidget::focusOutEvent(event);
  update();
}

}  // namespace emascope::ui
