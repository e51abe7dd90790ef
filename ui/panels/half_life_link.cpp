// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/half_life_link.h"

#include "core/rules/units.h"
#include "ui/controls/param_knob.h"
#include "ui/panels/half_life_row.h"
#include "ui/panels/knob_group.h"

#include <algorithm>
#include <utility>

#include <QCheckBox>

namespace emascope::ui {

HalfLifeLink::HalfLifeLink(KnobGroup* knobs, std::optional<DecayParam> decay,
                           std::optional<std::string> stride, bool keeps)
    : QObject(knobs),
      knobs_(knobs),
      decay_(std::move(decay)),
      stride_(std::move(stride)),
      keeps_(keeps) {
  ParamKnob* knob = decay_ ? knobs->knob(decay_->id) : nullptr;
  if (!knob) return;
  // After this in the list of children: a field that loses the focus during destruction must not
  // reach enter().
  row_ = new HalfLifeRow(knobs);
  knobs->insertBelow(decay_->id, row_);
  connect(row_, &HalfLifeRow::edited, knob, &ParamKnob::forgetRefusal);
  connect(row_, &HalfLifeRow::refused, knob, &ParamKnob::showRefused);
  connect(row_, &HalfLifeRow::entered, this, &HalfLifeLink::enter);
  connect(knob, &ParamKnob::refusalForgotten, row_, &HalfLifeRow::forgetRefusal);
  connect(knob, &ParamKnob::previewed, row_, &HalfLifeRow::forgetRefusal);
  if (stride_ && knobs->knob(*stride_)) addBox();
}

void HalfLifeLink::addBox() {
  auto* keep = new QCheckBox(tr("keep the half-life (adjusts β)"), knobs_);
  keep->setObjectName(QStringLiteral("keep_half_life"));
  keep->setToolTip(
      tr("When the update interval changes, β is adjusted so that the half-life in steps stays the "
         "same."));
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
  if (id != stride_ || !keeps_) return {};
  const double before = std::max(knobs_->knob(*stride_)->inForce(), 1.0);
  const double after = std::max(value, 1.0);
  // Use the value in force, as for the stride, so that the steps of a drag do not add up.
  const auto decay = decay_->decay(knobs_->knob(decay_->id)->inForce());
  if (before == after || !decay || *decay <= 0.0 || *decay >= 1.0) return {};
  return {{decay_->id, decay_->value(betaForStride(*decay, before, after))}};
}

std::optional<double> HalfLifeLink::decayOf(const ParamValues& values) const {
  const auto found = decay_ ? values.find(decay_->id) : values.end();
  return found == values.end() ? std::nullopt : decay_->decay(found->second);
}

std::optional<double> HalfLifeLink::decayShown() const {
  return decay_->decay(knobs_->knob(decay_->id)->value());
}

void HalfLifeLink::show(const ParamValues& values) {
  if (!row_) return;
  const auto stride = stride_ ? values.find(*stride_) : values.end();
  row_->show(decayOf(values), stride == values.end() ? 1.0 : std::max(stride->second, 1.0));
}

double HalfLifeLink::stride() const {
  const ParamKnob* every = stride_ ? knobs_->knob(*stride_) : nullptr;
  return every ? std::max(every->value(), 1.0) : 1.0;
}

void HalfLifeLink::enter(double steps) {
  knobs_->knob(decay_->id)->enter(decay_->valueOfHalfLife(steps / stride()));
}

void HalfLifeLink::scale(double factor) {
  if (!row_) return;
  const auto decay = decayShown();
  if (!decay || *decay <= 0.0 || *decay >= 1.0) return;
  knobs_->knob(decay_->id)->enter(decay_->valueOfHalfLife(halfLife(*decay) * factor));
}

}  // namespace emascope::ui
