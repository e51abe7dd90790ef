// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run without a window: starts the engine, checks the options against its catalog, runs to the
// end, and returns an exit code. The caller handles the events.
#pragma once

#include "app/common/interruption.h"
#include "app/emascope/options.h"
#include "core/protocol/record/run_record.h"
#include "ui/run/engine_client.h"

#include <functional>
#include <string>
#include <utility>

#include <QObject>
#include <QTimer>

namespace emascope::ui {

class HeadlessRun final : public QObject {
  Q_OBJECT
 public:
  /// `prepare` is called with the configuration before the run starts; an error ends the program as
  /// invalid input.
  HeadlessRun(const WindowOptions& options, std::function<Status(const RunConfig&)> prepare);

  /// Runs the event loop until the run has ended. SIGINT, SIGTERM and SIGHUP stop the run cleanly.
  [[nodiscard]] int execute();
  [[nodiscard]] const RunRecord& record() const { return record_; }
  /// The signal that requested an early end; 0 for none.
  [[nodiscard]] int signal() const { return interruption_.signal(); }
  [[nodiscard]] const EngineClient& client() const { return client_; }
  /// `witness` gets every event of the engine, in order.
  void setWitness(std::function<void(const Event&)> witness) { witness_ = std::move(witness); }

 Q_SIGNALS:
  void started();
  void advanced();  ///< record() has changed

 private:
  void start();
  void take();
  void end(int code, const std::string& words);
  /// The engine is gone, and with it a run that has not ended.
  void fail(const std::string& why);
  /// Handles a signal.
  void stop();

  WindowOptions options_;
  std::function<Status(const RunConfig&)> prepare_;
  std::function<void(const Event&)> witness_;
  EngineClient client_;
  RunRecord record_;
  bool ended_ = false;
  bool stopping_ = false;
  QTimer silence_;  ///< limits the wait for an engine that was asked to stop
  Interruption interruption_{IgnoredInterrupt::kFromATerminal};
};

}  // namespace emascope::ui
