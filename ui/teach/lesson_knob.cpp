// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/lesson_knob.h"

#include "core/lessons/number_text.h"
#include "core/rules/param_spec.h"
#include "core/rules/units.h"
#include "ui/controls/number_field.h"
#include "ui/controls/param_knob.h"
#include "ui/controls/quiet_slider.h"
#include "ui/panels/panel_commands.h"
#include "ui/run/edit_sender.h"
#include "ui/run/run_controller.h"
#include "ui/run/words.h"
#include "ui/teach/knob_ticks.h"
#include "ui/teach/lesson_lines.h"
#include "ui/teach/lesson_session.h"
#include "ui/teach/lesson_synthesis.h"
#include "ui/teach/plain_words.h"
#include "ui/teach/teach_look.h"
#include "ui/teach/track_half_life.h"

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
constexpr double kShortFieldWidth = 76.0;  // for a number of steps
constexpr double kLeastSlider = 50.0;
constexpr double kLongestHalfLife = 1e6;  // steps

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

LessonKnob::LessonKnob(const PanelContext& context, LessonSession& session,
                       LessonSynthesis& synthesis, QWidget* parent)
    : QFrame(parent),
      context_(context),
      session_(session),
      synthesis_(synthesis),
      ticks_(new KnobTicks(this)),
      of_(new QLabel(this)),
      note_(new QLabel(this)),
      again_(new QPushButton(tr("Run again"), this)),
      row_(new QHBoxLayout),
      column_(new QVBoxLayout(this)) {
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
  again_->setToolTip(tr("From step 0, with the value of the knob"));
  again_->setFocusPolicy(Qt::TabFocus);
  again_->setAutoDefault(false);
  connect(again_, &QPushButton::clicked, this, [this] {
    next_.reset();
    session_.startAgain();
  });
  column_->addLayout(row_);
  column_->addWidget(ticks_);
  column_->addWidget(of_);
  column_->addWidget(note_);
  row_->addWidget(again_, 0, Qt::AlignTop);
  connectChanges();
  hide();
}

