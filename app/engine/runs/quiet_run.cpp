// SPDX-License-Identifier: Apache-2.0
#include "app/engine/runs/quiet_run.h"

#include "app/common/progress_line.h"
#include "core/session/engine.h"

#include <chrono>
#include <iostream>
#include <unistd.h>
#include <variant>

namespace emascope {
namespace {

bool hasEnded(const QuietRun& run) {
  return run.refused || run.record.state == RunState::kFinished ||
         run.record.state == RunState::kFailed;
}

}  // namespace

QuietRun runQuietly(const RunConfig& config, Interruption& interruption) {
  QuietRun run;
  const bool terminal = isatty(STDERR_FILENO) != 0;
  ProgressLine progress(terminal);
  const auto session = makeEngineSession();
  session->setWakeup([&interruption] { interruption.wake(); });
  session->post(command::Start{1, config});
  bool leaving = false;
  while (!hasEnded(run)) {
    interruption.wait();
    if (interruption.requested() && !leaving) {
      if (run.record.facts.engine.empty()) break;  // it has not begun
      session->post(command::Stop{});
      leaving = true;
    }
    for (const Event& event : session->drain()) {
      run.record.apply(event);
      const auto* changed = std::get_if<event::StateChanged>(&event);
      // After a divergence, as the run that is repeated was; nobody else pauses this one.
      if (changed != nullptr && changed->state == RunState::kPaused) {
        session->post(command::Resume{});
      }
      const auto* refusal = std::get_if<event::Rejected>(&event);
      if (refusal != nullptr && refusal->request != 0) run.refused = refusal->error;
    }
    if (terminal)
      std::cerr << progress.update(run.record, std::chrono::steady_clock::now()) << std::flush;
  }
  session->setWakeup({});
  std::cerr << progress.clear() << std::flush;
  return run;
}

}  // namespace emascope
