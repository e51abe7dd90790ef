// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run that nobody watches: starts the engine, checks what was asked against what it offers, runs
// to the end and says how it went as an exit code. What to do with the events is the caller's.
#pragma once

#include "app/common/interruption.h"
#include "app/emascope/options.h"
#include "core/protocol/run_record.h"
#include "ui/run/engine_client.h"

#include <functional>
#include <string>

#include <QObject>
#include <QTimer>

namespace emascope::ui {

class HeadlessRun final : public QObject {
  Q_OBJECT
 public:
  /// `prepare` is asked before the run starts, with its configuration; an error ends the program
  /// as wrong input.
  HeadlessRun(const WindowOptions& options, std::function<Status(const RunConfig&)> prepare);

  /// Runs the event loop until the run has ended. SIGINT, SIGTERM and SIGHUP stop the run cleanly.
  [[nodiscard]] int execute();
  [[nodiscard]] const RunRecord& record() const { return record_; }
  /// The signal that asked for an early end; 0 if none did.
  [[nodiscard]] int signal() const { return interruption_.signal(); }
  [[nodiscard]] const EngineClient& client() const { return client_; }

 Q_SIGNALS:
  void started();
  void advanced();  ///< record() has changed

 private:
  void start();
  void take();
  void end(int code, const std::string& words);
  /// A signal has come.
  void stop();

  WindowOptions options_;
  std::function<Status(const RunConfig&)> prepare_;
  EngineClient client_;
  RunRecord record_;
  bool ended_ = false;
  bool stopping_ = false;
  QTimer silence_;  ///< of an engine that was asked to stop
  Interruption interruption_;
};

}  // namespace emascope::ui
