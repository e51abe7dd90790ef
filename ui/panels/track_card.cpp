// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/track_card.h"

#include "core/protocol/record/track_age.h"
#include "core/rules/decay_param.h"
#include "core/rules/live_edit.h"
#include "ui/controls/decay_preview.h"
#include "ui/controls/focus_home.h"
#include "ui/panels/half_life_link.h"
#include "ui/panels/idle_params.h"
#include "ui/panels/knob_group.h"
#include "ui/panels/panel_commands.h"
#include "ui/panels/preview.h"
#include "ui/panels/python_button.h"
#include "ui/run/edit_sender.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"
#include "ui/run/track_looks.h"
#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr int kWide = 640;  // from here on the knobs are beside the rest

QLabel* labeled(const char* property, QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setProperty(property, true);
  label->setTextFormat(Qt::PlainText);
  return label;
}

/// Rounds to two digits of 1 - decay; more would flicker while the ramp rises.
double calm(double decay) {
  if (decay <= 0.0 || decay >= 1.0) return decay;
  const double unit = std::pow(10.0, std::floor(std::log10(1.0 - decay)) - 1.0);
  return 1.0 - std::round((1.0 - decay) / unit) * unit;
}

QString badgeText(Reason reason) {
  switch (reason) {
    case Reason::kFirst:
    case Reason::kWarmup:
      return TrackCard::tr("limited by the warm-up");
    case Reason::kRamp:
      return TrackCard::tr("limited by the ramp");
    case Reason::kCap:
      return TrackCard::tr("limited by the cap");
    case Reason::kFloor:
      return TrackCard::tr("limited by the floor");
    case Reason::kConstant:
      return TrackCard::tr("constant decay");
    case Reason::kFrozen:
      return TrackCard::tr("frozen");
    case Reason::kStride:
      break;
  }
  return {};
}

}  // namespace

TrackCard::TrackCard(const PanelContext& context, QWidget* parent)
    : QFrame(parent),
      context_(context),
      title_(labeled("heading", this)),
      badge_(labeled("badge", this)),
      decay_(labeled("big", this)),
      half_life_text_(labeled("secondary", this)),
      knob_place_(new QVBoxLayout),
      pending_(labeled("secondary", this)),
      preview_(new DecayPreview(this)),
      reset_(new QPushButton(tr("Reset to raw"), this)),
      python_(new PythonButton(context, this)) {
  setProperty("card", true);
  setObjectName(QStringLiteral("track_card"));
  title_->setTextFormat(Qt::PlainText);
  decay_->setObjectName(QStringLiteral("decay_in_force"));
  half_life_text_->setObjectName(QStringLiteral("half_life_in_force"));
  badge_->setObjectName(QStringLiteral("badge"));
  badge_->setToolTip(tr("Part of the averaging rule that set the decay of the last update"));
  pending_->setObjectName(QStringLiteral("pending"));
  reset_->setObjectName(QStringLiteral("reset_to_raw"));
  reset_->setToolTip(
      tr("Copies the raw weights into this average, which then forgets all earlier steps. The run "
         "continues with the same seed. It cannot be undone."));
  layOut();
  obey();
  connect(reset_, &QPushButton::clicked, this, &TrackCard::resetToRaw);
  connect(context_.controller, &RunController::runStarted, this, [this] {
    built_for_.clear();
    rebuild();
  });
  connect(context_.controller, &RunController::tracksChanged, this, [this] {
    built_for_.clear();  // the label may be that of another track now
    rebuild();
  });
  connect(context_.controller, &RunController::delivered, this, [this] {
    if (isVisible()) refresh();
  });
  connect(context_.selection, &Selection::trackChanged, this, [this] {
    rebuild();
    refresh();
  });
  rebuild();
  refresh();
}

TrackCard::~TrackCard() {
  // A field that loses the focus during destruction must not signal.
  if (knobs_) knobs_->disconnect(this);
}

