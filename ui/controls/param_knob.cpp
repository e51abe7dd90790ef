// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/param_knob.h"

#include "core/base/numbers.h"
#include "ui/controls/param_scale.h"
#include "ui/controls/quiet_slider.h"
#include "ui/theme/theme.h"

#include <cmath>

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

/// A fraction where it is what people write: 2/3 rather than 0.6666666666666666.
QString fieldText(const ParamSpec& spec, double value) {
  if (!spec.choices.empty()) return QString::fromStdString(valueText(spec, value));
  if (!spec.whole && value == 2.0 / 3.0) return QStringLiteral("2/3");
  if (!spec.whole && value == 1.0 / 3.0) return QStringLiteral("1/3");
  return QString::fromStdString(formatShort(value, spec.whole ? 15 : 8));
}

void setBad(QWidget* widget, bool bad) {
  if (widget->property("bad").toBool() == bad) return;
  widget->setProperty("bad", bad);
  widget->style()->unpolish(widget);
  widget->style()->polish(widget);
}

int nextGesture() {
  static int last = 0;
  return ++last;
}

}  // namespace

ParamKnob::ParamKnob(const ParamSpec& spec, QWidget* parent)
    : QWidget(parent),
      spec_(spec),
      value_(spec.initial),
      in_force_(spec.initial),
      label_(new QLabel(QString::fromStdString(spec.label), this)),
      remark_label_(new QLabel(this)),
      reason_label_(new QLabel(this)),
      dot_(new StatusDot(this)),
      field_(new QLineEdit(this)),
      slider_(new QuietSlider(this)) {
  const QString tip = QString::fromStdString(spec.tip);
  setObjectName(QStringLiteral("knob_") + QString::fromStdString(spec.id));
  field_->setObjectName(QStringLiteral("field"));
  slider_->setObjectName(QStringLiteral("slider"));
  remark_label_->setObjectName(QStringLiteral("remark"));
  label_->setToolTip(tip + QLatin1Char('\n') + tr("Double-click: back to the preset's value."));
  label_->setBuddy(field_);
  label_->installEventFilter(this);
  slider_->setToolTip(tip);
  field_->setToolTip(tip + QLatin1Char('\n') +
                     tr("0.995, 2/3, 1-1/200 and hl=138 are understood."));
  field_->setAccessibleName(QString::fromStdString(spec.label));
  field_->setAccessibleDescription(tip);
  slider_->setAccessibleName(QString::fromStdString(spec.label));
  slider_->setAccessibleDescription(tip);
  slider_->setRange(0, kSliderSteps);
  slider_->setSingleStep(kSliderSteps / 200);
  slider_->setPageStep(kSliderSteps / 20);
  remark_label_->setProperty("secondary", true);
  remark_label_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  remark_label_->setTextFormat(Qt::PlainText);
  remark_label_->setMinimumWidth(20);
  remark_label_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  reason_label_->setObjectName(QStringLiteral("reason"));
  reason_label_->setProperty("bad", true);
  reason_label_->setTextFormat(Qt::PlainText);
  reason_label_->setWordWrap(true);
  reason_label_->hide();
  field_->setAlignment(Qt::AlignRight);
  field_->setFixedWidth(98);

  auto* row = new QHBoxLayout;
  row->setSpacing(6);
  row->addWidget(label_);
  row->addWidget(remark_label_, 1);
  row->addWidget(dot_);
  row->addWidget(field_);
  if (!spec.choices.empty()) {
    becomeChoice();
    row->addWidget(choice_);
  }
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(row);
  column->addWidget(slider_);
  column->addWidget(reason_label_);

  connect(slider_, &QSlider::sliderPressed, this, [this] { gesture_ = nextGesture(); });
  connect(slider_, &QSlider::actionTriggered, this, &ParamKnob::stepToAnotherValue);
  connect(slider_, &QSlider::valueChanged, this, &ParamKnob::sliderMoved);
  connect(slider_, &QSlider::sliderReleased, this, [this] {
    if (value_ != in_force_ || dot_->state() == KnobState::kEdited) {
      Q_EMIT committed(value_, gesture_);
    }
  });
  connect(field_, &QLineEdit::editingFinished, this, &ParamKnob::fieldEntered);
  setInForce(spec.initial);
}

