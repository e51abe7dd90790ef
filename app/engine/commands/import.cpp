// SPDX-License-Identifier: Apache-2.0
//
// Reads a run that another tool has logged, and reports what is in it.
#include "app/common/exit_code.h"
#include "app/common/interruption.h"
#include "app/common/run_options_cli.h"
#include "app/common/standard_output.h"
#include "app/engine/command.h"
#include "app/engine/refusal.h"
#include "app/engine/runs/import_words.h"
#include "app/engine/runs/kept_log.h"
#include "core/base/output_plan.h"
#include "core/interchange/follow_log.h"
#include "core/interchange/imported_csv.h"
#include "core/interchange/imported_record.h"
#include "core/interchange/read_log.h"
#include "core/library/library_news.h"
#include "core/library/run_library.h"

#include <chrono>
#include <csignal>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

namespace emascope {
namespace {

struct ImportOptions {
  std::string log = {};
  std::optional<std::string> run = {};
  std::optional<std::string> csv = {};
  KeepOptions keep = {};
  bool as_json = false;
  bool follow = false;
  std::optional<double> quiet = {};  ///< seconds without news after which following ends
};

/// Writes the CSV, if it is asked for; kExitOk, or the exit code after the reason was said.
int writeCsv(const ImportOptions& options, const ImportedRun& run) {
  if (!options.csv) return kExitOk;
  const auto record = importedRecord(run);
  if (!record) return refuse(record.error());
  const Status status = saveRun(writeImportedCsv, *record, *options.csv);
  return status ? kExitOk : refuse(status.error(), kExitFailure);
}

/// Writes and keeps what has been read; kExitOk, or the exit code after the reason was said.
/// `keeper`: null if the log is not kept. `goes_on`: the log may grow, also by its first loss.
int storeLog(const ImportOptions& options, const ImportedRun& run, LogKeeper* keeper,
             bool goes_on) {
  if (goes_on && !hasLoss(run)) return kExitOk;
  if (const int code = writeCsv(options, run); code != kExitOk || keeper == nullptr) return code;
  const Status status = keeper->take(run, goes_on);
  return status ? kExitOk : refuse(status.error());
}

/// The last of a log: keeps it, tells what was read and ends the command.
int endImport(const ImportOptions& options, const ImportedRun& run, LogKeeper* keeper) {
  if (const int code = storeLog(options, run, keeper, /*goes_on=*/false); code != kExitOk) {
    return code;
  }
  const bool kept = keeper == nullptr || keeper->finish();
  const std::string folder = keeper == nullptr ? std::string() : keeper->folder();
  for (const std::string& place : run.damage) {
    std::cerr << "emascope-engine: " << place << "; what follows in that file is not read\n";
  }
  if (!print("emascope-engine", options.as_json ? importJson(run, folder) : importText(run))) {
    return kExitFailure;
  }
  if (!kept) return kExitFailure;
  return run.damage.empty() ? kExitOk : kExitUsage;
}

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kBetweenLooks{500};

/// Whether nothing has come since `last` for as long as --follow-for says.
bool isQuiet(const ImportOptions& options, Clock::time_point last) {
  return options.quiet &&
         std::chrono::duration<double>(Clock::now() - last).count() >= *options.quiet;
}

/// The log, for which it waits if there is none yet. Fails if none has come when a signal or
/// --follow-for ends the wait.
Result<LogFollower> awaitLog(const ImportOptions& options, Interruption& interruption) {
  constexpr int kMostTries = 10;  // at a log that has just appeared, perhaps half-written
  const auto begin = Clock::now();
  int tries = 0;
  for (bool waits = false;; interruption.wait(kBetweenLooks)) {
    auto log = LogFollower::open(options.log, options.run);
    if (log || interruption.requested() || isQuiet(options, begin)) return log;
    tries = isNoLogYet(options.log) ? 0 : tries + 1;
    if (tries > (waits ? kMostTries : 0)) return log;
    if (!std::exchange(waits, true)) {
      std::cerr << "emascope-engine: " << options.log << ": waiting for a log" << std::endl;
    }
  }
}

void sayProgress(const ImportedRun& run) {
  std::cerr << "step " << lastStepOf(run) << ": " << pointsOf(run) << " points" << std::endl;
}

/// Reads on until a signal, or until nothing has come for some time.
int followLog(const ImportOptions& options, LogKeeper* keeper) {
  Interruption interruption;
  auto log = awaitLog(options, interruption);
  if (!log && interruption.requested() && isNoLogYet(options.log)) {
    std::cerr << "emascope-engine: " << options.log << ": no log has come" << std::endl;
    return kExitOk;
  }
  if (!log) return refuse(log.error());
  sayProgress(log->run());
  if (const int code = storeLog(options, log->run(), keeper, true); code != kExitOk) return code;
  for (auto last = Clock::now(); !interruption.requested();) {
    interruption.wait(kBetweenLooks);
    if (keeper != nullptr) keeper->tick();
    const auto more = log.value().readMore();
    if (!more) return refuse(more.error());
    if (*more) {
      last = Clock::now();
      const int code = storeLog(options, log->run(), keeper, /*goes_on=*/true);
      if (code != kExitOk) return code;
      sayProgress(log->run());
    } else if (isQuiet(options, last)) {
      break;
    }
  }
  log.value().readRest();
  if (log->trouble()) {
    std::cerr << "emascope-engine: the end of the log is not read: " << log->trouble()->message()
              << '\n';
  }
  if (log->run().series.empty()) return refuse({options.log, "has no scalars", ""});
  const int code = endImport(options, log->run(), keeper);
  return code == kExitOk && log->trouble() ? kExitUsage : code;
}

/// Null if the log is not to be kept.
Result<std::unique_ptr<LogKeeper>> keeperOf(const ImportOptions& options) {
  if (!options.keep.keep && !options.keep.library) return std::unique_ptr<LogKeeper>();
  const std::string library = options.keep.library ? *options.keep.library : defaultLibrary();
  if (library.empty()) {
    return Error{"--keep", "there is no home folder for the library", "with --library DIR"};
  }
  const bool as_json = options.as_json;  // which says where the run is
  return std::make_unique<LogKeeper>(library, options.log, [as_json](const std::string& text) {
    if (as_json && text.starts_with(kKeptIn)) return;
    std::cerr << "emascope-engine: " << text << std::endl;
  });
}

int importLog(const ImportOptions& options) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write()
  OutputPlan plan;
  plan.reads("LOG", options.log);
  if (options.csv) plan.writes("--csv", *options.csv);
  if (const Status status = plan.check(); !status) return refuse(status.error());
  if (options.quiet && !options.follow) {
    return refuse({"--follow-for", "belongs to --follow", "with --follow"});
  }
  if (options.quiet && !(*options.quiet > 0.0)) {
    return refuse({"--follow-for", "is not a time", "seconds, above 0"});
  }
  const auto keeper = keeperOf(options);
  if (!keeper) return refuse(keeper.error());
  if (options.follow) return followLog(options, keeper->get());
  const auto run = readLog(options.log, options.run);
  if (!run && options.as_json && !options.run) {
    const auto names = severalRunsOf(options.log);
    if (!names.empty()) static_cast<void>(print("emascope-engine", severalRunsJson(names)));
  }
  if (!run) return refuse(run.error());
  return endImport(options, *run, keeper->get());
}

}  // namespace

