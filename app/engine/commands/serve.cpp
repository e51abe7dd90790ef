// SPDX-License-Identifier: Apache-2.0
//
// Runs the engine for a window: the protocol over standard input and output.
#include "app/common/exit_code.h"
#include "app/common/interruption.h"
#include "app/common/standard_streams.h"
#include "app/engine/command.h"
#include "app/engine/library_places.h"
#include "app/engine/protocol_output.h"
#include "app/engine/serve_loop.h"
#include "core/library/keeper_thread.h"
#include "core/library/library_news.h"
#include "core/session/checkpoint_places.h"
#include "core/session/engine.h"

#include <chrono>
#include <csignal>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <sys/time.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

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

void tellKept(KeeperThread& keeper) {
  for (const std::string& text : keeper.takeNews()) {
    std::cerr << kLibraryNews << text << std::endl;
  }
}

int serve(const std::string& library, const std::string& checkpoints) {
  if (wasClosedAtStart(STDIN_FILENO)) {
    std::cerr << "emascope-engine: standard input is closed, so no window can send commands; "
                 "'emascope-engine train' runs without a window\n";
    return kExitUsage;
  }
  const Interruption interruption;
  const Hello hello{kProtocolMajor, kProtocolMinor, engineName(), engineCatalog()};
  const auto session = makeEngineSession(library.empty() ? CheckpointPlaces{.root = checkpoints}
                                                         : checkpointsIn(library));
  const ServeEnding ending{interruption.fd(),
                           [&](std::chrono::seconds so_long) {
                             return session->busyFor() >= so_long && session->giveUp();
                           },
                           [&] { return session->gaveUp(); }};
  const auto keeper =
      library.empty()
          ? nullptr
          : std::make_unique<KeeperThread>(KeeperOptions{.library = library, .say_where = true});
  const auto keep = [&keeper](const Event& event) {
    keeper->take(event);
    tellKept(*keeper);
  };
  int code = serveSession(*session, hello, STDIN_FILENO, protocolOutput(), ending,
                          keeper ? EventWitness(keep) : EventWitness());
  if (keeper) {
    constexpr std::chrono::milliseconds kKeeping{500};
    (void)keeper->close(kKeeping);
    tellKept(*keeper);
  }
  if (code == kExitOk && interruption.requested()) code = exitCodeOfSignal(interruption.signal());
  if (session->gaveUp()) _exit(code);
  endWithinPatience(code);
  return code;
}

}  // namespace

void registerCommandServe(CommandRegistry& registry) {
  registry.push_back({"serve", "Run for a window: the protocol on standard input and output",
                      [](CLI::App& app) -> std::function<int()> {
                        const auto library = std::make_shared<std::string>();
                        app.add_option("--library", *library,
                                       "Keep every run in the library in this folder, see runs")
                            ->type_name("DIR");
                        const auto root = std::make_shared<std::string>(defaultCheckpointRoot());
                        app.add_option("--checkpoints", *root,
                                       "Without --library: folder for the checkpoints of runs "
                                       "that leave the choice\n"
                                       "to the engine, each in a folder of its own "
                                       "(emascope/checkpoints in\n"
                                       "XDG_DATA_HOME, or in ~/.local/share)")
                            ->type_name("DIR");
                        return [library, root] { return serve(*library, *root); };
                      }});
}

}  // namespace emascope
