// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window says of the engine and of the files that the run is written to.
#include "ui/controls/message_bar.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/checkpoint_actions.h"
#include "ui/main_window/kept_runs.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/run_news.h"
#include "ui/main_window/status_line.h"
#include "ui/open/engine_tool.h"
#include "ui/run/run_controller.h"

#include <chrono>
#include <utility>

namespace emascope::ui {
namespace {

constexpr QLatin1String kEngine("engine");  // topic of messages about the engine

}  // namespace

void MainWindow::showFileNews(const QString& text, bool trouble) {
  if (!trouble) status_->say(text);
  news_->tellOfFile(text, trouble);
}

void MainWindow::showEngineDied(const QString& what, std::function<void()> restart) {
  const RunState before = controller_.state();
  controller_.engineGone();
  status_->setEngineState(tr("no engine"));
  revive_ = std::move(restart);
  actions_->setEngineThere(false);
  const qsizetype end = what.indexOf(QLatin1Char('\n'));
  MessageBar::Message message = {.text = end < 0 ? what : what.left(end),
                                 .details = end < 0 ? QString() : what.mid(end + 1)};
  const bool live = controller_.canRevive();
  const bool wanted = std::exchange(ended_by_click_, false);
  if (live &&
      (wanted || deaths_.mayRestart(controller_.runNumber(), std::chrono::steady_clock::now()))) {
    message.text += tr(" · It is started again.");
    messages_->tell(kEngine, message);
    QMetaObject::invokeMethod(
        this, [this] { revive_(); }, Qt::QueuedConnection);
    return;
  }
  if (live) message.text += tr(" · For the third time within a minute.");
  if (!live && (before == RunState::kRunning || before == RunState::kPaused)) {
    message.text += tr(" · The run has no checkpoint: it can only start again, from step 0.");
  }
  message.action = live ? tr("Restart engine and go on") : tr("Restart engine");
  message.act = revive_;
  messages_->tell(kEngine, message);
}

void MainWindow::setEngineCommand(const QStringList& serve) {
  engine_command_ = serve;
  checkpoints_->setEngineElsewhere(EngineTool::isElsewhere(serve));
  if (kept_ != nullptr) kept_->setEngine(serve);
}

void MainWindow::showEngineSilent(bool silent, std::function<void()> end) {
  if (!silent) return showEngineReady();
  status_->setEngineState(tr("not responding"));
  const bool goes_on = controller_.hasRevivalPlace();
  messages_->tell(
      kEngine,
      {.text = tr("The engine has not responded for 5 seconds."),
       .details = goes_on
                      ? tr("It may be busy with a long step. If you restart it, the run goes on "
                           "from its newest checkpoint.")
                      : tr("It may be busy with a long step. If you end it, the curves stay."),
       .action = goes_on ? tr("Restart engine and go on") : tr("End engine"),
       .act = [this, end = std::move(end)] {
         ended_by_click_ = true;
         end();
       }});
}

void MainWindow::showEngineReady() {
  ended_by_click_ = false;
  status_->setEngineState({});
  messages_->settle(kEngine);
  actions_->setEngineThere(true);
}

}  // namespace emascope::ui
