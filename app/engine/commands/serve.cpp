// SPDX-License-Identifier: Apache-2.0
//
// Runs the engine for a window: the protocol over standard input and output.
#include "app/common/exit_code.h"
#include "app/common/interruption.h"
#include "app/common/standard_streams.h"
#include "app/engine/command.h"
#include "app/engine/protocol_output.h"
#include "app/engine/serve_loop.h"
#include "core/session/engine.h"

#include <chrono>
#include <csignal>
#include <iostream>
#include <sys/time.h>
#include <unistd.h>

namespace emascope {
namespace {

/// The window waits one second for its engine to end. The current step or evaluation may take
/// longer, and its result is no longer needed.
void endWithinPatience(int exit_code) {
  static volatile std::sig_atomic_t code = kExitOk;
  code = exit_code;
  std::signal(SIGALRM, [](int) { _exit(code); });
  constexpr itimerval kPatience = {.it_interval = {}, .it_value = {.tv_sec = 0, .tv_usec = 400000}};
  setitimer(ITIMER_REAL, &kPatience, nullptr);
}

int serve() {
  if (wasClosedAtStart(STDIN_FILENO)) {
    std::cerr << "emascope-engine: standard input is closed, so no window can send commands; "
                 "'emascope-engine train' runs without a window\n";
    return kExitUsage;
  }
  const Interruption interruption;
  const Hello hello{kProtocolMajor, kProtocolMinor, engineName(), engineCatalog()};
  const auto session = makeEngineSession();
  const ServeEnding ending{interruption.fd(),
                           [&](std::chrono::seconds so_long) {
                             return session->busyFor() >= so_long && session->giveUp();
                           },
                           [&] { return session->gaveUp(); }};
  int code = serveSession(*session, hello, STDIN_FILENO, protocolOutput(), ending);
  if (code == kExitOk && interruption.requested()) code = exitCodeOfSignal(interruption.signal());
  if (session->gaveUp()) _exit(code);
  endWithinPatience(code);
  return code;
}

}  // namespace

void registerCommandServe(CommandRegistry& registry) {
  registry.push_back({"serve", "Run for a window: the protocol on standard input and output",
                      [](CLI::App&) { return std::function<int()>(serve); }});
}

}  // namespace emascope
