// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/half_life_row.h"

#include "core/base/numbers.h"
#include "core/rules/units.h"
#include "ui/controls/number_field.h"
#include "ui/run/words.h"

#include <QHBoxLayout>
#include <QLabel>

namespace emascope::ui {

HalfLifeRow::HalfLifeRow(QWidget* parent) : QWidget(parent), field_(new NumberField(this)) {
  auto* label = new QLabel(tr("half-life at this β, in steps"), this);
  label->setProperty("secondary", true);
  label->setTextFormat(Qt::PlainText);
  label->setBuddy(field_);
  field_->setObjectName(QStringLiteral("half_life"));
  field_->setFixedWidth(98);
  field_->setAlignment(Qt::AlignRight);
  field_->setAccessibleName(tr("Half-life in steps"));
  field_->setToolTip(tr("Enter sends the typed value, Esc restores the old one."));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(label, 1);
  row->addWidget(field_);
  connect(field_, &NumberField::edited, this, &HalfLifeRow::edited);
  connect(field_, &NumberField::takenBack, this, &HalfLifeRow::edited);
  connect(field_, &NumberField::entered, this, &HalfLifeRow::read);
}

void HalfLifeRow::show(double beta, double update_every) {
  field_->showText(beta >= 1.0 ? tr("never") : shortNumber(halfLife(beta) * update_every, 4));
}

void HalfLifeRow::forgetRefusal() { field_->setBad(false); }

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
