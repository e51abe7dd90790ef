// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/actions.h"

#include "ui/main_window/help_browser.h"
#include "ui/panels/save_weights.h"
#include "ui/plot/x_axis.h"
#include "ui/run/edit_sender.h"
#include "ui/run/run_controller.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <array>
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
  makeFileActions();
  makeChoices();
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
  reset = make(tr("Restart with these settings"), QStringLiteral("reset"),
               {QKeySequence(QStringLiteral("Ctrl+R"))});
  reset_original =
      make(tr("Restart with the preset's settings"), QStringLiteral("reset_original"), {});
  new_seed = make(tr("Restart with a new random seed"), QStringLiteral("new_seed"),
                  {QKeySequence(QStringLiteral("Ctrl+Shift+R"))});
  reset_paused = make(tr("Restart with these settings, paused"), QStringLiteral("reset_paused"),
                      {QKeySequence(QStringLiteral("Ctrl+Alt+R"))});
  reset_original_paused = make(tr("Restart with the preset's settings, paused"),
                               QStringLiteral("reset_original_paused"), {});
  new_seed_paused =
      make(tr("Restart with a new random seed, paused"), QStringLiteral("new_seed_paused"), {});
  repeat_seeds = make(tr("Repeat with 5 seeds"), QStringLiteral("repeat_seeds"), {});
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
  show_all = make(tr("Show all curves"), QStringLiteral("show_all"), {});
  zoom_in = make(tr("Larger interface"), QStringLiteral("zoom_in"),
                 {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal),
                  QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Plus)});
  zoom_out = make(tr("Smaller interface"), QStringLiteral("zoom_out"),
                  {QKeySequence(Qt::CTRL | Qt::Key_Minus)});
  zoom_normal = make(tr("Normal size of the interface"), QStringLiteral("zoom_normal"),
                     {QKeySequence(Qt::CTRL | Qt::Key_0)});
  full_screen = make(tr("Full screen"), QStringLiteral("full_screen"), {QKeySequence(Qt::Key_F11)});
  full_screen->setCheckable(true);
  for (int number = 0; number <= 9; ++number) {
    QAction* digit =
        make(tr("Hide or show curve %1").arg(number), QStringLiteral("curve_%1").arg(number),
             {QKeySequence(Qt::Key_0 + number)});
    connect(digit, &QAction::triggered, this, [this, number] { Q_EMIT curveToggled(number); });
    digits_.append(digit);
  }
}

void Actions::makeFileActions() {
  demos = make(tr("Choose a demo…"), QStringLiteral("demos_action"),
               {QKeySequence(QStringLiteral("Ctrl+N"))});
  open = make(tr("Open your own data…"), QStringLiteral("open"),
              {QKeySequence(QStringLiteral("Ctrl+O"))});
  open_lesson = make(tr("Open lesson…"), QStringLiteral("open_lesson"), {});
  open_log = make(tr("Open a log…"), QStringLiteral("open_log"), {});
  open_log->setToolTip(tr("There is no library of runs that could keep the log."));
  open_log->setEnabled(false);
  continue_run = make(tr("Continue a run…"), QStringLiteral("continue_run"), {});
  save_checkpoint = make(tr("Save checkpoint"), QStringLiteral("save_checkpoint"),
                         {QKeySequence(QStringLiteral("Ctrl+S"))});
  save_best_average =
      make(tr("Save weights of the best average…"), QStringLiteral("save_best_average"), {});
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
}

void Actions::makeChoices() {
  x_axes = new QActionGroup(this);
  const std::tuple<QString, QString, XQuantity> quantities[] = {
      {tr("Steps"), QStringLiteral("x_steps"), XQuantity::kStep},
      {tr("Epochs"), QStringLiteral("x_epochs"), XQuantity::kEpoch},
      {tr("Time, without pauses"), QStringLiteral("x_time"), XQuantity::kTime}};
  for (const auto& [text, name, quantity] : quantities) {
    QAction* action = x_axes->addAction(text);
    action->setObjectName(name);
    action->setCheckable(true);
    action->setData(static_cast<int>(quantity));
  }
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
  const auto restarts = [this](const QAction* action, Anew how, bool paused) {
    connect(action, &QAction::triggered, &controller_,
            [this, how, paused] { controller_.restart(how, paused); });
  };
  restarts(reset_paused, Anew::kWithPresentSettings, true);
  restarts(reset_original, Anew::kWithOriginalSettings, false);
  restarts(reset_original_paused, Anew::kWithOriginalSettings, true);
  restarts(new_seed, Anew::kWithNewSeed, false);
  restarts(new_seed_paused, Anew::kWithNewSeed, true);
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
  const bool key = event->type() == QEvent::Shortcut;
  if (key && !views(controller_) && drivesRun(watched)) return true;
  if (event->type() == QEvent::Shortcut && static_cast<QShortcutEvent*>(event)->isAmbiguous()) {
    static_cast<QAction*>(watched)->trigger();  // no other action uses these keys
    return true;
  }
  return QObject::eventFilter(watched, event);
}

