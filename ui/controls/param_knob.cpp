// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/param_knob.h"

#include "core/base/numbers.h"
#include "ui/controls/fitting_label.h"
#include "ui/controls/look.h"
#include "ui/controls/number_field.h"
#include "ui/controls/param_scale.h"
#include "ui/controls/quiet_combo.h"
#include "ui/controls/quiet_slider.h"
#include "ui/run/gestures.h"
#include "ui/run/said.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"

#include <cmath>

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr int kLongestLabel = 16;  // in letters; a longer one has a line of its own
constexpr double kGrouped = 1e15;  // the digits of larger numbers are not grouped

bool isFlag(const ParamSpec& spec) {
  return spec.choices == std::vector<std::string>{"false", "true"};
}

/// The field's text: common fractions as such, 2/3 rather than 0.6666666666666666.
QString fieldText(const ParamSpec& spec, double value) {
  if (!spec.choices.empty() || isNone(value)) return QString::fromStdString(valueText(spec, value));
  if (!spec.whole && value == 2.0 / 3.0) return QStringLiteral("2/3");
  if (!spec.whole && value == 1.0 / 3.0) return QStringLiteral("1/3");
  if (spec.whole && std::abs(value) < kGrouped) return grouped(std::llround(value));
  return QString::fromStdString(formatShort(value, 8));
}

/// The value within a remark, with as few digits as identify it.
QString briefText(const ParamSpec& spec, double value) {
  if (isNone(value)) return fieldText(spec, value);
  if (spec.scale == ParamSpec::Scale::kOneMinusLog) return decayText(value);
  if (isFlag(spec)) return value != 0.0 ? ParamKnob::tr("on") : ParamKnob::tr("off");
  if (spec.whole || !spec.choices.empty()) return fieldText(spec, value);
  return QString::fromStdString(formatShort(value, 4));
}

/// What can be typed, in words.
QString formsOf(const ParamSpec& spec) {
  if (spec.scale == ParamSpec::Scale::kOneMinusLog) {
    return spec.optional ? ParamKnob::tr("Write 0.995, 2/3, 1-1/200, hl=138 (a half-life) or none.")
                         : ParamKnob::tr("Write 0.995, 2/3, 1-1/200 or hl=138 (a half-life).");
  }
  return spec.optional ? ParamKnob::tr("Write 0.995, 2/3, 1-1/200 or none.")
                       : ParamKnob::tr("Write 0.995, 2/3 or 1-1/200.");
}

}  // namespace

ParamKnob::ParamKnob(const ParamSpec& spec, QWidget* parent)
    : QWidget(parent),
      spec_(spec),
      value_(spec.initial),
      in_force_(spec.initial),
      label_(new QLabel(said(spec.label), this)),
      remark_label_(new FittingLabel(this)),
      reason_label_(new QLabel(this)),
      dot_(new StatusDot(this)),
      field_(new NumberField(this)),
      slider_(new QuietSlider(this)) {
  const QString tip = said(spec.tip);
  setObjectName(QStringLiteral("knob_") + QString::fromStdString(spec.id));
  field_->setObjectName(QStringLiteral("field"));
  slider_->setObjectName(QStringLiteral("slider"));
  remark_label_->setObjectName(QStringLiteral("remark"));
  reason_label_->setObjectName(QStringLiteral("reason"));
  label_->setToolTip(tip + QLatin1Char('\n') + tr("Double-click to reset to the preset's value."));
  label_->setBuddy(field_);
  label_->installEventFilter(this);
  slider_->setToolTip(tip);
  field_->setToolTip(tip + QLatin1Char('\n') + formsOf(spec) + QLatin1Char(' ') +
                     tr("Enter sends the typed value, Esc restores the old one."));
  field_->setAccessibleName(said(spec.label));
  field_->setAccessibleDescription(tip);
  slider_->setAccessibleName(said(spec.label));
  slider_->setAccessibleDescription(tip);
  slider_->setRange(0, kSliderSteps);
  slider_->setSingleStep(kSliderSteps / 200);
  slider_->setPageStep(kSliderSteps / 20);
  layOut();

  connect(slider_, &QSlider::sliderPressed, this, [this] { gesture_ = nextGesture(); });
  connect(slider_, &QSlider::actionTriggered, this, &ParamKnob::stepToAnotherValue);
  connect(slider_, &QSlider::valueChanged, this, &ParamKnob::sliderMoved);
  connect(slider_, &QSlider::sliderReleased, this, [this] {
    if (value_ != in_force_ || state_ == KnobState::kEdited) Q_EMIT committed(value_, gesture_);
  });
  connect(field_, &NumberField::edited, this, [this] {
    forgetRefusal();
    refreshText();
  });
  connect(field_, &NumberField::takenBack, this, [this] {
    forgetRefusal();
    refreshText();
  });
  connect(field_, &NumberField::entered, this, &ParamKnob::fieldEntered);
  setInForce(spec.initial);
}

