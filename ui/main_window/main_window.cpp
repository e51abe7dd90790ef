// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/main_window.h"

#include "ui/compare/compare_view.h"
#include "ui/controls/message_bar.h"
#include "ui/gallery/gallery.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/checkpoint_actions.h"
#include "ui/main_window/exports.h"
#include "ui/main_window/help_pages.h"
#include "ui/main_window/input_rules.h"
#include "ui/main_window/kept_runs.h"
#include "ui/main_window/language_menu.h"
#include "ui/main_window/run_bar.h"
#include "ui/main_window/run_news.h"
#include "ui/main_window/seed_dialog.h"
#include "ui/main_window/status_line.h"
#include "ui/main_window/track_wiring.h"
#include "ui/main_window/tune_view.h"
#include "ui/main_window/workspaces.h"
#include "ui/main_window/zoom.h"
#include "ui/open/dropped.h"
#include "ui/open/open_dialog.h"
#include "ui/panels/panel_commands.h"
#include "ui/panels/save_weights.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/edit_sender.h"
#include "ui/run/engine_client.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/selection.h"
#include "ui/run/shown_tracks.h"
#include "ui/run/words.h"
#include "ui/teach/lesson_lines.h"
#include "ui/teach/lesson_session.h"
#include "ui/teach/teach_view.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include <QAction>
#include <QActionGroup>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenuBar>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr int kKeysWidth = 940;
constexpr int kAboutWidth = 460;
constexpr int kTitleEvery = 1000;  // ms

/// What a run that had reached step `reached` does twice because it goes on from step `from`.
QString takenAgain(std::int64_t from, std::int64_t reached) {
  if (reached <= from) return {};
  if (reached == from + 1) {
    return MainWindow::tr("Step %1, which is not in the checkpoint, is taken again.")
        .arg(grouped(reached));
  }
  return MainWindow::tr("Steps %1 to %2, which are not in the checkpoint, are taken again.")
      .arg(grouped(from + 1), grouped(reached));
}

}  // namespace

MainWindow::MainWindow(RunController& controller, std::optional<ThemeChoice> theme)
    : controller_(controller),
      selection_(std::make_unique<Selection>()),
      sender_(new EditSender(controller, this)),
      commands_(new PanelCommands(this)),
      shown_(new ShownTracks(this)),
      actions_(new Actions(controller, *sender_, this)),
      messages_(new MessageBar(this)),
      workspaces_(new Workspaces(this)),
      zoom_(new Zoom(*actions_, this)),
      run_bar_(new RunBar(controller, *actions_, workspaces_->control(), this)) {
  setObjectName(QStringLiteral("main_window"));
  setWindowTitle(tr("EMAscope"));
  setAcceptDrops(true);
  resize(QSize(1440, 900).boundedTo(roomOnScreen()));

  layOut();
  actions_->fillMenus(menuBar(), workspaces_->actions());
  addLanguageMenu(*menuBar()->findChild<QMenu*>(QStringLiteral("view_menu")),
                  [this](const QString& text) { status_->say(text); });
  connectActions();
  connectRun();
  new InputRules(this);
  watchDesktop();
  restoreSettings(theme);
  setLeastSize();
  plot()->setFocus(Qt::OtherFocusReason);
}

void MainWindow::layOut() {
  status_ = new StatusLine(controller_, this);
  connectTracks({.context = context(),
                 .actions = actions_,
                 .messages = messages_,
                 .status = status_,
                 .window = this});
  tune_ = new TuneView(context(), *actions_, this);
  connectSelection(context());
  workspaces_->add(Workspace::kTune, tune_, plot());
  addWorkspaces();
  connect(status_, &StatusLine::verdictChanged, run_bar_,
          [this](const QString& text, const QString& full, const QColor& ink) {
            // It would answer the question of a lesson.
            const bool hidden =
                teach_ != nullptr && teach_->session().isOpen() && teach_->session().asks();
            run_bar_->setVerdict(hidden ? QString() : text, hidden ? QString() : full, ink);
          });
  status_->setPlot(*plot(), *selection_);
  auto* central = new QWidget(this);
  auto* rows = new QVBoxLayout(central);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(2);
  auto* message_row = new QHBoxLayout;
  message_row->setContentsMargins(12, 0, 12, 0);
  message_row->addWidget(messages_);
  rows->addWidget(run_bar_);
  rows->addLayout(message_row);
  rows->addWidget(workspaces_->pages(), 1);
  rows->addWidget(status_);
  setCentralWidget(central);
}

void MainWindow::addWorkspaces() {
  workspaces_->addLater(Workspace::kCompare, [this] { return new CompareView(context(), this); });
  workspaces_->addLater(Workspace::kTeach, [this] { return makeTeach(); });
}

