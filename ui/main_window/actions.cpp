// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/actions.h"

#include "ui/main_window/help_browser.h"
#include "ui/run/edit_sender.h"
#include "ui/run/run_controller.h"
#include "ui/theme/theme.h"

#include <tuple>

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>
#include <QShortcutEvent>

namespace emascope::ui {

Actions::Actions(RunController& controller, EditSender& sender, QWidget* window)
    : QObject(window), controller_(controller), sender_(sender), window_(window) {
  makeRunActions();
  makeViewActions();
  connectActions();
  refresh();
}

void Actions::makeRunActions() {
  toggle = make(tr("Start"), QStringLiteral("toggle"), {QKeySequence(Qt::Key_Space)});
  step = make(tr("One step"), QStringLiteral("step"), {QKeySequence(Qt::Key_Period)});
  // Most keyboard layouts turn Shift+. into >; which of the three arrives depends on the platform.
  step_hundred = make(tr("100 steps"), QStringLiteral("step_hundred"),
                      {QKeySequence(Qt::SHIFT | Qt::Key_Period), QKeySequence(Qt::Key_Greater),
                       QKeySequence(Qt::SHIFT | Qt::Key_Greater)});
  reset = make(tr("Restart from step 0"), QStringLiteral("reset"),
               {QKeySequence(QStringLiteral("Ctrl+R"))});
  reset_paused = make(tr("Restart and pause before step 1"), QStringLiteral("reset_paused"),
                      {QKeySequence(QStringLiteral("Ctrl+Alt+R"))});
  reset_original =
      make(tr("Restart with the original settings"), QStringLiteral("reset_original"), {});
  reset_original->setToolTip(tr("Use the settings of the preset or the command line"));
  new_seed = make(tr("Restart with a new random seed"), QStringLiteral("new_seed"),
                  {QKeySequence(QStringLiteral("Ctrl+Shift+R"))});
  shorter =
      make(tr("Shorter half-life"), QStringLiteral("shorter"), {QKeySequence(Qt::Key_BracketLeft)});
  longer =
      make(tr("Longer half-life"), QStringLiteral("longer"), {QKeySequence(Qt::Key_BracketRight)});
  undo = make(tr("Undo change"), QStringLiteral("undo"), {QKeySequence(QKeySequence::Undo)});
  redo = make(tr("Redo change"), QStringLiteral("redo"),
              {QKeySequence(QStringLiteral("Ctrl+Shift+Z"))});
  send_while_dragging = make(tr("Send while dragging"), QStringLiteral("send_while_dragging"), {});
  send_while_dragging->setCheckable(true);
}

void Actions::makeViewActions() {
  follow = make(tr("Follow the run"), QStringLiteral("follow"),
                {QKeySequence(Qt::Key_F), QKeySequence(Qt::Key_Home)});
  follow->setCheckable(true);
  log_y = make(tr("Logarithmic loss"), QStringLiteral("log_y"), {QKeySequence(Qt::Key_L)});
  log_y->setCheckable(true);
  fit = make(tr("Fit everything"), QStringLiteral("fit"),
             {QKeySequence(QStringLiteral("Shift+Home"))});
  previous_view =
      make(tr("Previous view"), QStringLiteral("previous_view"), {QKeySequence(Qt::Key_Backspace)});
  open = make(tr("Open your own data…"), QStringLiteral("open"),
              {QKeySequence(QStringLiteral("Ctrl+O"))});
  export_picture = make(tr("Export picture…"), QStringLiteral("export_picture"),
                        {QKeySequence(QStringLiteral("Ctrl+E"))});
  export_data = make(tr("Export data…"), QStringLiteral("export_data"),
                     {QKeySequence(QStringLiteral("Ctrl+Shift+E"))});
  copy_image = make(tr("Copy picture"), QStringLiteral("copy_image"),
                    {QKeySequence(QStringLiteral("Ctrl+Shift+C"))});
  copy_command = make(tr("Copy command that repeats this run"), QStringLiteral("copy_command"), {});
  quit = make(tr("Quit"), QStringLiteral("quit"), {QKeySequence(QStringLiteral("Ctrl+Q"))});
  keys = make(tr("Keyboard shortcuts"), QStringLiteral("keys"),
              {QKeySequence(Qt::Key_F1), QKeySequence(Qt::Key_Question),
               QKeySequence(Qt::SHIFT | Qt::Key_Question)});
  manual = make(tr("Manual"), QStringLiteral("manual"), {});
  about = make(tr("About EMAscope"), QStringLiteral("about"), {});
  themes = new QActionGroup(this);
  const std::tuple<QString, QString, ThemeChoice> choices[] = {
      {tr("System theme"), QStringLiteral("theme_system"), ThemeChoice::kSystem},
      {tr("Light theme"), QStringLiteral("theme_light"), ThemeChoice::kLight},
      {tr("Dark theme"), QStringLiteral("theme_dark"), ThemeChoice::kDark}};
  for (const auto& [text, name, choice] : choices) {
    QAction* action = themes->addAction(text);
    action->setObjectName(name);
    action->setCheckable(true);
    action->setData(static_cast<int>(choice));
  }
}

void Actions::connectActions() {
  connect(toggle, &QAction::triggered, this,
          [this] { engine_there_ ? controller_.togglePause() : engineWanted(); });
  connect(step, &QAction::triggered, &controller_, [this] { controller_.advance(1); });
  connect(step_hundred, &QAction::triggered, &controller_, [this] { controller_.advance(100); });
  connect(reset, &QAction::triggered, this,
          [this] { engine_there_ ? controller_.restart() : engineWanted(); });
  using Anew = RunController::Anew;
  connect(reset_paused, &QAction::triggered, &controller_,
          [this] { controller_.restart(Anew::kPaused); });
  connect(reset_original, &QAction::triggered, &controller_,
          [this] { controller_.restart(Anew::kWithOriginalSettings); });
  connect(new_seed, &QAction::triggered, &controller_, &RunController::newSeed);
  connect(undo, &QAction::triggered, &sender_, &EditSender::undo);
  connect(redo, &QAction::triggered, &sender_, &EditSender::redo);
  connect(quit, &QAction::triggered, window_, &QWidget::close);
  connect(manual, &QAction::triggered, this, [this] {
    auto* browser = window_->findChild<HelpBrowser*>();
    if (!browser) {
      browser = new HelpBrowser(window_);
      browser->open(HelpBrowser::pages().value(0));
    }
    browser->show();
    browser->raise();
    browser->activateWindow();
  });
  connect(&controller_, &RunController::stateChanged, this, &Actions::refresh);
  connect(&controller_, &RunController::runStarted, this, &Actions::refresh);
  connect(&controller_, &RunController::catalogArrived, this, &Actions::refresh);
  connect(&sender_, &EditSender::historyChanged, this, &Actions::refresh);
}

QAction* Actions::make(const QString& text, const QString& name,
                       const QList<QKeySequence>& shortcuts) {
  auto* action = new QAction(text, this);
  action->setObjectName(name);
  action->setShortcuts(shortcuts);
  window_->addAction(action);
  action->installEventFilter(this);
  return action;
}

bool Actions::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Shortcut && static_cast<QShortcutEvent*>(event)->isAmbiguous()) {
    static_cast<QAction*>(watched)->trigger();  // no other action uses these keys
    return true;
  }
  return QObject::eventFilter(watched, event);
}