void ParamKnob::layOut() {
  label_->setTextFormat(Qt::PlainText);
  remark_label_->setProperty("secondary", true);
  remark_label_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  reason_label_->setProperty("bad", true);
  reason_label_->setTextFormat(Qt::PlainText);
  reason_label_->setWordWrap(true);
  reason_label_->hide();
  field_->setAlignment(Qt::AlignRight);
  field_->setFixedWidth(kFieldWidth);
  one_line_ = spec_.choices.empty() && label_->text().size() <= kLongestLabel;
  auto* row = new QHBoxLayout;
  row->setSpacing(kSpacing);
  row->addWidget(label_);
  if (one_line_) {
    label_->setMinimumWidth(kLabelWidth);
    slider_->setMinimumWidth(kLeastSlider);
    row->addWidget(slider_, 1);
  } else {
    row->addWidget(remark_label_, 1);
  }
  row->addWidget(dot_);
  row->addWidget(field_);
  if (isFlag(spec_)) {
    becomeFlag();
    row->addWidget(flag_);
  } else if (!spec_.choices.empty()) {
    becomeChoice();
    row->addWidget(choice_);
  }
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(row);
  column->addWidget(one_line_ ? static_cast<QWidget*>(remark_label_) : slider_);
  column->addWidget(reason_label_);
}

void ParamKnob::becomeChoice() {
  choice_ = new QuietCombo(this);
  choice_->setObjectName(QStringLiteral("choice"));
  choice_->setToolTip(field_->accessibleDescription());
  choice_->setAccessibleName(field_->accessibleName());
  choice_->setAccessibleDescription(field_->accessibleDescription());
  for (const std::string& name : spec_.choices) choice_->addItem(QString::fromStdString(name));
  choice_->setMinimumWidth(kFieldWidth);
  label_->setBuddy(choice_);
  field_->hide();
  slider_->hide();
  connect(choice_, &QComboBox::activated, this, [this](int index) {
    if (static_cast<double>(index) != value_) enter(index);
  });
}

void ParamKnob::becomeFlag() {
  flag_ = new QCheckBox(this);
  flag_->setObjectName(QStringLiteral("flag"));
  flag_->setToolTip(field_->accessibleDescription());
  flag_->setAccessibleName(field_->accessibleName());
  flag_->setAccessibleDescription(field_->accessibleDescription());
  label_->setBuddy(flag_);
  field_->hide();
  slider_->hide();
  connect(flag_, &QCheckBox::clicked, this, [this](bool on) { enter(on ? 1.0 : 0.0); });
}

void ParamKnob::showValue(double value) {
  updating_ = true;
  slider_->setValue(sliderPosition(spec_, value));
  if (choice_) choice_->setCurrentIndex(static_cast<int>(value));
  if (flag_) flag_->setChecked(value != 0.0);
  updating_ = false;
}

