// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/stored_page.h"

#include "core/library/run_folder.h"
#include "ui/controls/fitting_label.h"
#include "ui/controls/open_file_dialog.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/stored_banner.h"
#include "ui/main_window/stored_pictures.h"
#include "ui/main_window/stored_weights.h"
#include "ui/main_window/track_wiring.h"
#include "ui/main_window/tune_view.h"
#include "ui/open/engine_tool.h"
#include "ui/panels/panel_commands.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/edit_sender.h"
#include "ui/run/go_on.h"
#include "ui/run/restart_config.h"
#include "ui/run/selection.h"
#include "ui/run/shown_tracks.h"
#include "ui/run/words.h"
#include "ui/runs/run_words.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include <QAction>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

/// As it ended: the last event of a run whose program was killed says that it goes on.
RunRecord asItEnded(const StoredRun& run) {
  RunRecord record = run.record;
  const bool goes_on = record.state == RunState::kRunning || record.state == RunState::kPaused;
  if (!goes_on) return record;
  if (run.state == StoredState::kRunning) {  // another program writes it
    record.state = RunState::kPaused;
    record.state_reason = "the run goes on in another program";
  } else {
    record.state = run.state == StoredState::kStopped ? RunState::kFinished : RunState::kFailed;
    record.state_reason = run.state == StoredState::kStopped ? "" : "the run was interrupted";
  }
  return record;
}

/// Where the file of this checkpoint is now, or an empty path. One that was written before the run
/// went on from its parent is in the parent's folder, which may have been renamed since.
std::string placeOf(const event::CheckpointWritten& checkpoint, const StoredRun& run,
                    const QString& parent_run) {
  const auto name = std::ranges::find(run.checkpoints, checkpoint.step, stepOfCheckpoint);
  if (name != run.checkpoints.end()) return run.checkpoint_folder + "/" + *name;
  const std::filesystem::path written = checkpoint.path;
  std::vector<std::filesystem::path> places;
  if (!parent_run.isEmpty() && checkpoint.step <= run.card.parent_step) {
    const std::filesystem::path parent = parent_run.toStdString();
    places.push_back(parent / kCheckpointFolder / written.filename());
  }
  places.push_back(std::filesystem::path(run.card.started_in) / written);
  for (const std::filesystem::path& place : places) {
    const QFileInfo file(QString::fromStdString(place.string()));
    if (file.isFile() && file.isReadable()) return place.string();
  }
  return {};
}

/// Gives each checkpoint the path that its file has now, or none if the engine cannot read it.
void placeCheckpoints(RunRecord& record, const StoredRun& run, const QString& parent_run,
                      bool readable) {
  for (event::CheckpointWritten& checkpoint : record.checkpoints) {
    checkpoint.path = readable ? placeOf(checkpoint, run, parent_run) : std::string();
  }
}

/// The tracks and their settings after `step` steps, without losses.
RunRecord settingsAfter(const RunRecord& run, std::int64_t step) {
  RunRecord then;
  then.apply(event::Started{.config = run.config, .facts = run.facts});
  auto next = run.track_changes.begin();
  for (std::size_t i = 0; i <= run.changes.size(); ++i) {
    for (; next != run.track_changes.end() && next->after <= i; ++next) {
      if (next->change.step <= step) then.apply(next->change);
    }
    if (i < run.changes.size() && run.changes[i].step <= step) then.apply(run.changes[i]);
  }
  return then;
}

/// `more`: how many steps are added, 0 for those that are left of the plan.
QString continueText(std::int64_t step, std::int64_t more) {
  if (more == 0) return StoredPage::tr("Continue from step %1").arg(grouped(step));
  if (more == 1) return StoredPage::tr("Go on from step %1, 1 more step").arg(grouped(step));
  return StoredPage::tr("Go on from step %1, %2 more steps").arg(grouped(step), grouped(more));
}

