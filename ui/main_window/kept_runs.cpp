// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/kept_runs.h"

#include "core/library/library_news.h"
#include "ui/controls/message_bar.h"
#include "ui/gallery/gallery.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/checkpoint_actions.h"
#include "ui/main_window/ghost_button.h"
#include "ui/main_window/status_line.h"
#include "ui/main_window/stored_page.h"
#include "ui/main_window/tune_view.h"
#include "ui/main_window/workspaces.h"
#include "ui/open/engine_tool.h"
#include "ui/panels/panel_commands.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/last_run.h"
#include "ui/run/restart_config.h"
#include "ui/run/run_controller.h"
#include "ui/runs/overlay_chart.h"
#include "ui/runs/recent_run.h"
#include "ui/runs/run_words.h"
#include "ui/runs/runs_panel.h"
#include "ui/runs/runs_table.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <QAction>
#include <QFileInfo>
#include <QMenu>

namespace emascope::ui {
namespace {

constexpr QLatin1String kTopic("kept runs");
constexpr std::size_t kMostGhostsTried = 5;
constexpr std::size_t kRecent = 5;
constexpr qsizetype kMostInMenu = 15;
constexpr qsizetype kLongestInMenu = 40;

std::string taskOf(const RunRecord& record) {
  return record.config.user_task.empty() ? record.config.preset : record.facts.model.title;
}

}  // namespace

KeptRuns::KeptRuns(const Parts& parts, const QString& library, bool remote, QObject* parent)
    : QObject(parent),
      parts_(parts),
      controller_(*parts.context.controller),
      shelf_(library),
      logs_(library),
      panel_(new RunsPanel(shelf_, remote, parts.tune)) {
  parts_.tune->addTable(panel_, panel_->makeButtons(parts.tune));
  connect(panel_, &RunsPanel::openWanted, this, &KeptRuns::open);
  connect(panel_, &RunsPanel::overlayWanted, this, &KeptRuns::overlay);
  connect(panel_, &RunsPanel::ghostWanted, this, &KeptRuns::showAsGhost);
  panel_->table()->setGhostCheck([this](const RunRow& row) { return whyNoGhost(row); });
  connect(parts_.tune->ghostButton(), &GhostButton::keptRunsWanted, this,
          [this](QMenu* menu) { fillGhosts(*menu); });
  connect(panel_, &RunsPanel::left, parts_.tune->plot(),
          [plot = parts_.tune->plot()] { plot->setFocus(Qt::OtherFocusReason); });
  connect(parts_.workspaces, &Workspaces::uncovered, this, [this](QWidget* page) {
    if (parts_.workspaces->covering() == nullptr) parts_.actions->setViewed(&controller_);
    page->deleteLater();
  });
  connect(parts_.actions, &Actions::viewedChanged, parts_.status,
          [this] { parts_.status->setRunViewed(parts_.actions->views(controller_)); });
  connect(&shelf_, &RunShelf::changed, this, [this] {
    offerGhost();
    fillGallery();
  });
  connect(&shelf_, &RunShelf::notice, this, [this](const QString& text, bool trouble) {
    parts_.messages->warn(
        kTopic + QLatin1Char(' ') + text,
        {.text = trouble ? tr("The kept runs cannot be listed") : tr("About the kept runs"),
         .details = text});
  });
  parts_.checkpoints->setRunsFolder(library + QStringLiteral("/runs"));
  parts_.checkpoints->setReader(
      [this](const QString& folder, const std::function<void(const StoredRun*)>& done) {
        shelf_.read(folder, true, this, [done](const RunShelf::StoredRunOrError& run) {
          done(run ? run->get() : nullptr);
        });
      });
  connectRun();
  connectLogs();
  panel_->setCatalog(controller_.catalog());
  shelf_.setLive([this](std::vector<RunRow>& rows) { followPresent(rows); });
  shelf_.refresh();
}

void KeptRuns::connectRun() {
  connect(&controller_, &RunController::catalogArrived, this, [this] {
    panel_->setCatalog(controller_.catalog());
    fillGallery();
  });
  connect(&controller_, &RunController::runReplaced, this, [this] {
    if (!present_.isEmpty()) {
      parts_.status->say(tr("The previous run is kept in %1").arg(present_));
    }
  });
  connect(&controller_, &RunController::runStarted, this, &KeptRuns::started);
  connect(&controller_, &RunController::stateChanged, &shelf_, &RunShelf::refresh);
}

void KeptRuns::connectLogs() {
  QAction* action = parts_.actions->open_log;
  action->setEnabled(true);
  action->setToolTip(action->text());
  connect(action, &QAction::triggered, this, [this] {
    askForLog(parts_.tune->window(), [this](const QString& path) { openLog(path); });
  });
  connect(&logs_, &LogImport::kept, this, [this](const QString& folder, const QString& title) {
    shelf_.refresh();
    read(folder, title);
  });
  connect(&logs_, &LogImport::severalRuns, this,
          [this](const QString& path, const QStringList& names) {
            askForRun(parts_.tune->window(), path, names,
                      [this, path](const QString& run) { openLog(path, run); });
          });
  connect(&logs_, &LogImport::told, this, [this](const QString& text, const QString& details) {
    parts_.messages->tell(kTopic, {.text = text, .details = details});
  });
}

void KeptRuns::openLog(const QString& path, const QString& run) {
  parts_.messages->settle(kTopic);
  parts_.status->say(tr("Reading %1").arg(path));
  logs_.start(path, EngineTool::here(engine_), run);
}

KeptExport KeptRuns::exportOf(const RunController& run) const {
  if (&run != &controller_) {
    const StoredPage* page = shown();
    return page != nullptr ? KeptExport{page->folder(), EngineTool::here(engine_)} : KeptExport();
  }
  // An engine elsewhere keeps the present run there.
  if (present_.isEmpty() || EngineTool::isElsewhere(engine_)) return {};
  return {present_, EngineTool::here(engine_)};
}

void KeptRuns::started() {
  parts_.workspaces->uncover();  // what was started is to be seen
  ++reading_;                    // and not what is still being read
  begun_ = true;
  present_.clear();
  if (!next_.isEmpty()) keptIn(std::exchange(next_, {}));
  ghost_due_ = parts_.tune->lastRun()->curve() == nullptr;
  shelf_.refresh();
  if (shelf_.isRead()) offerGhost();
}

void KeptRuns::told(const QString& text) {
  const QLatin1String kept_in(kKeptIn.data(), static_cast<qsizetype>(kKeptIn.size()));
  if (text.startsWith(kept_in)) {
    const QString path = text.mid(kept_in.size());
    // It comes by another pipe than the run's start, which may come later.
    if (!begun_ || !present_.isEmpty()) {
      next_ = path;
    } else {
      keptIn(path);
    }
    return shelf_.refresh();
  }
  if (!said_.insert(text).second) return;
  parts_.messages->warn(kTopic + QLatin1Char(' ') + text,
                        {.text = tr("About the kept runs"), .details = text});
}

void KeptRuns::keptIn(const QString& path) {
  present_ = path;
  parts_.status->say(tr("This run is kept in %1").arg(path));
}

void KeptRuns::followPresent(std::vector<RunRow>& rows) const {
  if (present_.isEmpty()) return;
  const QFileInfo present(present_);
  const RunRecord& record = controller_.record();
  for (RunRow& row : rows) {
    // What the library has as ended is so.
    if (row.state != StoredState::kRunning || QFileInfo(shelf_.pathOf(row)) != present) continue;
    row.step = std::max(row.step, record.step);
    row.state = storedStateOf(record, /*being_written=*/true);
  }
}

void KeptRuns::fill(Gallery& gallery) {
  gallery_ = &gallery;
  fillGallery();
}

void KeptRuns::fillGallery() {
  if (!gallery_) return;
  std::vector<GalleryCard*> recent;
  for (const RunRow& row : shelf_.rows()) {
    if (recent.size() == kRecent) break;
    auto* run = new RecentRun(row, controller_.catalog(), gallery_);
    connect(run, &QAbstractButton::clicked, this, [this, id = row.id] { open(id); });
    recent.push_back(run);
  }
  const QString note = recent.empty()
                           ? tr("Your runs will be kept here.")
                           : tr("The number is the lowest mean loss of an average. A run that is "
                                "replaced stays here, and as the ghost in the chart.");
  gallery_->setRecent(std::move(recent), note);
}

bool KeptRuns::isPresent(const RunRow& row) const {
  return !present_.isEmpty() && QFileInfo(shelf_.pathOf(row)) == QFileInfo(present_);
}

QString KeptRuns::whyNoGhost(const RunRow& row) const {
  if (isPresent(row)) return tr("It is the present run itself.");
  return row.task == taskOf(controller_.record()) ? QString()
                                                  : tr("It is a run of another problem.");
}

void KeptRuns::fillGhosts(QMenu& menu) {
  for (const RunRow& row : shelf_.rows()) {
    if (!whyNoGhost(row).isEmpty()) continue;
    const QString title = titleOf(row, controller_.catalog());
    QAction* run = menu.addAction(
        QStringLiteral("%1 · %2")
            .arg(plainLine(title.toStdString(), kLongestInMenu), dateWords(row.begun))
            .replace(QLatin1Char('&'), QStringLiteral("&&")));
    run->setObjectName(QStringLiteral("ghost_of_") + QString::fromStdString(row.id));
    connect(run, &QAction::triggered, this, [this, id = row.id] { showAsGhost(id); });
    if (menu.actions().size() == kMostInMenu) break;
  }
}

void KeptRuns::showAsGhost(const std::string& id) {
  const RunRow* row = shelf_.row(id);
  if (row == nullptr) return;
  const auto refuse = [this](const QString& why) {
    parts_.messages->tell(kTopic,
                          {.text = tr("This run cannot be shown as the ghost"), .details = why});
  };
  if (isPresent(*row)) return refuse(tr("It is the present run itself."));
  shelf_.read(shelf_.pathOf(*row), true, this,
              [this, refuse, title = titleById(id)](const RunShelf::StoredRunOrError& run) {
                if (!run) return cannotOpen(run.error());
                PastRun past = pastRun((*run)->record);
                past.title = title;
                if (parts_.tune->lastRun()->choose(std::move(past))) {
                  return parts_.messages->settle(kTopic);
                }
                refuse(
                    tr("It is a run of another problem, whose losses cannot be compared step by "
                       "step, or it has fewer than two evaluations."));
              });
}

void KeptRuns::offerGhost() {
  if (!std::exchange(ghost_due_, false)) return;
  const std::string task = taskOf(controller_.record());
  std::vector<std::string> candidates;
  for (const RunRow& row : shelf_.rows()) {
    if (row.task != task || row.state == StoredState::kRunning || isPresent(row)) continue;
    candidates.push_back(row.id);
    if (candidates.size() == kMostGhostsTried) break;
  }
  tryGhost(std::move(candidates));
}

/// The first of them that has the same problem and a curve.
void KeptRuns::tryGhost(std::vector<std::string> candidates) {
  if (candidates.empty()) return;
  const RunRow* row = shelf_.row(candidates.front());
  candidates.erase(candidates.begin());
  if (row == nullptr) return tryGhost(std::move(candidates));
  shelf_.read(shelf_.pathOf(*row), true, this,
              [this, candidates = std::move(candidates)](const RunShelf::StoredRunOrError& run) {
                if (run && sameProblem((*run)->config, controller_.record().config)) {
                  parts_.tune->lastRun()->offer(pastRun((*run)->record));
                }
                if (parts_.tune->lastRun()->curve() == nullptr) tryGhost(candidates);
              });
}

QString KeptRuns::titleById(const std::string& id) const {
  const RunRow* row = shelf_.row(id);
  return row != nullptr ? titleOf(*row, controller_.catalog()) : QString();
}

StoredPage* KeptRuns::shown() const {
  return parts_.workspaces->covering() == stored_ ? stored_.data() : nullptr;
}

void KeptRuns::open(const std::string& id) {
  const RunRow* row = shelf_.row(id);
  if (row == nullptr) return;
  const QString path = shelf_.pathOf(*row);
  if (!isPresent(*row)) return read(path, titleById(id));
  ++reading_;
  parts_.workspaces->show(Workspace::kTune);
}

void KeptRuns::read(const QString& path, const QString& title) {
  const int asked = ++reading_;
  shelf_.read(path, true, this, [this, asked, title](const RunShelf::StoredRunOrError& run) {
    if (asked != reading_) return;  // another one was asked for since
    if (run) return show(**run, title);
    cannotOpen(run.error());
  });
}

void KeptRuns::show(const StoredRun& run, const QString& title) {
  const RunRow* parent = shelf_.row(run.card.parent);
  auto* page = new StoredPage(run, title, parent == nullptr ? QString() : shelf_.pathOf(*parent),
                              controller_.catalog(), *parts_.actions, engine_, parts_.tune);
  page->setLiveRun(controller_);
  connect(page, &StoredPage::backWanted, parts_.workspaces, &Workspaces::uncover);
  connect(page, &StoredPage::continueWanted, this, [this, page](const RunConfig& config) {
    controller_.bequeathNotes(config.resume_from, page->controller().record().notes);
    parts_.checkpoints->continueBy(config);
  });
  connect(page->commands(), &PanelCommands::done, parts_.context.commands, &PanelCommands::done);
  connect(page->commands(), &PanelCommands::failed, parts_.context.commands,
          &PanelCommands::failed);
  page->controller().setOutputCheck(
      [this](const std::string& by, const std::string& file, bool by_engine) {
        return controller_.checkOutput(by, file, by_engine);
      });
  parts_.workspaces->show(Workspace::kTune);  // the way back leads there
  stored_ = page;
  parts_.workspaces->cover(page, page->plot());
  parts_.actions->setViewed(&page->controller());
  parts_.status->refreshForPlot();
}

void KeptRuns::overlay(const std::vector<std::string>& ids) {
  const int asked = ++reading_;
  auto runs = std::make_shared<std::vector<NamedRun>>();  // in the order of the ticks
  for (const std::string& id : ids) {
    if (shelf_.row(id) != nullptr) runs->push_back({titleById(id), nullptr});
  }
  auto left = std::make_shared<std::size_t>(runs->size());
  std::size_t place = 0;
  for (const std::string& id : ids) {
    const RunRow* row = shelf_.row(id);
    if (row == nullptr) continue;
    shelf_.read(shelf_.pathOf(*row), true, this,
                [this, asked, runs, left, at = place++](const RunShelf::StoredRunOrError& run) {
                  --*left;
                  if (asked != reading_) return;  // another one was asked for since
                  if (run) {
                    (*runs)[at].run = *run;
                  } else {
                    cannotOpen(run.error());
                  }
                  if (*left > 0) return;
                  std::erase_if(*runs, [](const NamedRun& each) { return each.run == nullptr; });
                  if (!runs->empty()) showOver(*runs);
                });
  }
}

void KeptRuns::showOver(const std::vector<NamedRun>& runs) {
  auto* page = new OverlayPage(runs, parts_.tune);
  connect(page, &OverlayPage::backWanted, parts_.workspaces, &Workspaces::uncover);
  parts_.workspaces->show(Workspace::kTune);
  parts_.workspaces->cover(page, page->chart());
  parts_.actions->setViewed(nullptr);
  parts_.status->refreshForPlot();
}

void KeptRuns::cannotOpen(const Error& error) {
  parts_.messages->tell(kTopic, {.text = tr("The run cannot be opened"),
                                 .details = QString::fromStdString(error.message())});
}

}  // namespace emascope::ui