void registerCommandImport(CommandRegistry& registry) {
  registry.push_back(
      {"import", "Read a log of another tool and compare its raw and averaged values",
       [](CLI::App& app) -> std::function<int()> {
         const auto options = std::make_shared<ImportOptions>();
         app.add_option("LOG", options->log,
                        "File or folder: TensorBoard event files, a Trackio database,\n"
                        "metrics.csv or trainer_state.json")
             ->required();
         app.add_option_function<std::string>(
                "--run", [options](const std::string& name) { options->run = name; },
                "For a database of several runs: the run to read")
             ->type_name("NAME");
         addOutputFile(
             app, "--csv", [options](std::string file) { options->csv = std::move(file); },
             "Write the loss, raw and averaged, as the CSV of a run");
         app.add_flag("--json", options->as_json, "Print JSON");
         app.add_flag(
             "--follow", options->follow,
             "Continue reading a growing log, and keep the CSV and the kept run up to date,\n"
             "until SIGINT; then print. Waits for a log that is not there yet");
         app.add_option_function<double>(
                "--follow-for", [options](const double& seconds) { options->quiet = seconds; },
                "With --follow: end when the log has not grown for this long")
             ->type_name("SECONDS");
         addKeepOptions(app, options->keep);
         return [options] { return importLog(*options); };
       },
       /*cuda=*/false});
}

}  // namespace emascope
