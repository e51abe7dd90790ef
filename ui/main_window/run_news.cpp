// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/run_news.h"

#include "core/protocol/failure_text.h"
#include "ui/controls/message_bar.h"
#include "ui/open/option_words.h"
#include "ui/run/run_controller.h"
#include "ui/run/words.h"

#include <utility>

namespace emascope::ui {
namespace {

// Topics of messages. A new message replaces an earlier one on the same topic.
constexpr QLatin1String kRun("run");
constexpr QLatin1String kLoss("loss");
constexpr QLatin1String kRefused("refused");

QString topicOfFile(const QString& text) {
  return QStringLiteral("file ") + text.left(text.indexOf(QStringLiteral(": ")));
}

}  // namespace

RunNews::RunNews(RunController& controller, MessageBar& messages,
                 std::function<bool(std::uint64_t request)> answered, QObject* parent)
    : QObject(parent), controller_(controller), messages_(messages) {
  connect(&controller_, &RunController::runStarted, this, [this] {
    messages_.putAway();
    evaluations_ = {};
  });
  connect(&controller_, &RunController::failed, this, [this](const event::Failed& failure) {
    messages_.tell(kRun, {.text = tr("The run failed"),
                          .details = QString::fromStdString(failureText(failure)),
                          .action = tr("Restart"),
                          .act = [this] { controller_.restart(); }});
  });
  connect(&controller_, &RunController::delivered, this, &RunNews::delivered);
  connect(&controller_, &RunController::stateChanged, this, &RunNews::stateChanged);
  connect(&controller_, &RunController::rejected, this,
          [this, answered = std::move(answered)](quint64 request, const QString& reason) {
            if (request == 0) return tellOfRefusedPart(reason);
            // Knobs show their own refusals.
            if (answered(request) || controller_.accepts(command::SetParams{})) return;
            messages_.tell(kRefused, {.text = tr("Refused"), .details = inFieldNames(reason)});
          });
}

void RunNews::delivered() {
  if (const auto warning = evaluations_.look(controller_.record())) {
    messages_.tell(kLoss,
                   {.text = tr("Loss is not finite"), .details = QString::fromStdString(*warning)});
  }
}

void RunNews::stateChanged() {
  const RunRecord& record = controller_.record();
  if (record.state == RunState::kRunning) messages_.settle(kRun);
  if (record.state != RunState::kPaused || record.state_reason.empty()) return;
  MessageBar::Message message = {.text = tr("Paused at step %1").arg(grouped(record.step)),
                                 .details = QString::fromStdString(record.state_reason),
                                 .action = tr("Continue"),
                                 .act = [this] { controller_.togglePause(); }};
  const event::CheckpointWritten* newest = controller_.checkpointUpTo();
  if (newest != nullptr && diverged()) {
    message.action = tr("Go back to step %1").arg(grouped(newest->step));
    message.act = [this, step = newest->step] { Q_EMIT goBackWanted(step); };
  }
  messages_.tell(kRun, message);
}

bool RunNews::diverged() const {
  const RunRecord& record = controller_.record();
  return !record.skipped.empty() && record.skipped.back().step == record.step;
}

/// Each stays until it is dismissed: the next run may already be starting.
void RunNews::tellOfRefusedPart(const QString& reason) {
  messages_.warn(kRefused + QLatin1Char(' ') + reason,
                 {.text = tr("A part of the run was refused"), .details = reason});
}

void RunNews::forgetRefusal() { messages_.settle(kRefused); }

void RunNews::tellOfFile(const QString& text, bool trouble) {
  if (!trouble) return messages_.settle(topicOfFile(text));
  messages_.warn(topicOfFile(text), {.text = tr("Cannot write a file"), .details = text});
}

}  // namespace emascope::ui
