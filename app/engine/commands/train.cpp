// SPDX-License-Identifier: Apache-2.0
//
// Trains without a window, once or once per seed.
#include "app/common/exit_code.h"
#include "app/common/interruption.h"
#include "app/common/kept_run.h"
#include "app/common/run_options_cli.h"
#include "app/common/standard_output.h"
#include "app/engine/command.h"
#include "app/engine/old_names.h"
#include "app/engine/refusal.h"
#include "app/engine/runs/library_places.h"
#include "app/engine/runs/run_exports.h"
#include "app/engine/runs/seed_runs.h"
#include "app/engine/runs/training_run.h"
#include "core/library/keeper_thread.h"
#include "core/library/run_library.h"
#include "core/protocol/record/run_outputs.h"
#include "core/protocol/record/run_writer.h"
#include "core/session/engine.h"
#include "core/session/resumable_config.h"

#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace emascope {
namespace {

struct TrainOptions {
  RunOptions run = {};
  OutputOptions output = {};
  RunExports exports = {};
  KeepOptions keep = {};
  std::optional<std::string> seeds = {};
};

/// A kept run has its checkpoints in its folder, unless they are to be elsewhere.
void chooseCheckpoints(const RunKeeping& kept, RunOptions& options) {
  if (kept.keeper && !options.checkpoints.folder) options.checkpoints.folder = kAutomaticFolder;
}

OutputPlan filesOf(const RunConfig& config) {
  OutputPlan plan;
  addInputs(plan, config);
  return plan;
}

void addOutputs(OutputPlan& plan, const OutputOptions& output) {
  if (output.csv) plan.writes("--csv", *output.csv);
  if (output.json) plan.writes("--json", *output.json);
}

OutputOptions outputsOfSeed(const OutputOptions& output, std::uint64_t seed) {
  const auto path = [seed](const std::optional<std::string>& file) {
    return file ? std::optional(pathOfSeed(*file, seed)) : std::nullopt;
  };
  return {path(output.csv), path(output.json)};
}

/// Checks the files of all seeds before the first run.
Status checkSeedFiles(const TrainOptions& options, const std::vector<std::uint64_t>& seeds) {
  const auto config = resolve(options.run, engineCatalog());
  if (!config) return config.error();
  OutputPlan files = filesOf(*config);
  for (const std::uint64_t seed : seeds) {
    addOutputs(files, outputsOfSeed(options.output, seed));
    const RunExports exports = exportsOfSeed(options.exports, seed);
    addExports(files, exports);
    if (const Status status = checkExports(exports); !status) return status;
  }
  return files.check();
}

/// One run after the other; the table covers the complete ones.
int trainSeeds(TrainOptions options, Interruption& interruption, const RunKeeping& kept,
               bool& leaves_thread) {
  const auto seeds = readSeeds(*options.seeds);
  if (!seeds) return refuse(seeds.error());
  if (options.run.seed)
    return refuse({"seeds", "cannot be combined with --seed", "one of the two"});
  if (options.run.resume) {
    return refuse({"resume", "cannot be combined with --seeds", "one of the two"});
  }
  if (options.run.checkpoints.folder) {
    return refuse({"checkpoints", "cannot be combined with --seeds", "with --seed"});
  }
  if (!options.run.saves.empty()) {
    return refuse({"save", "cannot be combined with --seeds", "with --seed"});
  }
  if (const Status status = checkSeedFiles(options, *seeds); !status) return refuse(status.error());
  chooseCheckpoints(kept, options.run);
  std::vector<RunRecord> runs;
  int code = kExitOk;
  for (const std::uint64_t seed : *seeds) {
    options.run.seed = std::to_string(seed);
    const auto config = resolve(options.run, engineCatalog());
    if (!config) return refuse(config.error());
    const OutputOptions output = outputsOfSeed(options.output, seed);
    auto writer = RunWriter::open(output.csv, output.json);
    if (!writer) return refuse(writer.error());
    TrainingRun training(std::move(writer).value(), exportsOfSeed(options.exports, seed),
                         /*table=*/false, interruption, kept);
    code = training.run(*config);
    leaves_thread = training.leavesThread();
    if (code == kExitOk && training.signal() != 0 && seed != seeds->back()) {
      code = exitCodeOfSignal(training.signal());  // this run was complete, not all of them
    }
    if (code != kExitOk) break;
    runs.push_back(training.record());
  }
  const bool told = runs.empty() || print("emascope-engine", seedTable(runs));
  return code == kExitOk && !told ? kExitFailure : code;
}

/// Of a run that goes on, the checkpoint has what is not typed.
Result<RunConfig> configOf(RunOptions options, const std::string& library) {
  if (!options.resume || options.resume->empty()) return resolve(options, engineCatalog());
  const auto path = resumedPath(*options.resume, library);
  if (!path) return path.error();
  options.resume = path->path;
  auto base = resumableConfig(*options.resume);
  if (!base) return base.error();
  // What goes on from a kept run is another run.
  if (path->of_kept_run) base.value().checkpoints.folder.clear();
  auto config = resolveOver(options, engineCatalog(), std::move(base).value());
  if (!config) return config;
  if (const Status names = checkOldNames(*config, path->started_in); !names) return names.error();
  return config;
}

int trainOnce(const TrainOptions& options, Interruption& interruption, const RunKeeping& kept,
              bool& leaves_thread) {
  RunOptions run = options.run;
  chooseCheckpoints(kept, run);
  const auto config = configOf(std::move(run), options.keep.library.value_or(""));
  if (!config) return refuse(config.error());
  OutputPlan files = filesOf(*config);
  addSaves(files, *config);
  addOutputs(files, options.output);
  addExports(files, options.exports);
  if (const Status status = files.check(); !status) return refuse(status.error());
  if (const Status status = checkExports(options.exports); !status) return refuse(status.error());
  auto writer = RunWriter::open(options.output.csv, options.output.json);
  if (!writer) return refuse(writer.error());
  TrainingRun training(std::move(writer).value(), options.exports, /*table=*/true, interruption,
                       kept);
  const int code = training.run(*config);
  leaves_thread = training.leavesThread();
  return code;
}

Result<RunKeeping> keptBy(const KeepOptions& options) {
  if (!options.keep && !options.library) return RunKeeping{};
  const std::string library = options.library ? *options.library : defaultLibrary();
  if (library.empty()) {
    return Error{"--keep", "there is no home folder for the library", "with --library DIR"};
  }
  return RunKeeping{.keeper = std::make_unique<KeeperThread>(
                        KeeperOptions{.library = library, .say_where = true}),
                    .library = library,
                    .checkpoints = checkpointsIn(library)};
}

/// False if a part of a run was not kept.
bool closeKeeper(KeeperThread& keeper) {
  constexpr std::chrono::seconds kPatience{10};
  const bool kept = keeper.close(kPatience);
  for (const std::string& text : keeper.takeNews())
    std::cerr << "emascope-engine: " << text << '\n';
  return kept;
}

int train(TrainOptions options) {
  std::signal(SIGPIPE, SIG_IGN);                    // a closed pipe is an error of write()
  if (!options.run.speed) options.run.speed = "0";  // the preset's is for watching
  if (options.run.resume && !options.seeds) keepWhatGoesOn(options.keep, *options.run.resume);
  const auto kept = keptBy(options.keep);
  if (!kept) return refuse(kept.error());
  Interruption interruption;
  bool leaves_thread = false;
  int code = options.seeds ? trainSeeds(std::move(options), interruption, *kept, leaves_thread)
                           : trainOnce(options, interruption, *kept, leaves_thread);
  if (kept->keeper && !closeKeeper(*kept->keeper) && code == kExitOk) code = kExitFailure;
  if (leaves_thread) std::_Exit(code);
  return code;
}

}  // namespace

void registerCommandTrain(CommandRegistry& registry) {
  registry.push_back({"train", "Train a model, average its weights, and write the results",
                      [](CLI::App& app) -> std::function<int()> {
                        const auto options = std::make_shared<TrainOptions>();
                        addRunOptions(app, options->run);
                        addOutputOptions(app, options->output);
                        addExportOptions(app, options->exports);
                        addKeepOptions(app, options->keep);
                        app.add_option_function<std::string>(
                               "--seeds",
                               [options](const std::string& typed) { options->seeds = typed; },
                               "One run per seed, 1..5 or 3,7,9. Files are named -seed-N; the\n"
                               "table at the end shows mean ± standard deviation")
                            ->type_name("LIST")
                            ->group("Run");
                        return [options] { return train(*options); };
                      }});
}

}  // namespace emascope