bool Actions::drivesRun(const QObject* action) const {
  const std::array<const QObject*, 9> all = {
      toggle,   step,         step_hundred,          reset,          reset_original,
      new_seed, reset_paused, reset_original_paused, new_seed_paused};
  return std::ranges::find(all, action) != all.end();
}

void Actions::refresh() {
  const bool running = controller_.state() == RunState::kRunning;
  const bool paused = controller_.state() == RunState::kPaused;
  const bool any = !controller_.catalog().presets.empty();
  const bool has_run =
      !controller_.record().config.tracks.empty() || !controller_.record().points.empty();
  toggle->setText(running                 ? tr("Pause")
                  : paused                ? tr("Continue")
                  : controller_.canGoOn() ? tr("Go on")
                  : has_run               ? tr("Start again")
                                          : tr("Start"));
  toggle->setEnabled(any || !engine_there_);
  step->setEnabled(any && (running || paused));
  step_hundred->setEnabled(any && (running || paused));
  reset->setEnabled(any && has_run);
  demos->setEnabled(any && engine_there_);
  const bool own = controller_.record().config.preset == kOwnPreset;
  reset_original->setText(own ? tr("Restart with the original settings")
                              : tr("Restart with the preset's settings"));
  reset_original_paused->setText(own ? tr("Restart with the original settings, paused")
                                     : tr("Restart with the preset's settings, paused"));
  for (QAction* action : {reset_original, new_seed, reset_paused, reset_original_paused,
                          new_seed_paused, repeat_seeds}) {
    action->setEnabled(any && has_run && engine_there_);
  }
  const bool editable = controller_.accepts(command::SetParams{}) && views(controller_);
  shorter->setEnabled(editable);
  longer->setEnabled(editable);
  undo->setEnabled(editable && sender_.canUndo());
  redo->setEnabled(editable && sender_.canRedo());
  const bool viewed = viewed_ != nullptr && (has_run || !views(controller_));
  export_data->setEnabled(viewed);
  const bool imported = viewed_ != nullptr && isImported(viewed_->record());
  copy_command->setEnabled(viewed && !imported);
  export_picture->setEnabled(viewed_ != nullptr);
  copy_image->setEnabled(viewed_ != nullptr);
  save_checkpoint->setEnabled(controller_.accepts(command::Checkpoint{}));
  continue_run->setEnabled(any && engine_there_ &&
                           controller_.understands(commandKind(command::Checkpoint{})));
  nameBestAverage();
  explain();
  Q_EMIT refreshed();
}

void Actions::nameBestAverage() {
  const auto best = bestAverage(controller_.record());
  save_best_average->setEnabled(best && views(controller_) && controller_.accepts(command::Save{}));
  save_best_average->setText(
      save_best_average->isEnabled()
          ? tr("Save weights of the best average, %1…").arg(shownLabel(*best))
          : tr("Save weights of the best average…"));
  save_best_average->setData(best ? QString::fromStdString(*best) : QString());
}