/// A button that goes on with the run is enabled as long as that is possible, else it says why not.
void followContinue(QPushButton* button, const Actions& actions, const QString& tip,
                    const QString& description) {
  const auto follow = [button, tip, description, of_menu = actions.continue_run] {
    const bool possible = of_menu->isEnabled();
    button->setEnabled(possible);
    button->setToolTip(possible ? tip : of_menu->toolTip());
    button->setAccessibleDescription(possible ? description : of_menu->toolTip());
  };
  QObject::connect(&actions, &Actions::refreshed, button, follow);
  follow();
}

/// Why there are no pictures of this task; empty if there are.
QString whyNoPictures(const StoredRun& run) {
  if (run.record.config.preset != kOwnPreset) return {};
  return StoredPage::tr("Own data has no task picture; only the demos have one.");
}

}  // namespace

StoredPage::StoredPage(const StoredRun& run, const QString& title, const QString& parent_run,
                       const Catalog& catalog, Actions& actions, const QStringList& engine,
                       QWidget* parent)
    : QWidget(parent),
      engine_(engine),
      folder_(QString::fromStdString(run.folder)),
      checkpoint_folder_(run.checkpoint_folder),
      files_(run.checkpoints),
      selection_(std::make_unique<Selection>()) {
  setObjectName(QStringLiteral("stored_page"));
  context_ = {&controller_, new EditSender(controller_, this), selection_.get(),
              new PanelCommands(this), new ShownTracks(this)};
  connectShown(context_, actions);
  view_ = new TuneView(context_, actions, this);
  connectSelection(context_);
  connect(context_.commands, &PanelCommands::renameWanted, view_, &TuneView::showTracks);
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(2);
  auto* banner_row = new QHBoxLayout;
  banner_row->setContentsMargins(12, 4, 12, 0);
  banner_row->addWidget(makeBanner(run, title, actions));
  rows->addLayout(banner_row);
  places_ = new QStackedWidget(this);
  places_->addWidget(view_);
  if (StoredPictures::arePossible(run, engine) && whyNoPictures(run).isEmpty()) {
    addPictures(run, actions);
  }
  rows->addWidget(places_, 1);
  controller_.setCatalog(catalog);
  RunRecord record = asItEnded(run);
  placeCheckpoints(record, run, parent_run, !EngineTool::isElsewhere(engine));
  controller_.show(std::move(record));
  if (run.card.parent_step > 0) plot()->setContinuedAfter(run.card.parent_step);
  connect(&actions, &Actions::continueStoredWanted, this,
          [this, &actions](qint64 step, bool settings_of_end) {
            if (actions.views(controller_)) continueAt(step, settings_of_end);
          });
}

// Its parts use the selection and the controller even while they end.
StoredPage::~StoredPage() { delete view_; }

LossPlot* StoredPage::plot() const { return view_->plot(); }

void StoredPage::addPictures(const StoredRun& run, const Actions& actions) {
  auto* pictures = new StoredPictures(run, engine_, this);
  const QString tip = tr("A new run goes on from the checkpoint shown, with its settings.");
  followContinue(pictures->continueButton(), actions, tip, tip);
  connect(pictures, &StoredPictures::continueWanted, this,
          [this](qint64 step) { continueAt(step, false); });
  places_->addWidget(pictures);
}

std::string StoredPage::checkpointAt(std::int64_t step) const {
  const auto name = std::ranges::find(files_, step, stepOfCheckpoint);
  if (name != files_.end()) return checkpoint_folder_ + "/" + *name;
  const auto& all = controller_.record().checkpoints;
  const auto found = std::ranges::find(all, step, &event::CheckpointWritten::step);
  return found == all.end() ? std::string() : found->path;
}

void StoredPage::continueAt(std::int64_t step, bool settings_of_end) {
  const std::string from = checkpointAt(step);
  if (from.empty()) return;
  const RunRecord& record = controller_.record();
  const std::int64_t more = stepsAfterTheEnd(record.config, step);
  RunConfig config = continuation(from, more == 0 ? record.config.steps : step + more);
  if (settings_of_end) takePresentSettings(config, record, step);
  Q_EMIT continueWanted(config);
}

