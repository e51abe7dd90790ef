// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run that nobody watches: starts the engine, checks what was asked against what it offers, runs
// to the end and says how it went as an exit code. What to do with the events is the caller's.
#pragma once

#include "app/emascope/options.h"
#include "core/protocol/run_record.h"
#include "ui/run/engine_client.h"

#include <functional>
#include <string>

#include <QObject>
#include <QSocketNotifier>

namespace emascope::ui {

class UnseenRun final : public QObject {
  Q_OBJECT
 public:
  /// `prepare` is asked before the run starts, with its configuration; an error ends the program
  /// as wrong input.
  UnseenRun(const WindowOptions& options, std::function<Status(const RunConfig&)> prepare);

  /// Runs the event loop until the run has ended. SIGINT and SIGTERM stop the run cleanly.
  [[nodiscard]] int execute();
  [[nodiscard]] const RunRecord& record() const { return record_; }
  [[nodiscard]] const EngineClient& client() const { return client_; }

 Q_SIGNALS:
  void started();
  void advanced();  ///< record() has changed

 private:
  void start();
  void take();
  void end(int code, const std::string& words);

  WindowOptions options_;
  std::function<Status(const RunConfig&)> prepare_;
  EngineClient client_;
  RunRecord record_;
  bool ended_ = false;
  std::unique_ptr<QSocketNotifier> signals_;
};

}  // namespace emascope::ui
