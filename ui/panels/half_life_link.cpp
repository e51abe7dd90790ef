// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/half_life_link.h"

#include "core/rules/units.h"
#include "ui/controls/param_knob.h"
#include "ui/panels/half_life_row.h"
#include "ui/panels/knob_group.h"

#include <QCheckBox>

namespace emascope::ui {

HalfLifeLink::HalfLifeLink(KnobGroup* knobs, bool keeps)
    : QObject(knobs), knobs_(knobs), keeps_(keeps) {
  ParamKnob* beta = knobs->knob("beta");
  if (!beta) return;
  // After this in the list of children: a field that loses the focus during destruction must not
  // reach enter().
  row_ = new HalfLifeRow(knobs);
  knobs->insertBelow("beta", row_);
  connect(row_, &HalfLifeRow::edited, beta, &ParamKnob::forgetRefusal);
  connect(row_, &HalfLifeRow::refused, beta, &ParamKnob::showRefused);
  connect(row_, &HalfLifeRow::entered, this, &HalfLifeLink::enter);
  connect(beta, &ParamKnob::refusalForgotten, row_, &HalfLifeRow::forgetRefusal);
  connect(beta, &ParamKnob::previewed, row_, &HalfLifeRow::forgetRefusal);
  if (knobs->knob("update_every")) addBox();
}

void HalfLifeLink::addBox() {
  auto* keep = new QCheckBox(tr("keep the half-life (adjusts β)"), knobs_);
  keep->setObjectName(QStringLiteral("keep_half_life"));
  keep->setToolTip(
      tr("A change of how often the average is updated changes β, too, so that its half-life in "
         "steps stays."));
  keep->setChecked(keeps_);
  connect(keep, &QCheckBox::toggled, this, [this](bool on) {
    keeps_ = on;
    Q_EMIT keepsChanged(on);
  });
  knobs_->insertBelow("update_every", keep);
  knobs_->setCompanions(
      [this](const std::string& id, double value) { return companionsOf(id, value); });
}

ParamValues HalfLifeLink::companionsOf(const std::string& id, double value) const {
  if (id != "update_every" || !keeps_) return {};
  const double before = knobs_->knob("update_every")->inForce();
  // Use the value in force, as for the stride, so that the steps of a drag do not add up.
  const double beta = knobs_->knob("beta")->inForce();
  if (before == value || beta <= 0.0 || beta >= 1.0) return {};
  return {{"beta", betaForStride(beta, before, value)}};
}

void HalfLifeLink::show(const ParamValues& values) {
  if (!row_) return;
  row_->show(values.contains("beta") ? values.at("beta") : 0.0,
             values.contains("update_every") ? values.at("update_every") : 1.0);
}

void HalfLifeLink::enter(double steps) {
  const ParamKnob* every = knobs_->knob("update_every");
  knobs_->knob("beta")->enter(betaOfHalfLife(steps / (every ? every->value() : 1.0)));
}

void HalfLifeLink::scale(double factor) {
  if (!row_) return;
  const double beta = knobs_->knob("beta")->value();
  if (beta <= 0.0 || beta >= 1.0) return;
  knobs_->knob("beta")->enter(betaOfHalfLife(halfLife(beta) * factor));
}

}  // namespace emascope::ui
