// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/emascope/unseen_run.h"

#include "app/common/exit_code.h"
#include "app/common/run_words.h"
#include "app/emascope/engine_command.h"

#include <array>
#include <csignal>
#include <iostream>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

#include <QCoreApplication>

namespace emascope::ui {
namespace {

std::array<int, 2> signal_pipe = {-1, -1};  // from the handler to the event loop

void onSignal(int number) {
  std::signal(number, SIG_DFL);  // a second one ends the program at once
  const char byte = 1;
  [[maybe_unused]] const auto written = ::write(signal_pipe[0], &byte, 1);
}

}  // namespace

UnseenRun::UnseenRun(const WindowOptions& options, std::function<Status(const RunConfig&)> prepare)
    : options_(options), prepare_(std::move(prepare)), client_(engineCommand(options)) {
  connect(&client_, &EngineClient::helloArrived, this, &UnseenRun::start);
  connect(&client_, &EngineClient::died, this,
          [this](const QString& what) { end(kExitFailure, what.toStdString()); });
  client_.setWakeup(
      [this] { QMetaObject::invokeMethod(this, &UnseenRun::take, Qt::QueuedConnection); });
}

int UnseenRun::execute() {
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, signal_pipe.data()) == 0) {
    signals_ = std::make_unique<QSocketNotifier>(signal_pipe[1], QSocketNotifier::Read);
    connect(signals_.get(), &QSocketNotifier::activated, this, [this] {
      signals_->setEnabled(false);
      if (record_.state == RunState::kRunning || record_.state == RunState::kPaused) {
        client_.post(command::Stop{});
      } else {
        end(kExitOk, "interrupted before the run began");
      }
    });
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
  }
  client_.launch();
  const int code = QCoreApplication::exec();
  client_.setWakeup({});
  client_.shutdown();
  return code;
}

void UnseenRun::end(int code, const std::string& words) {
  if (ended_) return;
  ended_ = true;
  if (!words.empty()) std::cerr << "emascope: " << words << '\n';
  QCoreApplication::exit(code);
}

void UnseenRun::start() {
  auto config = resolve(options_.run, client_.hello().catalog);
  if (!config) return end(kExitUsage, config.error().message());
  // The preset's speed is for people who watch.
  if (!options_.run.speed) config.value().speed = 0.0;
  if (const Status status = prepare_(*config); !status) {
    return end(kExitUsage, status.error().message());
  }
  client_.post(command::Start{1, *config});
}

void UnseenRun::take() {
  if (ended_) return;
  for (const Event& event : client_.drain()) {
    record_.apply(event);
    if (std::holds_alternative<event::Started>(event)) Q_EMIT started();
    const auto* refusal = std::get_if<event::Rejected>(&event);
    if (refusal && refusal->request != 0) return end(kExitUsage, refusal->error.message());
    if (refusal) std::cerr << "emascope: refused: " << refusal->error.message() << '\n';
  }
  Q_EMIT advanced();
  if (record_.state == RunState::kFinished) return end(exitCodeOf(record_, false), "");
  if (record_.state != RunState::kFailed || record_.failures.empty()) return;
  const event::Failed& failure = record_.failures.back();
  end(exitCodeOf(record_, false), std::string(failureKindText(failure.kind)) + " at step " +
                                      std::to_string(failure.step) + ": " + failure.what);
}

}  // namespace emascope::ui
