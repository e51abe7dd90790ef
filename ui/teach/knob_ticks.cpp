// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/knob_ticks.h"

#include "ui/controls/param_knob.h"
#include "ui/controls/param_scale.h"
#include "ui/controls/quiet_slider.h"
#include "ui/plot/ticks.h"
#include "ui/teach/teach_look.h"
#include "ui/theme/theme.h"

#include <cmath>

#include <QEvent>
#include <QFontMetrics>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionSlider>

namespace emascope::ui {

KnobTicks::KnobTicks(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("knob_ticks"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void KnobTicks::follow(ParamKnob* knob) {
  knob_ = knob;
  if (auto* slider = knob->findChild<QuietSlider*>()) slider->installEventFilter(this);
  update();
}

void KnobTicks::setScale(double scale) {
  if (scale == scale_) return;
  scale_ = scale;
  updateGeometry();
  update();
}

bool KnobTicks::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize || event->type() == QEvent::Move) update();
  return QWidget::eventFilter(watched, event);
}

QSize KnobTicks::sizeHint() const {
  return {0, QFontMetrics(lessonFont(kSmallText, scale_)).height()};
}

std::vector<std::pair<double, double>> KnobTicks::ticks() const {
  const auto* slider = knob_ ? knob_->findChild<QuietSlider*>() : nullptr;
  if (slider == nullptr || knob_->spec().scale != ParamSpec::Scale::kLog) return {};
  const ParamSpec& spec = knob_->spec();
  const double left = slider->mapTo(parentWidget(), QPoint(0, 0)).x() - x();
  QStyleOptionSlider option;
  option.initFrom(slider);
  option.orientation = Qt::Horizontal;
  option.minimum = slider->minimum();
  option.maximum = slider->maximum();
  std::vector<std::pair<double, double>> all;
  for (double tick = std::pow(10.0, std::ceil(std::log10(std::max(spec.slider_min, 1.0))));
       tick <= spec.slider_max; tick *= 10.0) {
    option.sliderPosition = option.sliderValue = sliderPosition(spec, tick);
    const QRect handle = slider->style()->subControlRect(QStyle::CC_Slider, &option,
                                                         QStyle::SC_SliderHandle, slider);
    all.emplace_back(tick, left + handle.x() + handle.width() / 2.0);
  }
  return all;
}

void KnobTicks::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QPainter painter(this);
  const QFont font = lessonFont(kSmallText, scale_);
  painter.setFont(font);
  painter.setPen(theme().secondary);
  const QFontMetricsF metrics(font);
  double free = 0.0;  // from here on
  for (const auto& [tick, at] : ticks()) {
    const QString text = stepText(tick);
    const double wide = metrics.horizontalAdvance(text);
    if (at - wide / 2 < free) continue;  // the slider is short
    painter.drawText(QPointF(at - wide / 2, metrics.ascent()), text);
    free = at + wide / 2 + metrics.horizontalAdvance(QLatin1Char('0'));
  }
}

}  // namespace emascope::ui