QPushButton* StoredPage::makeContinue(const StoredRun& run, const Actions& actions,
                                      QPushButton* ways, QWidget* parent) {
  auto* go_on = new QPushButton(parent);
  go_on->setObjectName(QStringLiteral("stored_continue"));
  go_on->setProperty("small", true);
  go_on->setFocusPolicy(Qt::TabFocus);
  // An engine on another machine does not see the files of this one.
  go_on->setVisible(!run.checkpoints.empty() && run.state != StoredState::kRunning &&
                    !EngineTool::isElsewhere(engine_));
  ways->setObjectName(QStringLiteral("stored_continue_more"));
  ways->setProperty("small", true);
  ways->setFocusPolicy(Qt::TabFocus);
  ways->hide();
  if (run.checkpoints.empty()) return go_on;
  const std::int64_t step = stepOfCheckpoint(run.checkpoints.back());
  const RunRecord then = settingsAfter(run.record, step);
  const std::int64_t more = stepsAfterTheEnd(run.record.config, step);
  go_on->setText(continueText(step, more));
  const QString from =
      then.alive == 0
          ? tr("A new run goes on from the newest checkpoint, after step %1.").arg(grouped(step))
          : tr("A new run goes on from the newest checkpoint, after step %1. %2: %3.")
                .arg(grouped(step), trackName(then, 0), scheduleText(then, 0));
  QStringList lines = {from, tr("The stored run does not change.")};
  if (more > 0) lines.prepend(tr("The stored run has reached its last step."));
  const QString tip = lines.join(QLatin1Char('\n'));
  followContinue(go_on, actions, tip, from);
  const std::int64_t steps = more > 0 ? step + more : 0;
  connect(go_on, &QPushButton::clicked, this,
          [this, steps] { Q_EMIT continueWanted(continuation(checkpoint_folder_, steps)); });
  const QString other = tr("Other ways to continue from the newest checkpoint");
  followContinue(ways, actions, other, other);
  ways->setAccessibleName(other);
  ways->setVisible(!go_on->isHidden());
  connect(ways, &QPushButton::clicked, this,
          [this, ways, step, steps] { showWays(ways, step, steps); });
  return go_on;
}

void StoredPage::showWays(QPushButton* below, std::int64_t step, std::int64_t steps) {
  auto* menu = new QMenu(below);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->setObjectName(QStringLiteral("stored_ways"));
  menu->setToolTipsVisible(true);
  const auto add = [menu, this](const QString& name, const QString& text, const QString& tip,
                                bool possible, auto act) {
    QAction* action = menu->addAction(text);
    action->setObjectName(name);
    action->setToolTip(tip);
    action->setEnabled(possible);
    connect(action, &QAction::triggered, this, act);
  };
  add(QStringLiteral("stored_to_step"), tr("To another step…"), {}, true, [this, step, steps] {
    askSteps(step, steps > 0 ? steps : controller_.record().config.steps);
  });
  const bool any = live_ != nullptr && live_->record().alive > 0;
  add(QStringLiteral("stored_live_tracks"), tr("With the live run's averages"),
      any ? tr("A track that the stored run has keeps its average.") : tr("There is no run."), any,
      [this, steps] {
        RunConfig config = continuation(checkpoint_folder_, steps);
        config.tracks = presentConfig(live_->record()).tracks;
        Q_EMIT continueWanted(config);
      });
  menu->addSeparator();
  for (const DeviceInfo& device : controller_.catalog().devices) {
    const QString id = QString::fromStdString(device.id);
    const QString about = QString::fromStdString(device.usable ? device.name : device.reason);
    add(QStringLiteral("stored_on_") + id, tr("On %1").arg(id), about, device.usable,
        [this, steps, on = device.id] {
          RunConfig config = continuation(checkpoint_folder_, steps);
          config.device = on;
          Q_EMIT continueWanted(config);
        });
  }
  menu->popup(below->mapToGlobal(QPoint(0, below->height())));
}

