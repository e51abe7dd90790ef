// SPDX-License-Identifier: Apache-2.0
//
// A run without a window: writes rows to the files as they come, progress to standard error, and a
// table to standard output at the end.
#include "app/common/exit_code.h"
#include "app/common/interruption.h"
#include "app/common/kept_run.h"
#include "app/common/progress_line.h"
#include "app/common/run_options_cli.h"
#include "app/common/run_words.h"
#include "app/common/standard_output.h"
#include "app/common/weights_tables.h"
#include "app/engine/command.h"
#include "app/engine/old_names.h"
#include "app/engine/refusal.h"
#include "app/engine/runs/library_places.h"
#include "app/engine/runs/run_exports.h"
#include "app/engine/runs/seed_runs.h"
#include "core/library/keeper_thread.h"
#include "core/library/run_library.h"
#include "core/library/stored_run.h"
#include "core/protocol/record/evaluation_watch.h"
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

/// Where a run is kept.
struct Kept {
  std::unique_ptr<KeeperThread> keeper = {};  ///< null: nowhere
  std::string library = {};                   ///< folder of the library
  CheckpointPlaces checkpoints = {};

  /// A kept run has its checkpoints in its folder, unless they are to be elsewhere.
  void chooseCheckpoints(RunOptions& options) const {
    if (keeper && !options.checkpoints.folder) options.checkpoints.folder = kAutomaticFolder;
  }
};

class Training {
 public:
  /// `kept`: nowhere, if the run is not kept.
  Training(RunWriter writer, RunExports exports, bool table, Interruption& interruption,
           const Kept& kept)
      : writer_(std::move(writer)),
        exports_(std::move(exports)),
        table_(table),
        interruption_(interruption),
        keeper_(kept.keeper.get()),
        library_(kept.library),
        places_(kept.checkpoints) {}

  /// The run so far; empty before it has begun.
  [[nodiscard]] const RunRecord& record() const { return record_; }
  /// The signal that asked for an early end; 0 if none did.
  [[nodiscard]] int signal() const { return signal_; }
  /// True if a thread that does not end was abandoned: the process must end by _exit().
  [[nodiscard]] bool leavesThread() const { return leaves_thread_; }

  int run(const RunConfig& config) {
    if (!config.resume_from.empty()) origin_ = originOf(config.resume_from);
    const auto session = makeEngineSession(places_);
    session->setWakeup([this] { interruption_.wake(); });
    writer_.setWakeup([this] { interruption_.wake(); });
    for (const SaveSpec& save : config.saves) writer_.watch(save.path);
    writer_.readThinnedFrom([this](const auto& to) { return readKept(to); });
    session->post(command::Start{1, config});
    while (!ended() && (begun() || !session->gaveUp())) {
      interruption_.wait(leaving_since_ ? kGlance : kAnyTime);
      if (interruption_.requested()) leave(*session);
      for (const Event& event : session->drain()) take(event);
      write();
      std::cerr << progress_.update(record_, Clock::now()) << std::flush;
    }
    session->setWakeup({});
    writer_.setWakeup({});
    std::cerr << progress_.clear();
    signal_ = interruption_.signal();
    leaves_thread_ = session->gaveUp();
    if (refused_) return refuse(*refused_);
    if (begun()) return finish();
    say("interrupted before the run began");
    return exitCodeOfSignal(signal_);
  }

 private:
  using Clock = std::chrono::steady_clock;

  static constexpr std::chrono::milliseconds kAnyTime{-1};
  static constexpr std::chrono::milliseconds kGlance{100};
  /// Time that a step or an evaluation may still take after a signal.
  static constexpr std::chrono::seconds kPatience{4};

  [[nodiscard]] bool begun() const { return !record_.facts.engine.empty(); }
  [[nodiscard]] bool ended() const {
    return refused_ || record_.state == RunState::kFinished || record_.state == RunState::kFailed;
  }

  /// A signal asks to end the run, if necessary without the current step.
  void leave(WatchedSession& session) {
    const auto now = Clock::now();
    if (!leaving_since_) {
      leaving_since_ = now;
      session.post(command::Stop{});
    }
    const auto waited = now - *leaving_since_;
    const bool in_vain = session.busyFor() >= kPatience && waited >= kPatience;
    if (!(begun() ? in_vain : waited >= kGlance)) return;
    if (session.giveUp() && begun()) {
      say("the current step does not end and is abandoned; the weights are those before it");
    }
  }

  void say(const std::string& sentence) { std::cerr << progress_.clear() << sentence << std::endl; }

  void take(const Event& event) {
    record_.apply(event);
    if (keeper_ != nullptr) keeper_->take(event);
    if (const auto* started = std::get_if<event::Started>(&event)) {
      say(runTitle(*started));
      if (!origin_.empty()) say(goesOnText(record_.from_step, origin_, library_));
      std::cerr << noteLines(started->facts) << std::flush;
      writer_.begin(record_);
    }
    const auto* refusal = std::get_if<event::Rejected>(&event);
    if (refusal && refusal->request != 0) refused_ = refusal->error;
    if (refused_) return;
    if (const auto warning = watch_.look(record_)) say(*warning);
    if (isEarlier(event)) return;
    if (const auto line = eventLine(event, record_.facts.model.metric)) tell(event, *line);
  }

