// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/knob_group.h"

#include "ui/panels/half_life_row.h"
#include "ui/run/edit_sender.h"
#include "ui/run/run_controller.h"

#include <algorithm>

#include <QToolButton>
#include <QVBoxLayout>

namespace emascope::ui {

KnobGroup::KnobGroup(const PanelContext& context, const std::vector<ParamSpec>& specs,
                     QWidget* parent)
    : QWidget(parent), context_(context) {
  column_ = new QVBoxLayout(this);
  QVBoxLayout* column = column_;
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  auto* fold = new QWidget(this);
  auto* folded = new QVBoxLayout(fold);
  folded->setContentsMargins(0, 0, 0, 0);
  folded->setSpacing(4);
  for (const ParamSpec& spec : specs) {
    auto* knob = new ParamKnob(spec, spec.advanced ? fold : this);
    (spec.advanced ? folded : column)->addWidget(knob);
    knobs_[spec.id] = knob;
    const std::string id = spec.id;
    connect(knob, &ParamKnob::previewed, this, &KnobGroup::previewed);
    connect(knob, &ParamKnob::committed, this,
            [this, id](double value, int gesture) { commit(id, value, gesture); });
    connect(knob, &ParamKnob::dragged, this, [this, id](double value, int gesture) {
      if (send_while_dragging_) commit(id, value, gesture);
    });
    connect(knob, &ParamKnob::resetWanted, this, [this, id] {
      if (const auto preset = presets_.find(id); preset != presets_.end()) {
        knobs_[id]->enter(preset->second);
      }
    });
  }
  if (folded->count() > 0) {
    more_ = new QToolButton(this);
    more_->setObjectName(QStringLiteral("more"));
    more_->setProperty("fold", true);
    more_->setCheckable(true);
    more_->setText(tr("▸ advanced"));
    more_->setToolTip(tr("Shows or hides the parameters that are seldom changed"));
    connect(more_, &QToolButton::toggled, fold, &QWidget::setVisible);
    connect(more_, &QToolButton::toggled, this, [this](bool open) {
      more_->setText(open ? tr("▾ advanced") : tr("▸ advanced"));
      Q_EMIT advancedShown(open);
    });
    column->addWidget(more_, 0, Qt::AlignLeft);
    column->addWidget(fold);
    fold->hide();
  } else {
    delete fold;
  }
  connect(context_.controller, &RunController::applied, this, &KnobGroup::applied);
  connect(context_.sender, &EditSender::sent, this, &KnobGroup::sent);
  connect(context_.sender, &EditSender::refused, this, &KnobGroup::refused);
}

void KnobGroup::setTrack(const std::string& track, const ParamValues& in_force,
                         const ParamValues& presets) {
  track_ = track;
  presets_ = presets;
  for (const auto& [id, knob] : knobs_) {
    const auto value = in_force.find(id);
    if (value != in_force.end()) knob->showApplied(value->second, 0);
  }
}

ParamKnob* KnobGroup::knob(const std::string& id) const {
  const auto found = knobs_.find(id);
  return found == knobs_.end() ? nullptr : found->second;
}

ParamValues KnobGroup::shown() const {
  ParamValues values;
  for (const auto& [id, knob] : knobs_) values[id] = knob->value();
  return values;
}

bool KnobGroup::pending() const {
  return std::any_of(knobs_.begin(), knobs_.end(),
                     [](const auto& entry) { return entry.second->pending(); });
}

void KnobGroup::showAdvanced(bool on) {
  if (more_) more_->setChecked(on);
}

void KnobGroup::setIdle(const std::map<std::string, QString>& idle) {
  for (const auto& [id, knob] : knobs_) {
    const auto found = idle.find(id);
    knob->setIdle(found != idle.end(), found == idle.end() ? QString() : found->second);
  }
}

void KnobGroup::forgetRefusals() {
  for (const auto& entry : knobs_) entry.second->forgetRefusal();
}

void KnobGroup::insertBelow(const std::string& id, QWidget* widget) {
  const ParamKnob* above = knob(id);
  if (auto* row = qobject_cast<HalfLifeRow*>(widget); row && above) row->follow(*above);
  // Widgets below an advanced knob are in the folded part, too.
  auto* column = above ? static_cast<QVBoxLayout*>(above->parentWidget()->layout()) : column_;
  column->insertWidget(above ? column->indexOf(above) + 1 : 0, widget);
}

void KnobGroup::commit(const std::string& id, double value, int gesture) {
  ParamValues values = {{id, value}};
  if (companions_) {
    for (const auto& [other, wanted] : companions_(id, value)) {
      if (ParamKnob* target = knob(other)) target->propose(wanted);
      values[other] = wanted;
    }
  }
  context_.sender->send(track_, values, gesture);
}

void KnobGroup::applied(const event::Applied& change) {
  if (change.track != track_) return;
  for (const auto& [id, value] : change.new_values) {
    if (ParamKnob* target = knob(id)) target->showApplied(value, change.step);
  }
  Q_EMIT previewed();
}

void KnobGroup::sent(const std::string& track, const ParamValues& values) {
  if (track != track_) return;
  for (const auto& [id, value] : values) {
    if (ParamKnob* target = knob(id); target && target->value() == value) target->showSent();
  }
}

void KnobGroup::refused(const std::string& track, const ParamValues& values,
                        const QString& reason) {
  if (track != track_) return;
  for (const auto& [id, value] : values) {
    if (ParamKnob* target = knob(id)) target->showRefused(reason);
  }
  Q_EMIT previewed();
}

}  // namespace emascope::ui