void LessonKnob::connectChanges() {
  connect(context_.controller, &RunController::runStarted, this, [this] {
    ++runs_;
    next_.reset();
  });
  connect(context_.controller, &RunController::applied, this, [this](const event::Applied& change) {
    if (!knob_ || session_.record() == nullptr) return;
    if (std::ranges::find(targets_, change.track) == targets_.end()) return;
    const auto value = change.new_values.find(id_);
    if (value == change.new_values.end()) return;
    if (isToCome(*session_.record(), change)) return;
    // A value that is no half-life gets another knob when this is refreshed.
    if (half_life_ && !haveHalfLives()) return;
    knob_->showApplied(shown(change.track, value->second), change.step);
    showValue();
  });
  connect(context_.commands, &PanelCommands::refusalsForgotten, this, [this] {
    if (knob_) knob_->forgetRefusal();
  });
  connect(context_.sender, &EditSender::sent, this,
          [this](const std::string& track, const ParamValues& values) {
            const auto value = values.find(id_);
            if (!knob_ || value == values.end() || session_.record() == nullptr) return;
            if (std::ranges::find(targets_, track) == targets_.end()) return;
            if (knob_->value() == shown(track, value->second)) knob_->showSent();
          });
  connect(context_.sender, &EditSender::refused, this,
          [this](const std::string& track, const ParamValues& values, const QString& reason) {
            if (!knob_ || !values.contains(id_)) return;
            if (std::ranges::find(targets_, track) != targets_.end()) knob_->showRefused(reason);
          });
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

/// Whether the decays of all targets are half-lives that the knob can show.
bool LessonKnob::haveHalfLives() const {
  const RunRecord& record = *session_.record();
  return id_ == "beta" && !targets_.empty() &&
         std::ranges::all_of(targets_, [&](const std::string& track) {
           const double steps = halfLifeInSteps(record, track, presentValue(record, track, id_));
           return hasHalfLife(record, track) && steps >= 1.0 && steps <= kLongestHalfLife;
         });
}

/// What the knob shows for the parameter's value, and the other way round.
double LessonKnob::shown(const std::string& track, double value) const {
  return half_life_ ? halfLifeInSteps(*session_.record(), track, value) : value;
}
double LessonKnob::sent(const std::string& track, double value) const {
  return half_life_ ? betaOfSteps(*session_.record(), track, value) : value;
}

std::optional<ParamSpec> LessonKnob::specOf() const {
  if (made_) {
    return halfLifeSpec(
        synthesis_.lessonsHalfLife(),
        tr("The half-life in steps of an average that is now computed from the snapshots of "
           "the others."));
  }
  if (targets_.empty()) return std::nullopt;
  if (half_life_) {
    const std::string& first = targets_.front();
    ParamSpec spec =
        halfLifeSpec(shown(first, presentValue(*session_.record(), first, id_)),
                     tr("The number of steps after which a step's share in the average has "
                        "halved. The decay is 2^(−1/half-life)."));
    spec.max = kLongestHalfLife;
    return spec;
  }
  const auto found = [this](const std::vector<ParamSpec>& specs) {
    const ParamSpec* spec = findParam(specs, id_);
    return spec == nullptr ? std::nullopt : std::optional(*spec);
  };
  const Catalog& catalog = context_.controller->catalog();
  if (targets_.front().empty()) return found(catalog.run_params);
  const RunRecord& record = *session_.record();
  const int index = record.trackIndex(targets_.front());
  if (index < 0) return std::nullopt;
  const ScheduleInfo* rule =
      findSchedule(catalog, record.tracks[static_cast<std::size_t>(index)].schedule);
  return rule == nullptr ? std::nullopt : found(rule->params);
}

ParamSpec LessonKnob::halfLifeSpec(double initial, const QString& tip) const {
  const auto steps = static_cast<double>(session_.record()->config.steps);
  return {.id = "half_life",
          .label = tr("half-life").toStdString(),
          .tip = tip.toStdString(),
          .min = 1.0,
          .max = std::max(10.0, steps),
          .initial = initial,
          .scale = ParamSpec::Scale::kLog,
          .whole = true,
          .slider_min = 2.0,
          .slider_max = std::max(10.0, steps)};
}

bool LessonKnob::ended() const {
  const RunState state = context_.controller->state();
  return state == RunState::kFinished || state == RunState::kFailed;
}

void LessonKnob::arrange(double scale, bool roomy) {
  scale_ = scale;
  roomy_ = roomy;
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
  ticks_->setScale(scale_);
  if (knob_ == nullptr) return;
  const bool half_life = knob_->spec().id == "half_life";
  ticks_->setVisible(roomy_ && half_life);
  if (auto* field = knob_->findChild<NumberField*>()) {
    field->setFixedWidth(scaled(half_life ? kShortFieldWidth : kFieldWidth, scale_));
  }
  if (auto* slider = knob_->findChild<QuietSlider*>()) {
    slider->setMinimumWidth(scaled(kLeastSlider, scale_));
  }
  for (QLabel* label : knob_->findChildren<QLabel*>()) {
    if (label->buddy() != nullptr) label->setMinimumWidth(0);  // it is alone in its column
  }
  if (auto* row = knob_->findChild<QHBoxLayout*>()) row->setSpacing(gap);
  directRow();
}

/// "Run again" is beside the knob if both have room, else below its words.
void LessonKnob::directRow() {
  if (knob_ == nullptr) return;
  knob_->layout()->activate();  // of what it has been given last
  const QMargins margins = layout()->contentsMargins();
  const int room = width() - margins.left() - margins.right() - row_->spacing();
  const bool beside = knob_->minimumSizeHint().width() + again_->sizeHint().width() <= room;
  if (beside == (row_->indexOf(again_) >= 0)) return;
  if (beside) {
    column_->removeWidget(again_);
    row_->addWidget(again_, 0, Qt::AlignTop);
  } else {
    row_->removeWidget(again_);
    column_->insertWidget(column_->indexOf(note_), again_, 0, Qt::AlignLeft);
  }
}

void LessonKnob::resizeEvent(QResizeEvent* event) {
  QFrame::resizeEvent(event);
  directRow();
}

void LessonKnob::refresh() {
  made_ = synthesis_.wanted();
  const bool there = session_.isOpen() && session_.live() && !session_.step().knob.empty() &&
                     !context_.controller->record().tracks.empty();
  if (there && !made_) {
    id_ = partsOf(session_.step().knob).second;
    targets_ = targets();
  }
  if (made_) targets_.clear();
  half_life_ = there && !made_ && haveHalfLives();
  const std::optional<ParamSpec> spec = there ? specOf() : std::nullopt;
  if (isHidden() == spec.has_value()) {
    setVisible(spec.has_value());
    Q_EMIT shownChanged();
  }
  if (!spec) return;
  std::string now = session_.step().knob + " " + std::to_string(runs_) + (half_life_ ? " h" : "");
  for (const std::string& target : targets_) now += " " + target;
  if (now != shown_) {
    shown_ = now;
    build(*spec);
  }
  if (const bool again = ended() && !made_; again_->isHidden() == again) {
    again_->setVisible(again);
    directRow();
  }
  if (made_) return showMade();
  showValue();
  showNote();
}

void LessonKnob::build(const ParamSpec& spec) {
  delete knob_;
  knob_ = new ParamKnob(spec, this);
  row_->insertWidget(0, knob_, 1);
  ticks_->follow(knob_);
  for (QLabel* label : knob_->findChildren<QLabel*>()) {
    if (label->buddy() != nullptr) label->setProperty("strong", true);
  }
  connect(knob_, &ParamKnob::committed, this, &LessonKnob::commit);
  if (made_) {
    connect(knob_, &ParamKnob::dragged, &synthesis_, &LessonSynthesis::choose);
    of_->setText(tr("of the average that is made afterwards, in steps"));
    return fit();
  }
  const std::string& first = targets_.front();
  knob_->showApplied(shown(first, presentValue(*session_.record(), first, id_)), 0);
  of_->setText(flowing(ofText()));
  fit();
}

QString LessonKnob::ofText() const {
  QStringList names;
  for (const std::string& target : targets_) {
    if (!target.empty()) names << lineName(session_.lesson(), target, language_);
  }
  if (names.isEmpty()) return tr("of the run");
  if (names.size() == 1) {
    return (half_life_ ? tr("of the line “%1”, in steps") : tr("of the line “%1”")).arg(names[0]);
  }
  return (half_life_ ? tr("of all %1 averages, in steps") : tr("of all %1 averages"))
      .arg(names.size());
}

void LessonKnob::commit(double value, int gesture) {
  if (made_) return synthesis_.choose(value);
  if (ended()) {
    next_ = value;
    for (const std::string& target : targets_) {
      session_.changeNextRun(target, {{id_, sent(target, value)}});
    }
    return showNote();
  }
  for (const std::string& target : targets_) {
    context_.sender->send(target, {{id_, sent(target, value)}}, gesture);
  }
}

void LessonKnob::showValue() {
  if (knob_ == nullptr || session_.record() == nullptr) return;
  const std::string& first = targets_.front();
  knob_->setInForce(shown(first, presentValue(*session_.record(), first, id_)));
  if (id_ != "beta" || half_life_) return;
  const double steps = halfLife(knob_->value());
  if (!std::isfinite(steps)) return knob_->setRemark({});
  knob_->setRemark({tr("half-life %1 steps").arg(shortNumber(steps)),
                    tr("half-life %1").arg(shortNumber(steps))},
                   /*must_be_seen=*/true);
}

void LessonKnob::showMade() {
  const QString why = synthesis_.whyNot();
  knob_->setEnabled(why.isEmpty());
  knob_->setToolTip(why);
  if (knob_->value() != synthesis_.halfLife()) knob_->propose(synthesis_.halfLife());
  knob_->showApplied(synthesis_.halfLife(), context_.controller->record().step);
  QString text = why;
  if (text.isEmpty() && synthesis_.isRefused()) {
    text = tr("The engine refuses this one: the snapshots do not contain it.");
  } else if (const auto mean = synthesis_.mean(); text.isEmpty() && mean) {
    text = tr("Its mean loss at the %1 steps of the points: %2")
               .arg(synthesis_.steps())
               .arg(QString::fromStdString(numberText(*mean, LessonUnit::kLoss, language_)));
  } else if (text.isEmpty()) {
    text = tr("It is made at %1 steps; %2 are done.")
               .arg(synthesis_.steps())
               .arg(synthesis_.losses().size());
  }
  note_->setText(text);
  note_->show();
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
               .arg(half_life_ ? plainNumber(shown(edit.track, value->second))
                               : QString::fromStdString(valueText(knob_->spec(), value->second)));
  }
  if (ended()) {
    text = next_ ? tr("The run has ended. Run again shows it with this value.")
                 : tr("The run has ended. Move the knob, then run again with it.");
  }
  note_->setText(text);
  note_->setVisible(!text.isEmpty());
}

}  // namespace emascope::ui