/// The reasons of what is not possible now, as tool tips.
void Actions::explain() {
  const RunState state = controller_.state();
  const QString none = !engine_there_ ? tr("There is no engine.") : tr("There is no run yet.");
  const QString steps = !engine_there_                 ? none
                        : state == RunState::kFinished ? tr("The run has reached its last step.")
                        : state == RunState::kFailed   ? tr("The run failed.")
                                                       : none;
  const auto tell = [](QAction* action, const QString& reason) {
    action->setToolTip(action->isEnabled() ? action->text() : reason);
  };
  const bool any = engine_there_ && !controller_.catalog().presets.empty();
  tell(continue_run, any ? tr("This engine writes no checkpoints.") : tr("There is no engine."));
  const bool imported = viewed_ != nullptr && isImported(viewed_->record());
  copy_command->setToolTip(
      imported ? tr("The log of another tool does not have the settings that repeat its run.")
               : copy_command->text());
  for (QAction* action : {step, step_hundred}) tell(action, steps);
  for (QAction* action : {reset, reset_original, new_seed, reset_paused, reset_original_paused,
                          new_seed_paused, repeat_seeds}) {
    tell(action, none);
  }
}

void Actions::fillRestartMenu(QMenu* menu) {
  menu->addActions({reset, reset_original, new_seed});
  menu->addSeparator();
  menu->addActions({reset_paused, reset_original_paused, new_seed_paused});
  menu->addSeparator();
  QMenu* from = menu->addMenu(tr("From a checkpoint, with these settings"));
  from->setObjectName(QStringLiteral("restart_from_menu"));
  menu->setToolTipsVisible(true);
  connect(menu, &QMenu::aboutToShow, from, [this, from] { fillCheckpoints(*from); });
  menu->addSeparator();
  menu->addAction(repeat_seeds);
}

void Actions::fillCheckpoints(QMenu& menu) {
  constexpr qsizetype kMost = 12;
  menu.clear();
  const auto& all = controller_.record().checkpoints;
  for (auto each = all.rbegin(); each != all.rend() && menu.actions().size() < kMost; ++each) {
    const qint64 taken = each->step;
    QAction* from = menu.addAction(each->pinned ? tr("Step %1, pinned").arg(grouped(taken))
                                                : tr("Step %1").arg(grouped(taken)));
    from->setObjectName(QStringLiteral("restart_from_%1").arg(taken));
    connect(from, &QAction::triggered, this, [this, taken] { Q_EMIT goBackWanted(taken, true); });
  }
  const QString why = !continue_run->isEnabled() ? continue_run->toolTip()
                      : all.empty()              ? tr("There are no checkpoints.")
                                                 : QString();
  menu.menuAction()->setEnabled(why.isEmpty());
  menu.menuAction()->setToolTip(why);
}

void Actions::setEngineThere(bool there) {
  engine_there_ = there;
  refresh();
}

void Actions::setViewed(const RunController* viewed) {
  if (viewed == viewed_) return;
  viewed_ = viewed;
  refresh();
  Q_EMIT viewedChanged();
}

void Actions::setChartShown(bool shown) {
  for (QAction* digit : digits_) digit->setEnabled(shown);
  for (QAction* action : {follow, log_y, fit, previous_view, show_all}) action->setEnabled(shown);
}

void Actions::fillMenus(QMenuBar* menus, const QList<QAction*>& workspaces) {
  QMenu* file = menus->addMenu(tr("&File"));
  file->addActions({demos, open, open_lesson, open_log, continue_run});
  file->addSeparator();
  file->addActions({save_checkpoint, save_best_average});
  connect(file, &QMenu::aboutToShow, this, &Actions::nameBestAverage);
  file->addActions({export_picture, export_data});
  file->addSeparator();
  file->addActions({copy_image, copy_command});
  file->addSeparator();
  file->addAction(quit);
  QMenu* run = menus->addMenu(tr("&Run"));
  run->addActions({toggle, step, step_hundred});
  run->addSeparator();
  fillRestartMenu(run);
  QMenu* ema = menus->addMenu(tr("&EMA"));
  ema->addActions({shorter, longer});
  ema->addSeparator();
  ema->addActions({undo, redo});
  ema->addSeparator();
  ema->addAction(send_while_dragging);
  QMenu* view = menus->addMenu(tr("&View"));
  view->setObjectName(QStringLiteral("view_menu"));
  view->addActions(workspaces);
  view->addSeparator();
  view->addActions({follow, log_y, fit, previous_view, show_all});
  view->addMenu(tr("Horizontal axis"))->addActions(x_axes->actions());
  view->addSeparator();
  view->addActions({zoom_in, zoom_out, zoom_normal, full_screen});
  view->addSeparator();
  view->addActions(themes->actions());
  QMenu* help = menus->addMenu(tr("&Help"));
  help->addActions({keys, manual, about});
}

}  // namespace emascope::ui