void Actions::refresh() {
  const bool running = controller_.state() == RunState::kRunning;
  const bool paused = controller_.state() == RunState::kPaused;
  const bool any = !controller_.catalog().presets.empty();
  const bool has_run =
      !controller_.record().config.tracks.empty() || !controller_.record().points.empty();
  toggle->setText(running   ? tr("Pause")
                  : paused  ? tr("Continue")
                  : has_run ? tr("Start again")
                            : tr("Start"));
  toggle->setEnabled(any || !engine_there_);
  step->setEnabled(any && (running || paused));
  step_hundred->setEnabled(any && (running || paused));
  reset->setEnabled(any && has_run);
  reset_paused->setEnabled(any && has_run && engine_there_);
  reset_original->setEnabled(any && has_run && engine_there_);
  new_seed->setEnabled(any && has_run && engine_there_);
  const bool editable = controller_.accepts(command::SetParams{});
  shorter->setEnabled(editable);
  longer->setEnabled(editable);
  undo->setEnabled(editable && sender_.canUndo());
  redo->setEnabled(editable && sender_.canRedo());
  export_data->setEnabled(has_run);
  copy_command->setEnabled(has_run);
  Q_EMIT refreshed();
}

void Actions::setEngineThere(bool there) {
  engine_there_ = there;
  refresh();
}

void Actions::fillMenus(QMenuBar* menus) {
  QMenu* file = menus->addMenu(tr("&File"));
  file->addAction(open);
  file->addSeparator();
  file->addActions({export_picture, export_data});
  file->addSeparator();
  file->addActions({copy_image, copy_command});
  file->addSeparator();
  file->addAction(quit);
  QMenu* run = menus->addMenu(tr("&Run"));
  run->addActions({toggle, step, step_hundred});
  run->addSeparator();
  run->addActions({reset, reset_paused, reset_original, new_seed});
  QMenu* ema = menus->addMenu(tr("&EMA"));
  ema->addActions({shorter, longer});
  ema->addSeparator();
  ema->addActions({undo, redo});
  ema->addSeparator();
  ema->addAction(send_while_dragging);
  QMenu* view = menus->addMenu(tr("&View"));
  view->addActions({follow, log_y, fit, previous_view});
  view->addSeparator();
  view->addActions(themes->actions());
  QMenu* help = menus->addMenu(tr("&Help"));
  help->addActions({keys, manual, about});
}

}  // namespace emascope::ui
