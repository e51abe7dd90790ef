// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/half_life_card.h"

#include "ui/controls/focus_home.h"
#include "ui/panels/half_life_line.h"
#include "ui/panels/half_life_picture.h"
#include "ui/panels/half_life_plot.h"
#include "ui/panels/panel_commands.h"
#include "ui/panels/preview.h"
#include "ui/panels/track_menu.h"
#include "ui/run/edit_sender.h"
#include "ui/run/free_label.h"
#include "ui/run/gestures.h"
#include "ui/run/restart_config.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"
#include "ui/run/sweep.h"
#include "ui/run/words.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr std::size_t kRenewedEvery = 8;  // evaluations, at least
constexpr std::size_t kRenewals = 128;    // at most, while the evaluations compared pass by

QLabel* plainLabel(const char* name, const char* property, QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setObjectName(QLatin1String(name));
  label->setProperty(property, true);
  label->setTextFormat(Qt::PlainText);
  return label;
}

/// "120 steps", with the digits that a person can aim at.
QString halfLifeText(double half_life) {
  return HalfLifeCard::tr("%1 steps").arg(shortNumber(half_life, half_life < 10.0 ? 2 : 3));
}

}  // namespace

HalfLifeCard::HalfLifeCard(const PanelContext& context, QWidget* parent)
    : QFrame(parent),
      context_(context),
      line_(new HalfLifeLine(*context.controller, this)),
      badge_(new QPushButton(this)),
      plot_(new HalfLifePlot(this)),
      sentence_(plainLabel("half_life_sentence", "heading", this)),
      note_(plainLabel("half_life_note", "secondary", this)),
      cursor_(plainLabel("half_life_cursor", "accent", this)),
      readout_(plainLabel("half_life_readout", "secondary", this)),
      use_(new QPushButton(tr("Use this"), this)) {
  setProperty("card", true);
  setObjectName(QStringLiteral("half_life_card"));
  layOut();
  follow();
  renew();
}

void HalfLifeCard::layOut() {
  auto* title = new QLabel(tr("Loss against half-life"), this);
  title->setProperty("heading", true);
  title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  badge_->setObjectName(QStringLiteral("verdict_span"));
  badge_->setProperty("pill", true);
  badge_->setFocusPolicy(Qt::TabFocus);
  badge_->setToolTip(tr("Which evaluations are compared, here, in the table and in the plot"));
  use_->setObjectName(QStringLiteral("use_half_life"));
  use_->setProperty("small", true);
  use_->setFocusPolicy(Qt::TabFocus);
  for (QLabel* label : {sentence_, note_}) {
    label->setWordWrap(true);
    // A long word must not set the width of the card.
    QSizePolicy policy = label->sizePolicy();
    policy.setHorizontalPolicy(QSizePolicy::Ignored);
    label->setSizePolicy(policy);
  }
  note_->setToolTip(tr(
      "Differences at the same evaluations, with their correlation. Not in the bars: other seeds, "
      "other validation samples, and the choice of the best of several. A bar with open ends may "
      "be "
      "longer; where all losses are above those of the best, it may cross the dotted line although "
      "its average is not within the noise."));
  readout_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  auto* head = new QHBoxLayout;
  head->addWidget(title, 1);
  head->addWidget(badge_);
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  row->addWidget(cursor_);
  row->addWidget(readout_, 1);
  row->addWidget(use_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(14, 10, 14, 10);
  column->setSpacing(4);
  column->addLayout(head);
  column->addWidget(plot_, 1);
  column->addWidget(sentence_);
  column->addWidget(note_);
  column->addLayout(row);
}

void HalfLifeCard::follow() {
  const auto stale = [this] { stale_ = true; };
  connect(context_.controller, &RunController::runStarted, this, [this, stale] {
    plot_->setCursor(std::nullopt);
    stale();
  });
  connect(context_.controller, &RunController::tracksChanged, this, stale);
  connect(context_.controller, &RunController::applied, this, stale);
  connect(context_.controller, &RunController::stateChanged, this, stale);
  connect(context_.controller, &RunController::delivered, this, &HalfLifeCard::refresh);
  connect(context_.selection, &Selection::trackChanged, this, &HalfLifeCard::showCursor);
  connect(context_.selection, &Selection::verdictSpanChanged, this, [this] {
    stale_ = true;
    refresh();
  });
  connect(line_, &HalfLifeLine::changed, this, [this] {
    // While the run goes on, the next eighth evaluation shows what was measured.
    stale_ = stale_ || context_.controller->state() != RunState::kRunning;
  });
  connect(plot_, &HalfLifePlot::cursorMoved, this, &HalfLifeCard::showCursor);
  connect(plot_, &HalfLifePlot::addWanted, this, &HalfLifeCard::add);
  connect(plot_, &HalfLifePlot::useWanted, this, &HalfLifeCard::use);
  connect(use_, &QPushButton::clicked, this, &HalfLifeCard::use);
  connect(badge_, &QPushButton::clicked, this, &HalfLifeCard::openSpans);
}

void HalfLifeCard::openSpans() {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->setObjectName(QStringLiteral("verdict_span_menu"));
  auto* group = new QActionGroup(menu);
  const std::tuple<QString, const char*, VerdictSpan> rows[] = {
      {tr("Last 10 % of the planned evaluations"), "span_tenth", VerdictSpan::kTenth},
      {tr("Last 20 % of the planned evaluations"), "span_fifth", VerdictSpan::kFifth},
      {tr("All since the last change"), "span_all", VerdictSpan::kAll}};
  for (const auto& [text, name, span] : rows) {
    QAction* action = group->addAction(menu->addAction(text));
    action->setObjectName(QLatin1String(name));
    action->setCheckable(true);
    action->setChecked(span == context_.selection->verdictSpan());
    connect(action, &QAction::triggered, this, [this, chosen = span] {
      context_.selection->setVerdictSpan(chosen);
      giveFocusBack(this);
    });
  }
  menu->popup(badge_->mapToGlobal(QPoint(0, badge_->height())));
}

void HalfLifeCard::showEvent(QShowEvent* event) {
  QFrame::showEvent(event);
  refresh();
}

void HalfLifeCard::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() != QEvent::PaletteChange) return;
  stale_ = true;
  refresh();
}