QWidget* MainWindow::makeTeach() {
  teach_ = new TeachView(context(), this);
  teach_->setZoom(zoom_->ofLessons());
  connect(teach_, &TeachView::fullScreenWanted, this, &MainWindow::setFullScreen);
  connect(teach_, &TeachView::tuneWanted, this, [this] { workspaces_->show(Workspace::kTune); });
  connect(teach_, &TeachView::teachWanted, this, [this] {
    workspaces_->show(Workspace::kTeach);
    workspaceShown();
  });
  connect(&teach_->session(), &LessonSession::changed, status_, &StatusLine::refreshForPlot);
  status_->setTrackNames([this](const std::string& label) {
    const LessonSession& session = teach_->session();
    const bool of_lesson =
        workspaces_->current() == Workspace::kTeach && session.isOpen() && session.live();
    return of_lesson ? lineName(session.lesson(), label, teach_->language()) : QString();
  });
  connect(teach_, &TeachView::lessonRefused, this, [this] { lesson_screen_.giveBack(); });
  connect(zoom_, &Zoom::ofLessonsChanged, teach_, &TeachView::setZoom);
  connect(zoom_, &Zoom::ofLessonsChanged, this, &MainWindow::fitRunBar);
  return teach_;
}

TeachView& MainWindow::teach() {
  (void)workspaces_->page(Workspace::kTeach);  // makes it
  return *teach_;
}

void MainWindow::openLesson(Lesson lesson, std::optional<std::uint64_t> seed) {
  teach().openLesson(std::move(lesson), seed);
}

// The parts use the selection, a member, even while they end.
MainWindow::~MainWindow() { delete takeCentralWidget(); }

LossPlot* MainWindow::plot() const { return tune_->plot(); }

PanelContext MainWindow::context() const {
  return {&controller_, sender_, selection_.get(), commands_, shown_};
}

void MainWindow::connectActions() {
  connect(actions_, &Actions::engineWanted, this, [this] {
    messages_->putAway();
    if (revive_) revive_();
  });
  connect(actions_->shorter, &QAction::triggered, commands_,
          [this] { Q_EMIT commands_->halfLifeScaled(1.0 / 1.26); });
  connect(actions_->longer, &QAction::triggered, commands_,
          [this] { Q_EMIT commands_->halfLifeScaled(1.26); });
  connect(actions_->send_while_dragging, &QAction::toggled, commands_,
          &PanelCommands::sendWhileDraggingChanged);
  connect(actions_->themes, &QActionGroup::triggered, this, [this](QAction* action) {
    const auto choice = static_cast<ThemeChoice>(action->data().toInt());
    QSettings().setValue(QStringLiteral("theme"), static_cast<int>(choice));
    chooseTheme(choice);
  });
  connect(actions_->demos, &QAction::triggered, this,
          [this] { gallery()->toggle(run_bar_->demoButton()); });
  connect(actions_->full_screen, &QAction::triggered, this, &MainWindow::setFullScreen);
  connect(workspaces_, &Workspaces::changed, this, [this] {
    if (gallery_) gallery_->putAway();  // it covers the workspace that is asked for
    workspaceShown();
    status_->refreshForPlot();
  });
  connect(workspaces_, &Workspaces::uncovered, status_, &StatusLine::refreshForPlot);
  connect(zoom_, &Zoom::changed, this, &MainWindow::setLeastSize);
  connect(actions_->open, &QAction::triggered, this, [this] { openOwn({}); });
  connect(actions_->open_lesson, &QAction::triggered, this, [this] { teach().askForFile(); });
  connect(actions_->repeat_seeds, &QAction::triggered, this,
          [this] { repeatWithSeeds(controller_, engineCommand(), this); });
  connectExports();
  connect(commands_, &PanelCommands::compareWanted, this,
          [this] { workspaces_->show(Workspace::kCompare); });
  connect(commands_, &PanelCommands::done, this, [this](const QString& text) {
    messages_->settle(kPanelTopic);
    status_->say(text);
  });
  connect(commands_, &PanelCommands::failed, this,
          [this](const QString& text, const QString& details) {
            messages_->tell(kPanelTopic, {.text = text, .details = details});
          });
  connect(actions_->keys, &QAction::triggered, this, &MainWindow::showKeys);
  connect(actions_->about, &QAction::triggered, this, &MainWindow::showAbout);
}

void MainWindow::connectExports() {
  const auto exported = [this](const Status& status, const QString& path) {
    if (status) return status_->say(tr("Written: %1").arg(path));
    messages_->warn(
        QStringLiteral("export"),
        {.text = tr("Export failed"), .details = QString::fromStdString(status.error().message())});
  };
  connect(actions_->save_best_average, &QAction::triggered, this, [this] {
    const std::string named = actions_->save_best_average->data().toString().toStdString();
    if (!named.empty()) askAndSaveWeights(context(), named, this);
  });
  connect(actions_->export_picture, &QAction::triggered, this,
          [this, exported] { askAndExportPicture(this, viewed(), viewedPlot(), exported); });
  const auto kept_of = [this](const RunController& run) {
    return kept_ != nullptr ? kept_->exportOf(run) : KeptExport();
  };
  connect(actions_->export_data, &QAction::triggered, this, [this, kept_of, exported] {
    askAndExportData(this, viewed(), viewedPlot(), kept_of, exported);
  });
  connect(actions_->copy_image, &QAction::triggered, this, [this] {
    LossPlot& shown = viewedPlot();
    QGuiApplication::clipboard()->setImage(shown.picture(shown.size(), devicePixelRatioF()));
  });
  connect(actions_->copy_command, &QAction::triggered, this,
          [this] { QGuiApplication::clipboard()->setText(repeatCommand(viewed().record())); });
}