void TrackCard::layOut() {
  auto* head = new QHBoxLayout;
  // A long label may be cut at the edge; it must not set the width of the card.
  title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  head->addWidget(title_, 1);
  head->addWidget(badge_);
  auto* figures = new QHBoxLayout;
  figures->setSpacing(10);
  figures->addWidget(decay_);
  figures->addWidget(half_life_text_, 1, Qt::AlignBottom);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(reset_, 1);
  buttons->addWidget(python_, 1);
  pending_->setWordWrap(true);
  // Reserve two lines, so that nothing below moves while a slider is dragged.
  pending_->setMinimumHeight(2 * pending_->fontMetrics().lineSpacing());
  pending_->setAlignment(Qt::AlignLeft | Qt::AlignBottom);
  // The text may be cut at the edge; it must not set the width of the card.
  half_life_text_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  // One below the other; in a wide card the knobs are beside the rest.
  figures_ = new QVBoxLayout;
  figures_->setSpacing(6);
  figures_->addLayout(head);
  figures_->addLayout(figures);
  rest_ = new QWidget(this);
  auto* rest = new QVBoxLayout(rest_);
  rest->setContentsMargins(0, 0, 0, 0);
  rest->setSpacing(6);
  rest->addWidget(pending_);
  rest->addWidget(preview_);
  rest->addLayout(buttons);
  parts_ = new QGridLayout(this);
  parts_->setContentsMargins(14, 10, 14, 12);
  parts_->setHorizontalSpacing(24);
  parts_->setVerticalSpacing(6);
  parts_->addLayout(figures_, 0, 0);
  parts_->addWidget(rest_, 2, 0);
  placeKnobs();
}

QSize TrackCard::minimumSizeHint() const {
  const QSize least = QFrame::minimumSizeHint();
  return parts_ != nullptr && wide_ ? QSize(leastWidth(false), least.height()) : least;
}

int TrackCard::leastWidth(bool wide) const {
  const int left =
      std::max(figures_->minimumSize().width(), rest_->layout()->minimumSize().width());
  const int right = knob_place_->minimumSize().width();
  const QMargins in = parts_->contentsMargins() + contentsMargins();
  const int parts = wide ? left + parts_->horizontalSpacing() + right : std::max(left, right);
  return in.left() + parts + in.right();
}

bool TrackCard::hasRoomBeside() const {
  return width() >= std::max(scaled(kWide), leastWidth(true));
}

void TrackCard::placeKnobs() {
  wide_ = hasRoomBeside();
  parts_->removeItem(knob_place_);
  if (wide_) {
    parts_->addLayout(knob_place_, 0, 1, 4, 1);  // the last row takes what they are higher
  } else {
    parts_->addLayout(knob_place_, 1, 0);
  }
  parts_->setColumnStretch(0, 1);
  parts_->setColumnStretch(1, wide_ ? 1 : 0);
  parts_->setRowStretch(3, wide_ ? 1 : 0);
  showRest();
}

/// Beside the knobs there is room for it.
void TrackCard::showRest() {
  const bool all = wide_ || shows_advanced_ || (knobs_ != nullptr && !knobs_->hasAdvanced());
  rest_->setVisible(all);
  if (knobs_ == nullptr) return;
  auto* keep = knobs_->findChild<QWidget*>(QStringLiteral("keep_half_life"));
  const bool usual = half_life_ == nullptr || half_life_->stride() == 1.0;
  if (keep != nullptr) keep->setVisible(shows_advanced_ || !knobs_->hasAdvanced() || !usual);
}

void TrackCard::showEvent(QShowEvent* event) {
  QFrame::showEvent(event);
  if (!hasTrack() || knobs_) refresh();  // else it is being built
}

void TrackCard::resizeEvent(QResizeEvent* event) {
  QFrame::resizeEvent(event);
  if (hasRoomBeside() != wide_) placeKnobs();
}

