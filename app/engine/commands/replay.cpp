// SPDX-License-Identifier: Apache-2.0
//
// Makes a kept run again and says whether every evaluation is the same.
#include "core/library/replay.h"

#include "app/common/exit_code.h"
#include "app/common/interruption.h"
#include "app/common/kept_run.h"
#include "app/common/standard_output.h"
#include "app/engine/command.h"
#include "app/engine/refusal.h"
#include "app/engine/runs/quiet_run.h"
#include "core/library/stored_run.h"
#include "core/models/user_task/task_files.h"

#include <csignal>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include <CLI/CLI.hpp>

namespace emascope {
namespace {

struct ReplayOptions {
  std::string run = {};
  std::string library = {};
};

/// Names of files in the settings of a run by an earlier version may be relative to the folder in
/// which it was started.
void enterFolderOf(const StoredRun& run) {
  const UserTaskOptions& task = run.config.user_task;
  if (run.card.started_in.empty() || withAbsoluteFiles(task) == task) return;
  std::error_code error;
  std::filesystem::current_path(run.card.started_in, error);
  if (!error) return;
  std::cerr << "emascope-engine: the names of its files are relative to " << run.card.started_in
            << ", in which the run was started and which cannot be entered: " << error.message()
            << '\n';
}

void tellDataChanges(const std::vector<std::string>& changes) {
  for (const std::string& change : changes) std::cerr << "note: the data: " << change << '\n';
}

/// Why the run cannot be made again, after what has changed in its files.
int refuseRun(const RunRecord& kept, const Error& error) {
  const auto now = inputFilesOf(kept.config.user_task);
  for (const InputChange& change : changedInputs(kept.facts.model.files, now)) {
    tellDataChanges({change.text});
  }
  return refuse(error);
}

void tellOtherFacts(const RunFacts& kept, const RunFacts& again) {
  const auto tell = [](const char* what, const std::string& was, const std::string& is) {
    if (was != is) std::cerr << "note: " << what << " was " << was << " and is " << is << '\n';
  };
  tell("the engine", kept.engine, again.engine);
  tell("the device", kept.device_name, again.device_name);
  tell("the number of threads", std::to_string(kept.threads), std::to_string(again.threads));
}

int replay(const ReplayOptions& options) {
  std::signal(SIGPIPE, SIG_IGN);
  const auto place = placeOfRun(options.run, options.library);
  if (!place) return refuse(place.error());
  const auto kept = readStoredRun(place->folder);
  if (!kept) return refuse(kept.error());
  if (!kept->cut_off.empty()) std::cerr << "note: " << kept->cut_off << '\n';
  const auto config = configOfReplay(kept->record);
  if (!config) return refuse(config.error());
  enterFolderOf(*kept);
  Interruption interruption;
  const QuietRun again = runQuietly(*config, interruption);
  if (again.refused) return refuseRun(kept->record, *again.refused);
  if (!again.record.facts.engine.empty()) {
    tellDataChanges(dataChanges(kept->record.facts.model, again.record.facts.model));
  }
  tellOtherFacts(kept->record.facts, again.record.facts);
  if (interruption.requested()) {
    std::cerr << "emascope-engine: interrupted before the end\n";
    return exitCodeOfSignal(interruption.signal());
  }
  const ReplayResult result = compareReplay(kept->record, again.record);
  const bool told = print("emascope-engine", replayText(result) + "\n");
  return result.difference || !told ? kExitFailure : kExitOk;
}

}  // namespace

void registerCommandReplay(CommandRegistry& registry) {
  registry.push_back({"replay", "Make a kept run again, and compare its evaluations bit for bit",
                      [](CLI::App& app) -> std::function<int()> {
                        const auto options = std::make_shared<ReplayOptions>();
                        app.add_option("run", options->run,
                                       "The run: its folder, its id, or a unique beginning of one")
                            ->required();
                        app.add_option("--library", options->library,
                                       "Folder of the library, instead of $XDG_DATA_HOME/emascope")
                            ->type_name("DIR");
                        return [options] { return replay(*options); };
                      }});
}

}  // namespace emascope