void ParamKnob::becomeChoice() {
  choice_ = new QComboBox(this);
  choice_->setObjectName(QStringLiteral("choice"));
  choice_->setToolTip(field_->accessibleDescription());
  choice_->setAccessibleName(field_->accessibleName());
  choice_->setAccessibleDescription(field_->accessibleDescription());
  for (const std::string& name : spec_.choices) choice_->addItem(QString::fromStdString(name));
  choice_->setMinimumWidth(98);
  choice_->setFocusPolicy(Qt::StrongFocus);
  choice_->installEventFilter(this);
  label_->setBuddy(choice_);
  field_->hide();
  slider_->hide();
  connect(choice_, &QComboBox::activated, this, [this](int index) {
    if (static_cast<double>(index) != value_) enter(index);
  });
}

void ParamKnob::showValue(double value) {
  updating_ = true;
  slider_->setValue(sliderPosition(spec_, value));
  if (choice_) choice_->setCurrentIndex(static_cast<int>(value));
  updating_ = false;
}

bool ParamKnob::eventFilter(QObject* watched, QEvent* event) {
  if (watched == choice_ && event->type() == QEvent::Wheel) {  // scrolls the card
    event->ignore();
    return true;
  }
  if (watched == label_ && event->type() == QEvent::MouseButtonDblClick) {
    Q_EMIT resetWanted();
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

void ParamKnob::setFieldText(double value) {
  if (field_->hasFocus() && field_->isModified()) return;
  field_->setText(fieldText(spec_, value));
  setBad(field_, false);
}

void ParamKnob::setInForce(double value) {
  const bool settled = dot_->state() == KnobState::kApplied;
  const bool refused = dot_->state() == KnobState::kRefused;
  in_force_ = value;
  if (settled || refused) {
    value_ = value;
    showValue(value);
    if (!refused) setFieldText(value);
  }
  refreshText();
}

void ParamKnob::showApplied(double value, qint64 step) {
  in_force_ = value;
  if (value == value_ || dot_->state() != KnobState::kEdited) {
    dot_->setState(KnobState::kApplied);
    dot_->setToolTip(tr("applied @ %1").arg(step));
    refusal_.clear();
    setInForce(value);
  }
  refreshText();
}

void ParamKnob::showSent() {
  dot_->setState(KnobState::kSent);
  dot_->setToolTip(tr("sent, not yet in force"));
  refreshText();
}

void ParamKnob::showRefused(const QString& reason) {
  refusal_ = reason;
  dot_->setState(KnobState::kRefused);
  dot_->setToolTip(reason);
  value_ = in_force_;
  showValue(in_force_);
  refreshText();
}

void ParamKnob::setRemark(const QString& remark) {
  if (remark == remark_) return;
  remark_ = remark;
  refreshText();
}

void ParamKnob::refreshText() {
  const bool refused = dot_->state() == KnobState::kRefused;
  QString text = remark_;
  if (refused) {
    text = tr("refused · now %1").arg(fieldText(spec_, in_force_));
  } else if (dot_->state() != KnobState::kApplied) {
    text = tr("pending · now %1").arg(fieldText(spec_, in_force_));
  }
  remark_label_->setToolTip(refused ? refusal_ : text);
  remark_label_->setText(text);
  reason_label_->setText(refusal_);
  reason_label_->setVisible(refused);
}

void ParamKnob::showPending(double value) {
  value_ = value;
  refusal_.clear();
  dot_->setState(KnobState::kEdited);
  setFieldText(value);
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
  field_->setModified(false);
  showPending(sliderValue(spec_, position));
  if (slider_->isSliderDown()) {
    Q_EMIT dragged(value_, gesture_);
  } else {
    Q_EMIT committed(value_, nextGesture());  // keys and clicks into the groove
  }
}

void ParamKnob::fieldEntered() {
  if (!field_->isModified()) return;
  field_->setModified(false);
  const std::string label = spec_.label;
  const auto parsed = parseNumber(field_->text().toStdString(), label);
  const Status status = parsed ? checkValue(spec_, *parsed, "") : Status(parsed.error());
  if (!status) {
    setBad(field_, true);
    showRefused(QString::fromStdString(status.error().message()));
    return;
  }
  if (*parsed == in_force_ && dot_->state() == KnobState::kApplied) {
    setFieldText(in_force_);
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