void StoredPage::askSteps(std::int64_t step, std::int64_t proposed) {
  const QString title = tr("Continue the stored run");
  if (raiseOpen(this, title)) return;
  auto* dialog = new QInputDialog(this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(title);
  dialog->setLabelText(tr("From step %1 up to step").arg(grouped(step)));
  dialog->setInputMode(QInputDialog::IntInput);
  dialog->setIntRange(static_cast<int>(std::min(step + 1, kMostSteps)),
                      static_cast<int>(kMostSteps));
  dialog->setIntValue(static_cast<int>(std::min(proposed, kMostSteps)));
  connect(dialog, &QInputDialog::intValueSelected, this,
          [this](int steps) { Q_EMIT continueWanted(continuation(checkpoint_folder_, steps)); });
  dialog->show();
}

QWidget* StoredPage::makeBanner(const StoredRun& run, const QString& title,
                                const Actions& actions) {
  auto* banner = new StoredBanner(this);
  banner->setObjectName(QStringLiteral("stored_banner"));
  auto* words = new FittingLabel(banner);
  words->setObjectName(QStringLiteral("stored_words"));
  words->setProperty("heading", true);
  const QString state = stateWords(run.state);
  const QString when = dateWords(run.card.begun);
  const QString steps = grouped(run.record.step);
  QString tip = QString::fromStdString(run.folder);
  if (!run.cut_off.empty()) tip += QLatin1Char('\n') + QString::fromStdString(run.cut_off);
  words->setTexts(
      {tr("Stored run: %1 · %2 after %3 steps · begun %4 · read-only, the run bar controls the "
          "live "
          "run")
           .arg(title, state, steps, when),
       tr("Stored run: %1 · %2 after %3 steps · begun %4").arg(title, state, steps, when),
       tr("Stored run: %1 · %2").arg(title, state), QStringLiteral("%1 · %2").arg(title, state),
       title},
      tip);
  auto* cut = new QLabel(banner);
  cut->setObjectName(QStringLiteral("stored_cut_off"));
  cut->setProperty("bad", true);
  cut->setTextFormat(Qt::PlainText);
  cut->setText(run.damaged ? tr("damaged, the rest is missing") : tr("the end is missing"));
  cut->setToolTip(QString::fromStdString(run.cut_off));
  cut->setVisible(!run.cut_off.empty());
  auto* ways = new QPushButton(QStringLiteral("▾"), banner);
  QPushButton* go_on = makeContinue(run, actions, ways, banner);
  auto* pictures = new QPushButton(tr("Pictures"), banner);
  pictures->setObjectName(QStringLiteral("stored_show_pictures"));
  pictures->setProperty("small", true);
  pictures->setCheckable(true);
  pictures->setFocusPolicy(Qt::TabFocus);
  const QString none = whyNoPictures(run);
  pictures->setEnabled(none.isEmpty());
  pictures->setToolTip(none.isEmpty() ? tr("The task's pictures of the weights in the checkpoints")
                                      : none);
  pictures->setAccessibleDescription(none);
  pictures->setVisible(StoredPictures::arePossible(run, engine_));
  connect(pictures, &QPushButton::toggled, this,
          [this](bool on) { places_->setCurrentIndex(on ? 1 : 0); });
  auto* back = new QPushButton(tr("Back to the live run"), banner);
  back->setObjectName(QStringLiteral("stored_back"));
  back->setProperty("small", true);
  back->setFocusPolicy(Qt::TabFocus);
  connect(back, &QPushButton::clicked, this, &StoredPage::backWanted);
  auto* save = new StoredWeights(run, context_, engine_, banner);
  banner->addWords(words, 1);
  banner->addWords(cut);
  QWidget* before = words;
  for (QWidget* button : std::initializer_list<QWidget*>{pictures, save, go_on, ways, back}) {
    banner->addButton(button);
    setTabOrder(before, button);  // they were not made in this order
    before = button;
  }
  return banner;
}

}  // namespace emascope::ui