void HalfLifeCard::refresh() {
  if (!isVisible()) return;
  const RunRecord& record = context_.controller->record();
  const std::size_t points = record.points.size();
  const std::size_t compared =
      std::min(verdictWindow(record.config, context_.selection->verdictSpan()), points);
  const std::size_t every = std::max(kRenewedEvery, compared / kRenewals);
  const std::pair<std::size_t, std::size_t> part = {every, points / every};
  if (!stale_ && part == part_) return;
  part_ = part;
  stale_ = false;
  renew();
}

void HalfLifeCard::renew() {
  const RunRecord& record = context_.controller->record();
  ComparedLosses compared = comparedLosses(record, context_.selection->verdictSpan(),
                                           context_.selection->verdicts().effects());
  const ComparedLosses tracks = compared;
  addLine(compared, line_->losses());
  region_ = flatRegion(compared.points, compared.window);
  if (!region_.points.empty()) line_->plan(tracks, region_.points[region_.best].half_life);
  plot_->show(halfLifePicture(record, compared, region_));
  const QString text = halfLifeSentence(record, compared, region_);
  sentence_->setText(text);
  sentence_->setVisible(!text.isEmpty());
  sentence_->setToolTip(halfLivesInForce());
  plot_->setAccessibleDescription(text);
  showBadge(tracks);
  showNote(tracks);
  showCursor();
}

QString HalfLifeCard::halfLivesInForce() const {
  const RunRecord& record = context_.controller->record();
  QStringList rows = {tr(
      "Half-lives are those in force at the last evaluation. With debiasing, a warm-up or a ramp, "
      "that of a track is shorter at first than the one it is set to.")};
  for (const HalfLifePoint& point : region_.points) {
    const int track = point.label.empty() ? -1 : record.trackIndex(point.label);
    if (track < 0) continue;
    rows << tr("%1: %2 steps")
                .arg(trackName(record, static_cast<std::size_t>(track)),
                     plainNumber(point.half_life));
  }
  return rows.join(QLatin1Char('\n'));
}

void HalfLifeCard::showBadge(const ComparedLosses& compared) {
  const std::size_t most = std::min(compared.window, compared.steps.size());
  const std::size_t planned =
      verdictWindow(context_.controller->record().config, context_.selection->verdictSpan());
  const bool all = context_.selection->verdictSpan() == VerdictSpan::kAll;
  const std::size_t shown = most > 0 || all ? most : planned;
  badge_->setText(all && shown == 0 ? tr("all evaluations ▾")
                                    : counted(static_cast<qint64>(shown), tr("last evaluation ▾"),
                                              tr("last %1 evaluations ▾")));
}

void HalfLifeCard::showNote(const ComparedLosses& compared) {
  const bool bars = compared.points.size() > 1;
  note_->setVisible(bars);
  if (!bars) return;
  QString text = tr("Bar: 95 % interval of the difference to the best.");
  const std::size_t wanted = line_->wanted();
  if (!line_->possible()) {
    text += u' ' + tr("No line: this run keeps no snapshots.");
  } else if (wanted > 0 && line_->answered() < wanted) {
    text += u' ' + tr("Line: %1 of %2 averages measured.").arg(line_->answered()).arg(wanted);
  } else if (wanted > 0) {
    text += u' ' + tr("Line: averages made afterwards from snapshots.");
  }
  note_->setText(text);
}

