// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/lesson_knob.h"

#include "core/rules/param_spec.h"
#include "core/rules/units.h"
#include "ui/controls/number_field.h"
#include "ui/controls/param_knob.h"
#include "ui/panels/panel_commands.h"
#include "ui/run/edit_sender.h"
#include "ui/run/run_controller.h"
#include "ui/run/words.h"
#include "ui/teach/lesson_lines.h"
#include "ui/teach/lesson_session.h"
#include "ui/teach/teach_look.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr double kFieldWidth = 112.0;

const ParamSpec* findParam(const std::vector<ParamSpec>& specs, std::string_view id) {
  const auto found = std::ranges::find(specs, id, &ParamSpec::id);
  return found == specs.end() ? nullptr : &*found;
}

/// The track before the last period, and the parameter behind it; of the run without a period.
std::pair<std::string, std::string> partsOf(const std::string& knob) {
  const std::size_t dot = knob.rfind('.');
  if (dot == std::string::npos) return {{}, knob};
  return {knob.substr(0, dot), knob.substr(dot + 1)};
}

}  // namespace

LessonKnob::LessonKnob(const PanelContext& context, LessonSession& session, QWidget* parent)
    : QFrame(parent),
      context_(context),
      session_(session),
      of_(new QLabel(this)),
      note_(new QLabel(this)),
      again_(new QPushButton(tr("Run again"), this)),
      row_(new QHBoxLayout) {
  setObjectName(QStringLiteral("lesson_knob"));
  setProperty("card", true);
  of_->setObjectName(QStringLiteral("lesson_knob_of"));
  of_->setProperty("secondary", true);
  note_->setObjectName(QStringLiteral("lesson_knob_note"));
  note_->setProperty("secondary", true);
  for (QLabel* label : {of_, note_}) {
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
  }
  again_->setObjectName(QStringLiteral("lesson_again"));
  again_->setFocusPolicy(Qt::TabFocus);
  again_->setAutoDefault(false);
  connect(again_, &QPushButton::clicked, this, [this] {
    next_.reset();
    session_.startAgain();
  });
  auto* column = new QVBoxLayout(this);
  column->addLayout(row_);
  column->addWidget(of_);
  column->addWidget(note_);
  row_->addWidget(again_, 0, Qt::AlignTop);
  connect(context_.controller, &RunController::runStarted, this, [this] {
    ++runs_;
    next_.reset();
  });
  connect(context_.controller, &RunController::applied, this, [this](const event::Applied& change) {
    if (!knob_ || std::ranges::find(targets_, change.track) == targets_.end()) return;
    const auto value = change.new_values.find(id_);
    if (value == change.new_values.end()) return;
    knob_->showApplied(value->second, change.step);
    showValue();
  });
  connect(context_.commands, &PanelCommands::refusalsForgotten, this, [this] {
    if (knob_) knob_->forgetRefusal();
  });
  connect(context_.sender, &EditSender::sent, this,
          [this](const std::string& track, const ParamValues& values) {
            const auto value = values.find(id_);
            if (!knob_ || value == values.end() || knob_->value() != value->second) return;
            if (std::ranges::find(targets_, track) != targets_.end()) knob_->showSent();
          });
  connect(context_.sender, &EditSender::refused, this,
          [this](const std::string& track, const ParamValues& values, const QString& reason) {
            if (!knob_ || !values.contains(id_)) return;
            if (std::ranges::find(targets_, track) != targets_.end()) knob_->showRefused(reason);
          });
  hide();
}

std::vector<std::string> LessonKnob::targets() const {
  const auto [of, id] = partsOf(session_.step().knob);
  if (of.empty()) return {""};
  const RunRecord& record = *session_.record();
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < record.alive; ++i) {
    const TrackSpec& track = record.tracks[i];
    const ScheduleInfo* rule = findSchedule(context_.controller->catalog(), track.schedule);
    if (of != "*" && of != track.label) continue;
    if (rule == nullptr || findParam(rule->params, id) == nullptr) continue;
    // "All" are those that the step shows; others may have another value on purpose.
    const auto shown = shownLabels(session_.step(), record);
    if (of == "*" && std::ranges::find(shown, track.label) == shown.end()) continue;
    labels.push_back(track.label);
  }
  return labels;
}