bool TrackCard::event(QEvent* event) {
  // The words may need more room than before.
  if (event->type() == QEvent::LayoutRequest && hasRoomBeside() != wide_) placeKnobs();
  return QFrame::event(event);
}

void TrackCard::obey() {
  const PanelCommands* commands = context_.commands;
  connect(commands, &PanelCommands::halfLifeScaled, this, &TrackCard::scaleHalfLife);
  connect(commands, &PanelCommands::sendWhileDraggingChanged, this, [this](bool on) {
    send_while_dragging_ = on;
    if (knobs_) knobs_->setSendWhileDragging(on);
  });
  connect(commands, &PanelCommands::refusalsForgotten, this, [this] {
    if (knobs_) knobs_->forgetRefusals();
  });
  connect(commands, &PanelCommands::pythonWanted, python_, &QPushButton::click);
}

bool TrackCard::hasTrack() const {
  return context_.selection->track() < context_.controller->record().alive;
}

const TrackSpec& TrackCard::spec() const {
  return context_.controller->record().tracks[context_.selection->track()];
}

void TrackCard::rebuild() {
  const bool there = hasTrack();
  setVisible(there || context_.controller->record().alive == 0);
  reset_->setVisible(there);
  python_->setVisible(there);
  preview_->setVisible(there);
  badge_->setVisible(false);
  if (!there) {
    title_->setText(tr("EMA"));
    delete knobs_;
    knobs_ = nullptr;
    half_life_ = nullptr;
    built_for_.clear();
    return;
  }
  const std::string wanted = spec().schedule + "/" + spec().label;
  if (wanted == built_for_) return;
  built_for_ = wanted;
  delete knobs_;
  half_life_ = nullptr;
  const Catalog& catalog = context_.controller->catalog();
  const ScheduleInfo* schedule = findSchedule(catalog, spec().schedule);
  knobs_ = new KnobGroup(context_, schedule ? schedule->params : std::vector<ParamSpec>(), this);
  knobs_->setSendWhileDragging(send_while_dragging_);
  knob_place_->addWidget(knobs_);
  const ScheduleEntry* rule = findRule(spec().schedule);
  const ParamValues values =
      valuesInForce(context_.controller->record(), context_.selection->track());
  half_life_ = new HalfLifeLink(knobs_, rule ? decayParam(*rule, values) : std::nullopt,
                                rule ? strideParam(rule->params) : std::nullopt, keeps_half_life_);
  connect(half_life_, &HalfLifeLink::keepsChanged, this,
          [this](bool on) { keeps_half_life_ = on; });
  connect(knobs_, &KnobGroup::previewed, this, &TrackCard::refreshPending);
  knobs_->showAdvanced(shows_advanced_);
  connect(knobs_, &KnobGroup::advancedShown, this, [this](bool on) {
    shows_advanced_ = on;
    showRest();
  });
  idle_for_.clear();
  knobs_->setTrack(spec().label, values, presetValues());
  refreshPending();
}

ParamValues TrackCard::presetValues() const {
  const RunRecord& record = context_.controller->record();
  ParamValues presets = spec().params;
  const PresetInfo* preset = findPreset(context_.controller->catalog(), record.config.preset);
  if (preset) {
    for (const TrackSpec& track : preset->config.tracks) {
      if (track.label != spec().label || track.schedule != spec().schedule) continue;
      for (const auto& [id, value] : track.params) presets[id] = value;
    }
  }
  return presets;
}

