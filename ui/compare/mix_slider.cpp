// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/mix_slider.h"

#include "ui/compare/compare_words.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

namespace emascope::ui {
namespace {

constexpr ScaledLength kGroove{13.0};  // its middle, from the top
constexpr ScaledLength kHandle{9.0};   // radius
constexpr ScaledPixels kHeight{46};
constexpr ScaledLength kRoomForAllNumbers{320.0};
constexpr double kNameShare = 0.4;  // of the way from raw to the average, for a name
constexpr int kKeyStep = 1;
constexpr int kLongKeyStep = 10;

int hundredths(double share) { return static_cast<int>(std::lround(share * kSharesOfOne)); }

}  // namespace

MixSlider::MixSlider(QWidget* parent) : QAbstractSlider(parent), average_(tr("EMA")) {
  setObjectName(QStringLiteral("mix_slider"));
  setAccessibleName(tr("Share of the averaged weights in the mix, in hundredths"));
  setOrientation(Qt::Horizontal);
  setRange(hundredths(kLeastShare), hundredths(kGreatestShare));
  setSingleStep(kKeyStep);
  setPageStep(kLongKeyStep);
  setValue(hundredths(1.0));
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setToolTip(tr("0 is the raw weights, 1 the average. ← and → move by 0.01, with Shift by 0.1."));
}

void MixSlider::setShare(double share) { setValue(hundredths(share)); }

void MixSlider::setAverageName(const QString& name) {
  average_ = name;
  update();
}

QSize MixSlider::sizeHint() const { return {scaled(400), kHeight}; }
QSize MixSlider::minimumSizeHint() const { return {scaled(160), kHeight}; }

void MixSlider::drag(const QPointF& to) {
  setShare(mixScale(width()).snapped(to.x(), remarkable_));
}

void MixSlider::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  setSliderDown(true);
  drag(event->position());
}

void MixSlider::mouseMoveEvent(QMouseEvent* event) {
  if (isSliderDown()) drag(event->position());
}

void MixSlider::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) setSliderDown(false);
}

void MixSlider::keyPressEvent(QKeyEvent* event) {
  const int step = event->modifiers().testFlag(Qt::ShiftModifier) ? kLongKeyStep : kKeyStep;
  // Up, down and Home belong to the window.
  if (event->key() == Qt::Key_Left) {
    setValue(value() - step);
  } else if (event->key() == Qt::Key_Right) {
    setValue(value() + step);
  } else {
    event->ignore();
  }
}

void MixSlider::wheelEvent(QWheelEvent* event) {
  if (!hasFocus()) return event->ignore();
  QAbstractSlider::wheelEvent(event);
}

void MixSlider::paintTicks(QPainter& painter, const MixScale& scale) const {
  painter.setPen(QPen(theme().secondary, scaled(1.0)));
  for (const double share : {-0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5}) {
    const double x = std::round(scale.at(share)) + 0.5;
    painter.drawLine(QPointF(x, kGroove + scaled(8.0)), QPointF(x, kGroove + scaled(12.0)));
  }
  const auto text = [&](double share, const QString& words, bool bold) {
    painter.setFont(textFont(11, bold ? QFont::DemiBold : QFont::Normal));
    painter.setPen(bold ? theme().text : theme().secondary);
    const QFontMetricsF metrics(painter.font());
    const double wide = metrics.horizontalAdvance(words);
    const double x = std::clamp(scale.at(share) - wide / 2, 0.0, std::max(0.0, width() - wide));
    painter.drawText(QPointF(x, kGroove + scaled(26.0)), words);
  };
  text(0.0, tr("0 · raw"), true);
  const QFontMetricsF bold(textFont(11, QFont::DemiBold));
  const double room = kNameShare * (scale.at(1.0) - scale.at(0.0));
  text(1.0, tr("1 · %1").arg(elidedName(average_, bold, room)), true);
  if (scale.right - scale.left < kRoomForAllNumbers) return;
  text(-0.5, QStringLiteral("−0.5"), false);
  text(0.5, QStringLiteral("0.5"), false);
  text(1.5, QStringLiteral("1.5"), false);
}

void MixSlider::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const MixScale scale = mixScale(width());
  const QColor strong = isEnabled() ? theme().accent : theme().secondary;
  painter.setPen(Qt::NoPen);
  const auto bar = [&](double from, double to, const QColor& color) {
    painter.setBrush(color);
    const double half = scaled(2.0);
    painter.drawRoundedRect(
        QRectF(std::min(from, to), kGroove - half, std::abs(to - from), 2 * half), half, half);
  };
  bar(scale.left, scale.right, theme().border);
  bar(scale.at(0.0), scale.at(share()), strong);  // how far from raw
  paintTicks(painter, scale);
  painter.setBrush(hasFocus() && isEnabled() ? theme().accent : theme().card);
  painter.setPen(QPen(strong, scaled(2.0)));
  const double radius = kHandle - scaled(1.0);
  painter.drawEllipse(QPointF(scale.at(share()), kGroove), radius, radius);
}

}  // namespace emascope::ui