bool ParamKnob::eventFilter(QObject* watched, QEvent* event) {
  if (watched == label_ && event->type() == QEvent::MouseButtonDblClick) {
    Q_EMIT resetWanted();
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

void ParamKnob::setInForce(double value) {
  in_force_ = value;
  if (!pending()) {
    value_ = value;
    showValue(value);
    field_->showText(fieldText(spec_, value));
  }
  refreshText();
}

void ParamKnob::showUnknown() {
  showValue(spec_.initial);
  field_->showText(QStringLiteral("–"));
}

void ParamKnob::showApplied(double value, qint64 step) {
  in_force_ = value;
  if (value == value_ || state_ != KnobState::kEdited) {
    state_ = KnobState::kApplied;
    dot_->setToolTip(tr("applied @ %1").arg(grouped(step)));
    refusal_.clear();
    if (!field_->typed()) field_->setBad(false);
    setInForce(value);
  }
  refreshText();
}

void ParamKnob::showSent() {
  state_ = KnobState::kSent;
  dot_->setToolTip(tr("sent, not yet applied · now %1").arg(briefText(spec_, in_force_)));
  refreshText();
}

void ParamKnob::showRefused(const QString& reason) {
  refusal_ = reason;
  state_ = KnobState::kRefused;
  dot_->setToolTip(reason);
  field_->setBad(true);
  value_ = in_force_;
  field_->showText(fieldText(spec_, in_force_));  // Esc restores it
  showValue(in_force_);
  refreshText();
}

void ParamKnob::forgetRefusal() {
  if (state_ != KnobState::kRefused) return;
  refusal_.clear();
  state_ = KnobState::kApplied;
  dot_->setToolTip({});
  field_->setBad(false);
  if (!field_->typed()) field_->showText(fieldText(spec_, in_force_));
  refreshText();
  Q_EMIT refusalForgotten();
}

void ParamKnob::setRemark(const QStringList& remark, bool must_be_seen) {
  if (remark == remark_ && must_be_seen == remark_seen_) return;
  remark_ = remark;
  remark_seen_ = must_be_seen;
  refreshText();
}

void ParamKnob::setIdle(bool idle, const QString& why) {
  if (idle == idle_ && why == idle_why_) return;
  idle_ = idle;
  idle_why_ = why;
  for (QWidget* part : std::initializer_list<QWidget*>{label_, field_, slider_, choice_, flag_}) {
    if (part) setLook(part, "idle", idle);
  }
  refreshText();
}

void ParamKnob::showRemark(const QStringList& texts, const QString& tip) {
  remark_label_->setTexts(texts, tip);
  if (!one_line_) return;
  const QString remark = texts.value(0);
  const bool seen = remark_seen_ && texts == remark_ && !remark.isEmpty();
  remark_label_->setVisible(seen);
  const auto with_remark = [&remark](const QString& text) {
    return remark.isEmpty() ? text : text + QLatin1Char('\n') + remark;
  };
  const QString words = said(spec_.tip);
  label_->setToolTip(
      with_remark(words + QLatin1Char('\n') + tr("Double-click to reset to the preset's value.")));
  label_->setAccessibleDescription(remark);
  for (QWidget* part : {static_cast<QWidget*>(field_), static_cast<QWidget*>(slider_)}) {
    part->setAccessibleDescription(with_remark(words));
  }
}

void ParamKnob::refreshText() {
  dot_->setState(field_->typed() ? KnobState::kTyped : state_);
  Q_EMIT stateShown(dot_->state());
  const QString now = briefText(spec_, in_force_);
  const bool refused = state_ == KnobState::kRefused;
  reason_label_->setText(refusal_);
  reason_label_->setVisible(refused);
  if (field_->typed()) {
    showRemark(
        {tr("not sent · now %1").arg(now), tr("not sent")},
        tr("Enter sends the typed value, Esc restores the old one. Current value: %1").arg(now));
  } else if (refused) {
    showRemark({tr("refused · now %1").arg(now), tr("refused")}, refusal_);
  } else if (pending()) {
    showRemark({tr("pending · now %1").arg(now), tr("pending")});
  } else {
    const bool has_remark = !remark_.value(0).isEmpty();
    if (!idle_ || (has_remark && idle_why_.isEmpty())) return showRemark(remark_);
    QStringList words = {tr("no effect now"), tr("no effect")};
    if (!idle_why_.isEmpty()) words.prepend(idle_why_);
    showRemark(words);
  }
}

void ParamKnob::showPending(double value) {
  value_ = value;
  refusal_.clear();
  state_ = KnobState::kEdited;
  field_->forget();
  field_->showText(fieldText(spec_, value));
  refreshText();
  Q_EMIT previewed(value);
}

void ParamKnob::stepToAnotherValue(int action) {
  const int way = action == QSlider::SliderSingleStepAdd   ? 1
                  : action == QSlider::SliderSingleStepSub ? -1
                                                           : 0;
  int position = slider_->sliderPosition();
  while (way != 0 && position > 0 && position < kSliderSteps &&
         sliderValue(spec_, position) == value_) {
    position += way;
  }
  slider_->setSliderPosition(position);
}

void ParamKnob::sliderMoved(int position) {
  if (updating_) return;
  showPending(sliderValue(spec_, position));
  if (slider_->isSliderDown()) {
    Q_EMIT dragged(value_, gesture_);
  } else {
    Q_EMIT committed(value_, nextGesture());  // keys and clicks on the groove
  }
}

void ParamKnob::fieldEntered(const QString& text) {
  const auto parsed = readValue(spec_, text.toStdString(), spec_.label);
  Status status = parsed ? checkValue(spec_, *parsed, "") : Status(parsed.error());
  if (!status) {
    Error error = status.error();
    error.where = spec_.label;  // its name in the window
    showRefused(QString::fromStdString(error.message()));
    return;
  }
  if (*parsed == in_force_ && state_ == KnobState::kApplied) {
    field_->showText(fieldText(spec_, in_force_));
    refreshText();
    return;
  }
  enter(*parsed);
}

void ParamKnob::enter(double value) {
  showValue(value);
  showPending(value);
  Q_EMIT committed(value, nextGesture());
}

void ParamKnob::propose(double value) {
  showValue(value);
  showPending(value);
}

}  // namespace emascope::ui