  /// Whether the event is one of the steps before the checkpoint that the run goes on from.
  [[nodiscard]] bool isEarlier(const Event& event) const {
    const auto* applied = std::get_if<event::Applied>(&event);
    const auto* changed = std::get_if<event::TracksChanged>(&event);
    const auto* skipped = std::get_if<event::SkippedStep>(&event);
    return (applied != nullptr && applied->step <= record_.from_step) ||
           (changed != nullptr && changed->step <= record_.from_step) ||
           (skipped != nullptr && skipped->step <= record_.from_step);
  }

  /// A run may skip or change any number of steps; the files list them all.
  void tell(const Event& event, const std::string& line) {
    constexpr int kMostTold = 50;
    if (std::holds_alternative<event::Failed>(event) || ++told_ <= kMostTold) say(line);
    if (told_ == kMostTold) say("further changes and skipped steps are not listed here");
  }

  /// Writes new rows to the files, and messages about the files to the user.
  void write() {
    writer_.append(record_);
    thin();
    tellNews();
  }

  /// Keeps a long run from growing in memory, if all that is still to be written can do without its
  /// old evaluations.
  void thin() {
    const bool has_all = keeper_ == nullptr || exports_.html || exports_.tensorboard;
    if (has_all || writer_.needsAll(record_)) return;
    if (!record_.thin(keeper_->evaluationsOnDisk()) || std::exchange(thinned_, true)) return;
    say("the evaluations before step " + std::to_string(record_.points[record_.past.left].step) +
        " are on the disk, and only some of them stay in memory; later ones follow");
  }

  /// Passes the evaluations of the present run, which is kept, to `take`.
  Status readKept(const std::function<Status(const RunRecord&)>& take) const {
    const std::string folder = keeper_ == nullptr ? std::string() : keeper_->folder();
    if (!folder.empty()) return readEvaluations(folder, take);
    return Error{"the library", "no longer has the run, with rows that are to be written", ""};
  }

  void tellNews() {
    for (const OutputNews& news : writer_.takeNews()) {
      say((news.trouble ? "emascope-engine: " : "") + news.text);
    }
    if (keeper_ == nullptr) return;
    for (const std::string& text : keeper_->takeNews()) say("emascope-engine: " + text);
  }

  int finish() {
    if (signal_ != 0 && isCutShort(record_)) {
      say("stopped at step " + std::to_string(record_.step) + " of " +
          std::to_string(record_.config.steps));
    } else if (record_.state == RunState::kFinished && !record_.state_reason.empty()) {
      say("ended at step " + std::to_string(record_.step) + ": " + record_.state_reason);
    }
    writer_.finish(record_);
    tellNews();
    const std::vector<std::string> troubles = saveExports(exports_, record_);
    for (const std::string& trouble : troubles) say("emascope-engine: " + trouble);
    const bool told =
        !table_ || print("emascope-engine", finalTable(record_) + weightsTables(record_));
    const bool unsaved = record_.saves.size() < record_.config.saves.size();
    const bool failed = writer_.failed() || !troubles.empty() || unsaved || !told;
    return exitCodeOf(record_, failed, signal_);
  }

  RunWriter writer_;
  RunExports exports_;
  bool table_;
  Interruption& interruption_;
  KeeperThread* keeper_;
  std::string library_;
  CheckpointPlaces places_;
  std::optional<Clock::time_point> leaving_since_;
  bool leaves_thread_ = false;
  int signal_ = 0;
  ProgressLine progress_ = ProgressLine::onStderr();
  RunRecord record_;
  EvaluationWatch watch_;
  std::optional<Error> refused_;
  int told_ = 0;
  bool thinned_ = false;  ///< which was said
  std::string origin_;    ///< what the run goes on from; empty if it begins anew
};

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
int trainSeeds(TrainOptions options, Interruption& interruption, const Kept& kept,
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
  kept.chooseCheckpoints(options.run);
  std::vector<RunRecord> runs;
  int code = kExitOk;
  for (const std::uint64_t seed : *seeds) {
    options.run.seed = std::to_string(seed);
    const auto config = resolve(options.run, engineCatalog());
    if (!config) return refuse(config.error());
    const OutputOptions output = outputsOfSeed(options.output, seed);
    auto writer = RunWriter::open(output.csv, output.json);
    if (!writer) return refuse(writer.error());
    Training training(std::move(writer).value(), exportsOfSeed(options.exports, seed),
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

int trainOnce(const TrainOptions& options, Interruption& interruption, const Kept& kept,
              bool& leaves_thread) {
  RunOptions run = options.run;
  kept.chooseCheckpoints(run);
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
  Training training(std::move(writer).value(), options.exports, /*table=*/true, interruption, kept);
  const int code = training.run(*config);
  leaves_thread = training.leavesThread();
  return code;
}

Result<Kept> keptBy(const KeepOptions& options) {
  if (!options.keep && !options.library) return Kept{};
  const std::string library = options.library ? *options.library : defaultLibrary();
  if (library.empty()) {
    return Error{"--keep", "there is no home folder for the library", "with --library DIR"};
  }
  return Kept{.keeper = std::make_unique<KeeperThread>(
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