void MainWindow::connectRun() {
  connect(&controller_, &RunController::runStarted, this, &MainWindow::showTitle);
  connect(&controller_, &RunController::stateChanged, this, &MainWindow::showTitle);
  title_pace_.setSingleShot(true);
  title_pace_.setInterval(kTitleEvery);
  connect(&title_pace_, &QTimer::timeout, this, &MainWindow::showTitle);
  connect(&controller_, &RunController::delivered, this, [this] {
    if (!title_pace_.isActive()) title_pace_.start();
  });
  // The Open dialog shows its own refusals.
  news_ = new RunNews(
      controller_, *messages_,
      [this](std::uint64_t request) {
        return (open_dialog_ && open_dialog_->asked(request)) || checkpoints_->asked(request);
      },
      this);
  checkpoints_ = new CheckpointActions(controller_, *actions_, *messages_, *status_, this);
  connect(news_, &RunNews::goBackWanted, checkpoints_,
          [this](qint64 step) { checkpoints_->goBack(step, RunController::Settings::kOfThen); });
  const auto reached = std::make_shared<std::int64_t>(0);  // by the run whose engine died
  connect(&controller_, &RunController::runReplaced, this,
          [this, reached] { *reached = controller_.record().step; });
  connect(&controller_, &RunController::runStarted, this, [this, reached] {
    if (!controller_.isReviving()) return;
    const std::int64_t from = controller_.revivals().back();
    const QString text =
        tr("The engine was started again; the run goes on from step %1").arg(grouped(from));
    status_->say(text);
    const QString again = takenAgain(from, *reached);
    if (again.isEmpty()) return;
    messages_->tell(QStringLiteral("engine"), {.text = text, .details = again});
  });
}

void MainWindow::showTitle() {
  const RunRecord& record = controller_.record();
  const PresetInfo* preset = findPreset(controller_.catalog(), record.config.preset);
  // Two demos may share a task, so the title is the name of the preset.
  const std::string& title =
      preset && record.config.preset != kOwnPreset ? preset->title : record.facts.model.title;
  if (title.empty()) return setWindowTitle(tr("EMAscope"));
  const bool on = record.state == RunState::kRunning || record.state == RunState::kPaused;
  if (!on || record.config.steps <= 0) return setWindowTitle(tr("%1 · EMAscope").arg(said(title)));
  const QString percent = QString::number(100 * record.step / record.config.steps);
  setWindowTitle(tr("%1 % · %2 · EMAscope").arg(percent, said(title)));
}

void MainWindow::continueRun(const QString& path) { checkpoints_->continueRun(path); }

void MainWindow::keyPressEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Escape) return QMainWindow::keyPressEvent(event);
  if (workspaces_->covering() != nullptr) return workspaces_->uncover();
  const bool teaching = workspaces_->current() == Workspace::kTeach;
  if (isFullScreen() && teaching) return setFullScreen(false);
  const QString said_before = messages_->text();
  const bool refused = teaching && teach_->showsRefusal();
  // The refused knob may have lost the focus, because the run has ended.
  Q_EMIT commands_->refusalsForgotten();
  news_->forgetRefusal();
  messages_->settle(kPanelTopic);
  // With nothing left to dismiss, a lesson is left for the same run in Tune.
  if (!teaching || refused || messages_->text() != said_before) return;
  if (teach_->session().isOpen()) workspaces_->show(Workspace::kTune);
}

void MainWindow::openOwn(const QString& path) {
  if (gallery_) gallery_->putAway();
  if (!open_dialog_) {
    open_dialog_ = new OpenDialog(controller_, engineCommand(), this);
  }
  open_dialog_->present(path);
}

QStringList MainWindow::engineCommand() const {
  return engine_command_.isEmpty() ? EngineClient::ownEngine() : engine_command_;
}

Gallery* MainWindow::gallery() {
  if (!gallery_) {
    gallery_ = new Gallery(controller_, this);
    connect(gallery_, &Gallery::ownDataWanted, actions_->open, &QAction::trigger);
    if (kept_) kept_->fill(*gallery_);
  }
  return gallery_;
}

void MainWindow::welcome() { gallery()->welcome(run_bar_->demoButton()); }

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (!droppedPath(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  event->acceptProposedAction();
  const QString path = droppedPath(event->mimeData());
  if (isLessonFile(path)) return teach().openLesson(path);
  if (CheckpointActions::isCheckpoint(path)) return continueRun(path);
  if (kept_ != nullptr && isLog(path)) return kept_->openLog(path);
  openOwn(path);
}

void MainWindow::showKeys() { helpPage(this, tr("Keyboard shortcuts"), keysText(), kKeysWidth); }

void MainWindow::showAbout() {
  helpPage(this, tr("About EMAscope"), aboutText(controller_.record().facts), kAboutWidth);
}

}  // namespace emascope::ui
