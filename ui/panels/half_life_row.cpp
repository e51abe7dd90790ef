// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/half_life_row.h"

#include "core/base/numbers.h"
#include "core/rules/units.h"
#include "ui/controls/number_field.h"
#include "ui/controls/param_knob.h"
#include "ui/controls/quiet_slider.h"
#include "ui/run/words.h"

#include <algorithm>
#include <cmath>

#include <QHBoxLayout>
#include <QLabel>

namespace emascope::ui {
namespace {

constexpr int kPositions = 1000;
constexpr double kLongest = 50000.0;  // steps, at the right end; 1 at the left

int positionOf(double steps) {
  const double share = std::log(std::clamp(steps, 1.0, kLongest)) / std::log(kLongest);
  return static_cast<int>(std::lround(share * kPositions));
}

/// With two digits, as a person can aim.
double stepsAt(int position) {
  const double steps = std::pow(kLongest, position / static_cast<double>(kPositions));
  const double unit = std::pow(10.0, std::floor(std::log10(steps)) - 1.0);
  return std::round(steps / unit) * unit;
}

}  // namespace

HalfLifeRow::HalfLifeRow(QWidget* parent)
    : QWidget(parent),
      label_(new QLabel(tr("half-life"), this)),
      slider_(new QuietSlider(this)),
      dot_(new StatusDot(this)),
      field_(new NumberField(this)) {
  const QString tip = tr("The half-life of this β, in steps");
  label_->setTextFormat(Qt::PlainText);
  label_->setBuddy(field_);
  label_->setToolTip(tip);
  slider_->setObjectName(QStringLiteral("half_life_slider"));
  slider_->setRange(0, kPositions);
  slider_->setSingleStep(kPositions / 200);
  slider_->setPageStep(kPositions / 20);
  slider_->setToolTip(tip);
  slider_->setAccessibleName(tr("Half-life in steps"));
  slider_->setAccessibleDescription(tip);
  field_->setObjectName(QStringLiteral("half_life"));
  field_->setAlignment(Qt::AlignRight);
  field_->setAccessibleName(tr("Half-life in steps"));
  field_->setAccessibleDescription(tip);
  field_->setToolTip(tip + QLatin1Char('\n') +
                     tr("Enter sends the typed value, Esc restores the old one."));
  layOut();
  connect(field_, &NumberField::edited, this, &HalfLifeRow::edited);
  connect(field_, &NumberField::takenBack, this, &HalfLifeRow::edited);
  connect(field_, &NumberField::entered, this, &HalfLifeRow::read);
  connect(this, &HalfLifeRow::edited, this, &HalfLifeRow::refreshDot);
  connect(slider_, &QSlider::valueChanged, this, &HalfLifeRow::slide);
  connect(slider_, &QSlider::sliderReleased, this,
          [this] { Q_EMIT entered(stepsAt(slider_->value())); });
}

/// As the row of a knob.
void HalfLifeRow::layOut() {
  label_->setMinimumWidth(ParamKnob::kLabelWidth);
  slider_->setMinimumWidth(ParamKnob::kLeastSlider);
  field_->setFixedWidth(ParamKnob::kFieldWidth);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(ParamKnob::kSpacing);
  row->addWidget(label_);
  row->addWidget(slider_, 1);
  row->addWidget(dot_);
  row->addWidget(field_);
}

void HalfLifeRow::show(std::optional<double> decay, double update_every) {
  if (slider_->isSliderDown()) return;
  const bool ever = decay.value_or(0.0) < 1.0;
  const double steps = ever ? halfLife(decay.value_or(0.0)) * update_every : kLongest;
  field_->showText(!decay ? QStringLiteral("none") : ever ? shortNumber(steps, 4) : tr("never"));
  updating_ = true;
  slider_->setValue(positionOf(steps));
  updating_ = false;
}

void HalfLifeRow::forgetRefusal() {
  field_->setBad(false);
  refreshDot();
}

void HalfLifeRow::follow(const ParamKnob& knob) {
  connect(&knob, &ParamKnob::stateShown, this, [this](KnobState state) {
    state_ = state;
    refreshDot();
  });
}

void HalfLifeRow::refreshDot() { dot_->setState(field_->typed() ? KnobState::kTyped : state_); }

void HalfLifeRow::slide(int position) {
  if (updating_) return;
  const double steps = stepsAt(position);
  field_->forget();
  if (!slider_->isSliderDown()) {  // by keys, or by a click on the groove
    Q_EMIT entered(steps);
    return;
  }
  field_->showText(shortNumber(steps, 4));
  dot_->setState(KnobState::kEdited);
}

void HalfLifeRow::read(const QString& text) {
  const auto steps = parseNumber(text.toStdString(), "half-life");
  if (steps && *steps > 0.0) {
    Q_EMIT entered(*steps);
    return;
  }
  field_->refuse();
  Q_EMIT refused(steps ? tr("half-life: %1 is not allowed; allowed: above 0").arg(text)
                       : QString::fromStdString(steps.error().message()));
}

}  // namespace emascope::ui