void TrackCard::refresh() {
  if (!hasTrack()) {
    decay_->setText(QStringLiteral("–"));
    half_life_text_->setText({});
    half_life_text_->setToolTip({});
    return;
  }
  const RunRecord& record = context_.controller->record();
  const std::size_t track = context_.selection->track();
  title_->setText(track == 0 ? tr("EMA · main track")
                             : tr("EMA · %1").arg(shownLabel(spec().label)));
  const auto decay = decayInForce(record, track);
  decay_->setText(decay ? decayText(calm(*decay)) : QStringLiteral("–"));
  showHalfLife(decay);
  const QString badge = decay ? badgeText(record.points.back().tracks[track].reason) : QString();
  badge_->setText(badge);
  badge_->setVisible(!badge.isEmpty());
  const bool live = context_.controller->accepts(command::SetParams{});
  const QWidget* focused = window()->focusWidget();
  if (!live && focused && knobs_->isAncestorOf(focused)) giveFocusBack(this);
  knobs_->setEnabled(live);
  reset_->setEnabled(live);
  showRest();
  refreshRemarks();
  refreshIdle();
  refreshPending();
}

void TrackCard::refreshRemarks() {
  const RunRecord& record = context_.controller->record();
  if (ParamKnob* warmup = knobs_->knob("update_after_step")) {
    const auto over = static_cast<std::int64_t>(warmup->inForce());
    warmup->setRemark({over == 0            ? QString()
                       : record.step > over ? tr("ended at step %1").arg(grouped(over))
                                            : tr("until step %1").arg(grouped(over))});
  }
}

void TrackCard::refreshIdle() {
  const RunRecord& record = context_.controller->record();
  const ScheduleEntry* rule = findRule(spec().schedule);
  if (!rule) return;
  const ParamValues values = valuesInForce(record, context_.selection->track());
  const std::int64_t seldom = record.config.steps / 100;  // takes milliseconds
  const bool later = record.step < idle_at_ || record.step > idle_at_ + seldom;
  if (values == idle_for_ && !later) return;
  idle_for_ = values;
  idle_at_ = record.step;
  const std::int64_t calls = record.step - firstCall(record, spec().label) + 1;
  const RunLength run{.steps = static_cast<double>(plannedSteps(record.config))};
  knobs_->setIdle(idleParams(*rule, values, std::max<std::int64_t>(calls, 0), run));
}

void TrackCard::refreshPending() {
  if (!knobs_ || !hasTrack()) return;
  const RunRecord& record = context_.controller->record();
  const std::size_t track = context_.selection->track();
  const ParamValues now = valuesInForce(record, track);
  const bool pending = knobs_->pending() && knobs_->shown() != now;
  const ParamValues shown =
      pending ? pendingValues(spec().schedule, now, knobs_->shown()) : knobs_->shown();
  const RunLength run{.steps = static_cast<double>(plannedSteps(record.config))};
  const auto last = static_cast<double>(record.config.steps);
  const auto step = static_cast<double>(record.step);
  const QString cap = capText(spec().schedule, shown, record.step, record.config.steps);
  pending_->setText(pending && !cap.isEmpty() ? tr("pending: %1").arg(cap) : cap);
  pending_->setVisible(!pending_->text().isEmpty());
  const auto ahead = pending ? decayCurve(spec().schedule, shown, std::max(step, 1.0), last, run)
                             : std::vector<std::pair<double, double>>();
  preview_->show(decayCurve(spec().schedule, now, 1.0, last, run), ahead, step, last,
                 theme().trackColor(lineNumber(record, track)));
  context_.selection->setGhost(ahead,
                               pending ? tr("pending: %1").arg(changesText(now)) : QString());
  half_life_->show(shown);
}

/// What the knobs show other than `now`: "β cap 0.998".
QString TrackCard::changesText(const ParamValues& now) const {
  event::Applied change{.track = spec().label, .new_values = knobs_->shown()};
  std::erase_if(change.new_values, [&now](const auto& item) {
    const auto old = now.find(item.first);
    return old != now.end() && old->second == item.second;
  });
  return changeText(context_.controller->catalog(), {spec()}, change);
}

void TrackCard::scaleHalfLife(double factor) {
  if (half_life_ && knobs_->isEnabled()) half_life_->scale(factor);
}

void TrackCard::resetToRaw() {
  if (hasTrack()) context_.sender->send(spec().label, {{std::string(kReseed), 1.0}}, 0);
}

}  // namespace emascope::ui
