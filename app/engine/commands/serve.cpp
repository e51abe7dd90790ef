// SPDX-License-Identifier: Apache-2.0
//
// Runs the engine for a window: the protocol over standard input and output.
#include "app/common/exit_code.h"
#include "app/common/interruption.h"
#include "app/common/standard_streams.h"
#include "app/engine/command.h"
#include "app/engine/runs/library_places.h"
#include "app/engine/serve/protocol_output.h"
#include "app/engine/serve/serve_loop.h"
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

struct ServeOptions {
  std::string library = {};      ///< that keeps the runs; empty: they are not kept here
  std::string checkpoints = {};  ///< folder for a folder of each run
  std::string kept_in = {};      ///< the library in which the window keeps the runs; empty: none
};

CheckpointPlaces placesOf(const ServeOptions& options) {
  if (!options.library.empty()) return checkpointsIn(options.library);
  if (!options.kept_in.empty()) return checkpointsIn(options.kept_in);
  return {.root = options.checkpoints};
}

int serve(const ServeOptions& options) {
  if (wasClosedAtStart(STDIN_FILENO)) {
    std::cerr << "emascope-engine: standard input is closed, so no window can send commands; "
                 "'emascope-engine train' runs without a window\n";
    return kExitUsage;
  }
  const Interruption interruption;
  const Hello hello{kProtocolMajor, kProtocolMinor, engineName(), engineCatalog()};
  const auto session = makeEngineSession(placesOf(options));
  const ServeEnding ending{interruption.fd(),
                           [&](std::chrono::seconds so_long) {
                             return session->busyFor() >= so_long && session->giveUp();
                           },
                           [&] { return session->gaveUp(); }};
  const auto keeper = options.library.empty() ? nullptr
                                              : std::make_unique<KeeperThread>(KeeperOptions{
                                                    .library = options.library, .say_where = true});
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
                        const auto options = std::make_shared<ServeOptions>();
                        options->checkpoints = defaultCheckpointRoot();
                        app.add_option("--library", options->library,
                                       "Keep every run in the library in this folder, see runs")
                            ->type_name("DIR");
                        app.add_option("--checkpoints", options->checkpoints,
                                       "Without --library: folder for the checkpoints of runs "
                                       "that leave the choice\n"
                                       "to the engine, each in a folder of its own "
                                       "(emascope/checkpoints in\n"
                                       "XDG_DATA_HOME, or in ~/.local/share)")
                            ->type_name("DIR");
                        app.add_option("--checkpoints-in-library", options->kept_in,
                                       "In place of --checkpoints: the library in which the "
                                       "window keeps the runs;\n"
                                       "checkpoints are written into their folders")
                            ->type_name("DIR");
                        return [options] { return serve(*options); };
                      }});
}

}  // namespace emascope