QString HalfLifeCard::readout(double half_life) const {
  const auto loss = plot_->lossAt(half_life);
  if (!loss) return tr("not measured");
  const QString value = shortNumber(*loss);
  if (!region_.known()) return value;
  const HalfLifePoint& first = region_.points[region_.first];
  const HalfLifePoint& last = region_.points[region_.last];
  const HalfLifePoint& best = region_.points[region_.best];
  constexpr double kSlack = 1e-9;
  if (half_life >= first.half_life * (1.0 - kSlack) &&
      half_life <= last.half_life * (1.0 + kSlack)) {
    return tr("%1, equal to the best").arg(value);
  }
  if (!(best.mean > 0.0) || *loss <= best.mean) return value;
  return tr("%1, %2 % above the best")
      .arg(value, shortNumber(100.0 * (*loss / best.mean - 1.0), 2));
}

void HalfLifeCard::showCursor() {
  const auto half_life = plot_->cursor();
  use_->setText(half_life && hasEnded() ? tr("Rerun") : tr("Use this"));
  cursor_->setVisible(half_life.has_value());
  if (!half_life) {
    readout_->setText(tr("Click into the plot to choose a half-life"));
    use_->setEnabled(false);
    use_->setToolTip(tr("Choose a half-life first"));
    return;
  }
  cursor_->setText(halfLifeText(*half_life));
  readout_->setText(readout(*half_life));
  readout_->setToolTip(readout_->text());
  const Target target = targetOf(*half_life);
  use_->setEnabled(target.why_not.isEmpty());
  const RunRecord& record = context_.controller->record();
  const std::size_t track = context_.selection->track();
  if (!target.why_not.isEmpty()) return use_->setToolTip(target.why_not);
  const QString words = hasEnded() ? tr("Starts the run again, with %1 of %2 set to %3")
                                   : tr("Sets %1 of %2 to %3. It can be undone.");
  use_->setToolTip(
      words.arg(paramLabel(context_.controller->catalog(), record.tracks,
                           record.tracks[track].label, target.set.id),
                trackName(record, track),
                target.set.is_decay ? decayText(target.set.value) : shortNumber(target.set.value)));
}

HalfLifeCard::Target HalfLifeCard::targetOf(double half_life) const {
  if (context_.controller->isStored()) return {.why_not = whyStored(*context_.controller)};
  const RunRecord& record = context_.controller->record();
  const std::size_t track = context_.selection->track();
  if (track >= record.alive) return {.why_not = tr("There is no track.")};
  if (!context_.controller->accepts(command::SetParams{}) && !hasEnded()) {
    return {.why_not = tr("No run in progress. Start one first.")};
  }
  const TrackSpec& spec = record.tracks[track];
  const auto steps = static_cast<double>(std::max<std::int64_t>(plannedSteps(record.config), 1));
  if (const ScheduleEntry* rule = findRule(spec.schedule)) {
    const auto set = halfLifeSetting(*rule, valuesInForce(record, track), half_life, steps);
    if (set) return {.set = *set};
  }
  return {.why_not = tr("The rule of %1 has no half-life in steps to set. Alt+click adds a track.")
                         .arg(trackName(record, track))};
}

bool HalfLifeCard::hasEnded() const {
  const RunController& controller = *context_.controller;
  return !controller.accepts(command::SetParams{}) && !controller.record().points.empty() &&
         controller.accepts(command::Start{});
}

void HalfLifeCard::use() {
  const auto half_life = plot_->cursor();
  if (!half_life) return;
  const Target target = targetOf(*half_life);
  if (!target.why_not.isEmpty()) return;
  const RunRecord& record = context_.controller->record();
  const std::string& label = record.tracks[context_.selection->track()].label;
  if (hasEnded()) {
    restartWith(label, target);
  } else {
    context_.sender->send(label, {{target.set.id, target.set.value}}, nextGesture());
  }
  giveFocusBack(this);
}

void HalfLifeCard::restartWith(const std::string& label, const Target& target) {
  RunConfig config = presentConfig(context_.controller->record());
  for (TrackSpec& track : config.tracks) {
    if (track.label == label) track.params[target.set.id] = target.set.value;
  }
  if (context_.controller->restartWith(std::move(config)) != 0) return;
  Q_EMIT context_.commands->failed(tr("Not restarted"), tr("There is no engine."));
}

void HalfLifeCard::add(double half_life) {
  const RunRecord& record = context_.controller->record();
  const QString why = whyTracksRest(*context_.controller);
  if (!why.isEmpty()) {
    Q_EMIT context_.commands->failed(tr("No track was added"), why);
    return;
  }
  // As precise as a person can aim, so that the label says what it is.
  const double unit = std::pow(10.0, std::max(std::floor(std::log10(half_life)) - 1.0, 0.0));
  const double rounded = std::max(std::round(half_life / unit) * unit, 1.0);
  const std::string label =
      freeLabel(QStringLiteral("hl%1").arg(std::llround(rounded)).toStdString(), record);
  context_.sender->act(track_action::Add{constantTrack(label, rounded)});
}

}  // namespace emascope::ui
