// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/emascope/headless_run.h"

#include "app/common/exit_code.h"
#include "app/common/run_words.h"
#include "app/emascope/engine_command.h"
#include "core/protocol/failure_text.h"

#include <iostream>
#include <utility>

#include <QCoreApplication>
#include <QSocketNotifier>

namespace emascope::ui {
namespace {

/// The library, if the run is kept and the engine can write into it; else none.
LibraryOfRuns libraryForCheckpoints(const WindowOptions& options) {
  if (options.keep == KeepOptions{}) return {};
  const LibraryOfRuns library = libraryOf(options, engineCommand(options));
  return library.elsewhere ? LibraryOfRuns{} : library;
}

/// Timeout after a signal: the program then ends without waiting for a silent engine. An engine in
/// the middle of a step stops sooner.
constexpr int kBeforeLeaving = 30000;  // ms

}  // namespace

HeadlessRun::HeadlessRun(const WindowOptions& options,
                         std::function<Status(const RunConfig&)> prepare)
    : options_(options),
      prepare_(std::move(prepare)),
      client_(writingCheckpoints(engineCommand(options), libraryForCheckpoints(options))) {
  // A kept run has its checkpoints in its folder, unless they are to be elsewhere.
  if (!libraryForCheckpoints(options).folder.isEmpty() && !options_.run.checkpoints.folder) {
    options_.run.checkpoints.folder = kAutomaticFolder;
  }
  connect(&client_, &EngineClient::helloArrived, this, &HeadlessRun::start);
  connect(&client_, &EngineClient::died, this, [this](const QString& what) {
    take();  // its last events belong to the run, which may have ended before the engine
    fail(what.toStdString());
  });
  client_.setWakeup(
      [this] { QMetaObject::invokeMethod(this, &HeadlessRun::take, Qt::QueuedConnection); });
}

int HeadlessRun::execute() {
  QSocketNotifier signal_news(interruption_.fd(), QSocketNotifier::Read);
  connect(&signal_news, &QSocketNotifier::activated, this, [this] {
    interruption_.wait();
    stop();
  });
  client_.launch();
  const int code = QCoreApplication::exec();
  client_.setWakeup({});
  client_.shutdown();
  return code;
}

void HeadlessRun::stop() {
  if (stopping_) return;
  stopping_ = true;
  if (record_.state != RunState::kRunning && record_.state != RunState::kPaused) {
    return end(exitCodeOfSignal(interruption_.signal()), "interrupted before the run began");
  }
  client_.post(command::Stop{});
  silence_.setSingleShot(true);
  connect(&silence_, &QTimer::timeout, this,
          [this] { end(kExitFailure, "the engine did not respond to the request to stop"); });
  silence_.start(kBeforeLeaving);
}

void HeadlessRun::fail(const std::string& why) {
  if (ended_) return;
  const bool begun = !record_.facts.engine.empty();
  if (begun && record_.state != RunState::kFinished && record_.state != RunState::kFailed) {
    const event::StateChanged failed{RunState::kFailed, record_.step, why};
    record_.apply(failed);
    if (witness_) witness_(failed);
  }
  end(kExitFailure, why);
}

void HeadlessRun::end(int code, const std::string& words) {
  if (ended_) return;
  ended_ = true;
  if (!words.empty()) std::cerr << "emascope: " << words << '\n';
  QCoreApplication::exit(code);
}

void HeadlessRun::start() {
  auto config = resolve(options_.run, client_.hello().catalog);
  if (!config) return end(kExitUsage, config.error().message());
  // A preset's speed is only for watching.
  if (!options_.run.speed) config.value().speed = 0.0;
  if (const Status status = prepare_(*config); !status) {
    return end(kExitUsage, status.error().message());
  }
  client_.post(command::Start{1, *config});
}

void HeadlessRun::take() {
  if (ended_) return;
  if (silence_.isActive()) silence_.start();
  for (const Event& event : client_.drain()) {
    record_.apply(event);
    if (witness_) witness_(event);
    if (std::holds_alternative<event::Started>(event)) Q_EMIT started();
    const auto* refusal = std::get_if<event::Rejected>(&event);
    if (refusal && refusal->request != 0) return end(kExitUsage, refusal->error.message());
    if (refusal) std::cerr << "emascope: refused: " << refusal->error.message() << '\n';
  }
  Q_EMIT advanced();
  if (record_.state == RunState::kFinished) {
    const int signal = interruption_.signal();
    if (signal == 0 && isCutShort(record_)) {
      return end(kExitFailure, "the engine ended the run after step " +
                                   std::to_string(record_.step) + " of " +
                                   std::to_string(record_.config.steps));
    }
    return end(exitCodeOf(record_, false, signal), "");
  }
  if (record_.state != RunState::kFailed || record_.failures.empty()) return;
  end(exitCodeOf(record_, false), failureText(record_.failures.back()));
}

}  // namespace emascope::ui