const ParamSpec* LessonKnob::specOf() const {
  if (targets_.empty()) return nullptr;
  const Catalog& catalog = context_.controller->catalog();
  if (targets_.front().empty()) return findParam(catalog.run_params, id_);
  const RunRecord& record = *session_.record();
  const int index = record.trackIndex(targets_.front());
  if (index < 0) return nullptr;
  const ScheduleInfo* rule =
      findSchedule(catalog, record.tracks[static_cast<std::size_t>(index)].schedule);
  return rule == nullptr ? nullptr : findParam(rule->params, id_);
}

bool LessonKnob::ended() const {
  const RunState state = context_.controller->state();
  return state == RunState::kFinished || state == RunState::kFailed;
}

void LessonKnob::setScale(double scale) {
  scale_ = scale;
  fit();
}

void LessonKnob::setLanguage(const std::string& language) {
  language_ = language;
  shown_.clear();
}

void LessonKnob::fit() {
  const int gap = scaled(8, scale_);
  layout()->setContentsMargins(gap + gap / 2, gap, gap + gap / 2, gap);
  layout()->setSpacing(scaled(2, scale_));
  row_->setSpacing(gap);
  if (knob_ == nullptr) return;
  if (auto* field = knob_->findChild<NumberField*>()) {
    field->setFixedWidth(scaled(kFieldWidth, scale_));
  }
}

void LessonKnob::refresh() {
  const bool there = session_.isOpen() && session_.live() && !session_.step().knob.empty() &&
                     !context_.controller->record().tracks.empty();
  if (there) {
    id_ = partsOf(session_.step().knob).second;
    targets_ = targets();
  }
  const ParamSpec* spec = there ? specOf() : nullptr;
  if (isHidden() == (spec != nullptr)) {
    setVisible(spec != nullptr);
    Q_EMIT shownChanged();
  }
  if (spec == nullptr) return;
  std::string now = session_.step().knob + " " + std::to_string(runs_);
  for (const std::string& target : targets_) now += " " + target;
  if (now != shown_) {
    shown_ = now;
    build(*spec);
  }
  again_->setVisible(ended());
  showValue();
  showNote();
}

void LessonKnob::build(const ParamSpec& spec) {
  delete knob_;
  knob_ = new ParamKnob(spec, this);
  row_->insertWidget(0, knob_, 1);
  knob_->showApplied(session_.record()->value(targets_.front(), id_), 0);
  connect(knob_, &ParamKnob::committed, this, &LessonKnob::commit);
  QStringList names;
  for (const std::string& target : targets_) {
    if (!target.empty()) names << lineName(session_.lesson(), target, language_);
  }
  of_->setText(names.isEmpty() ? tr("of the run") : tr("of %1").arg(names.join(tr(", "))));
  fit();
}

void LessonKnob::commit(double value, int gesture) {
  if (ended()) {
    next_ = value;
    for (const std::string& target : targets_) session_.changeNextRun(target, {{id_, value}});
    return showNote();
  }
  for (const std::string& target : targets_) {
    context_.sender->send(target, {{id_, value}}, gesture);
  }
}

void LessonKnob::showValue() {
  if (knob_ == nullptr || session_.record() == nullptr) return;
  knob_->setInForce(session_.record()->value(targets_.front(), id_));
  if (id_ != "beta") return;
  const double steps = halfLife(knob_->value());
  if (!std::isfinite(steps)) return knob_->setRemark({});
  knob_->setRemark({tr("half-life %1 steps").arg(shortNumber(steps)),
                    tr("half-life %1").arg(shortNumber(steps))});
}

void LessonKnob::showNote() {
  QString text;
  const LessonStep& step = session_.step();
  const RunRecord& record = *session_.record();
  for (const ScheduledEdit& edit : step.edits) {
    const auto value = edit.values.find(id_);
    if (value == edit.values.end() || record.step > step.stop) continue;
    if (std::ranges::find(targets_, edit.track) == targets_.end()) continue;
    text = tr("The lesson sets it to %1 when the run goes on.")
               .arg(QString::fromStdString(valueText(knob_->spec(), value->second)));
  }
  if (ended()) {
    text = next_ ? tr("The run has ended. Run again shows it with this value.")
                 : tr("The run has ended. Move the knob, then run again with it.");
  }
  note_->setText(text);
  note_->setVisible(!text.isEmpty());
}

}  // namespace emascope::ui
