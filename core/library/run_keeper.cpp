// SPDX-License-Identifier: Apache-2.0
#include "core/library/run_keeper.h"

#include "core/base/output_file.h"
#include "core/base/short_text.h"
#include "core/base/utf8.h"
#include "core/library/journal.h"
#include "core/library/library_news.h"
#include "core/library/stored_run.h"
#include "core/library/thumbnail.h"
#include "core/protocol/options/run_options.h"
#include "core/protocol/spec/demo_names.h"
#include "core/protocol/wire/codec.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <system_error>
#include <utility>
#include <variant>

namespace emascope {
namespace {

/// Evaluations in the journal that may wait for a sync: memory is freed of those that are on disk.
constexpr std::size_t kMostUnsynced = 4096;
/// Bytes that may wait for a disk without room.
constexpr std::size_t kMostWaiting = std::size_t{64} << 20U;
/// Of the task of a run that was read from another tool's log.
constexpr const char* kLogEnd = " (log)";
constexpr double kAbsent = std::numeric_limits<double>::quiet_NaN();

std::int64_t systemTime() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

std::string asTitle(const std::string& text) {
  return shortText(asOneLine(asUtf8(text)), kLongestTitle - std::string_view("…").size());
}

RunCard cardOf(const event::Started& started, std::int64_t begun, const RunNotes& notes) {
  RunCard card;
  card.begun = std::max<std::int64_t>(begun, 0);
  const std::string& own = started.facts.model.title;
  card.task = started.config.user_task.empty() ? started.config.preset : own;
  // No name of a demo, whatever the log is called.
  const bool logged = started.config.preset.empty() && !own.empty();
  if (logged) card.task = asTitle(own) + kLogEnd;
  card.notes = notes;
  if (notes.title.empty()) card.notes.title = firstTitle(started.config, started.facts);
  card.engine = started.facts.engine;
  card.steps = started.config.steps;
  if (logged) return card;  // no command repeats it
  card.command = shellLine(replayOptions(started.config));
  std::error_code error;
  card.started_in = std::filesystem::current_path(error).string();
  return card;
}

/// Id of the kept run of a checkpoint; empty if it belongs to none. `resumed`: RUN/checkpoints/FILE
/// or RUN/checkpoints, also relative to the working directory.
std::string runOf(const std::string& resumed) {
  if (resumed.empty()) return {};
  std::error_code error;
  std::filesystem::path path = std::filesystem::absolute(resumed, error).lexically_normal();
  for (int levels = 0; levels < 3 && path.has_relative_path(); ++levels) {
    if (isRunFolder(path.string())) {
      const auto card = readCardIn(path.string());
      return card ? card->id : std::string();
    }
    path = path.parent_path();
  }
  return {};
}

StoredState stateAfter(const event::StateChanged& changed, std::int64_t step, std::int64_t steps) {
  RunRecord record;
  record.state = changed.state;
  record.state_reason = changed.why;
  record.step = step;
  record.config.steps = steps;
  return storedStateOf(record, /*being_written=*/true);
}

}  // namespace

struct RunKeeper::Kept {
  explicit Kept(RunFolder made) : folder(std::move(made)) {}

  RunFolder folder;
  RunRow row = {};
  RunState state = RunState::kIdle;
  std::string waiting = {};  ///< frames that are not in the file yet
  bool in_trouble = false;
  bool sync_trouble_said = false;
  bool unsynced = false;
  bool row_is_old = true;
  std::chrono::steady_clock::time_point last_sync = {};
  std::chrono::steady_clock::time_point next_try = {};
  std::optional<event::Progress> progress = {};  ///< not yet in the journal
  std::size_t evaluations = 0;                   ///< taken
  std::size_t written = 0;                       ///< of these
  std::size_t synced = 0;                        ///< of those
  std::vector<std::string> labels = {};          ///< of the current tracks
  BestMean raw = {};
  std::map<std::string, BestMean> tracks = {};  ///< by label, removed ones too

  [[nodiscard]] bool manyUnsynced() const {
    return !sync_trouble_said && written - synced >= kMostUnsynced;
  }
};

std::string firstTitle(const RunConfig& config, const RunFacts& facts) {
  const std::string_view demo =
      config.user_task.empty() ? demoName(config.preset) : std::string_view();
  if (!demo.empty()) return std::string(demo);
  return asTitle(facts.model.title.empty() ? config.preset : facts.model.title);
}

bool belongsToJournal(const Event& event) {
  const auto* refusal = std::get_if<event::Rejected>(&event);
  if (refusal != nullptr) return refusal->request == 0;
  return !std::holds_alternative<event::Progress>(event) &&
         !std::holds_alternative<event::Rendered>(event) &&
         !std::holds_alternative<event::SamplesCompared>(event) &&
         !std::holds_alternative<event::DistancesMeasured>(event) &&
         !std::holds_alternative<event::SamplesShown>(event);
}

RunKeeper::RunKeeper(KeeperOptions options, std::function<void(const std::string&)> say)
    : options_(std::move(options)), say_(std::move(say)) {
  if (!options_.wall_clock) options_.wall_clock = systemTime;
}

RunKeeper::~RunKeeper() = default;

std::string RunKeeper::folder() const { return kept_ ? kept_->folder.path() : std::string(); }

std::size_t RunKeeper::evaluationsOnDisk() const { return kept_ ? kept_->synced : 0; }

void RunKeeper::take(const Event& event) {
  if (const auto* started = std::get_if<event::Started>(&event)) {
    end(kReplacedReason);
    return begin(*started);
  }
  if (!kept_) return;
  if (const auto* progress = std::get_if<event::Progress>(&event)) {
    kept_->progress = *progress;
    kept_->row.step = std::max(kept_->row.step, progress->step);
    return;
  }
  if (!belongsToJournal(event)) return;
  kept_->waiting += journalFrames(encode(event));
  const StoredState before = kept_->row.state;
  const std::int64_t steps = kept_->row.steps;
  note(event);
  write(/*now=*/false);
  if (kept_ && kept_->manyUnsynced()) syncJournal();
  if (!kept_ || (kept_->row.state == before && kept_->row.steps == steps)) return;
  sync();
  enter(/*card_too=*/true);
  if (kept_ && kept_->row.state != StoredState::kRunning) draw();
}

void RunKeeper::draw() const {
  const std::string path = kept_->folder.path();
  const auto picture = thumbnailOf(path);
  if (!picture || picture->empty()) return;
  (void)replaceFile(path + "/" + std::string(kThumbnailName), *picture);
}

void RunKeeper::begin(const event::Started& started) {
  if (options_.library.empty()) {
    return trouble("the run is not kept: there is no home folder for the library");
  }
  RunCard card = cardOf(started, options_.wall_clock(), options_.notes);
  card.id = newRunId(options_.library, started.config.checkpoints.folder);
  card.parent = runOf(started.config.resume_from);
  if (!card.parent.empty()) card.parent_step = started.from_step;
  auto made = RunFolder::create(options_.library, card, started.config, encode(started));
  if (!made) return trouble("the run is not kept: " + made.error().message());
  kept_ = std::make_unique<Kept>(std::move(made).value());
  kept_->last_sync = options_.clock();
  RunRow& row = kept_->row;
  row.id = card.id;
  row.task = card.task;
  row.notes = card.notes;
  row.state = StoredState::kRunning;
  row.begun = card.begun;
  row.steps = card.steps;
  row.parent = card.parent;
  row.parent_step = card.parent_step;
  noteTracks(started.config.tracks);
  enter(/*card_too=*/false);
  keepWithinQuota();
  if (options_.say_where) say_(std::string(kKeptIn) + folder());
}

void RunKeeper::noteTracks(const std::vector<TrackSpec>& tracks) {
  kept_->labels.clear();
  for (const TrackSpec& track : tracks) kept_->labels.push_back(track.label);
}

void RunKeeper::notePoint(const EvalPoint& point) {
  ++kept_->evaluations;
  kept_->row.step = std::max(kept_->row.step, point.step);
  kept_->raw.add(point.raw.loss, point.step);
  std::map<std::string, double> losses;
  for (std::size_t k = 0; k < std::min(point.tracks.size(), kept_->labels.size()); ++k) {
    losses[kept_->labels[k]] = point.tracks[k].val.loss;
    kept_->tracks.try_emplace(kept_->labels[k]);
  }
  for (auto& [label, best] : kept_->tracks) {
    const auto loss = losses.find(label);
    best.add(loss == losses.end() ? kAbsent : loss->second, point.step);
  }
}

void RunKeeper::note(const Event& event) {
  Kept& kept = *kept_;
  kept.row_is_old = true;
  if (const auto* evaluated = std::get_if<event::Evaluated>(&event)) {
    for (const EvalPoint& point : evaluated->points) notePoint(point);
  } else if (const auto* changed = std::get_if<event::TracksChanged>(&event)) {
    noteTracks(changed->tracks);
  } else if (const auto* extended = std::get_if<event::Extended>(&event)) {
    kept.row.steps = extended->steps;
  } else if (const auto* state = std::get_if<event::StateChanged>(&event)) {
    kept.row.step = std::max(kept.row.step, state->step);
    kept.state = state->state;
    kept.row.state = stateAfter(*state, kept.row.step, kept.row.steps);
  }
}

void RunKeeper::write(bool now) {
  Kept& kept = *kept_;
  if (kept.waiting.empty() || (kept.in_trouble && !now && options_.clock() < kept.next_try)) return;
  if (const Status status = kept.folder.journal().appendFrames(kept.waiting); !status) {
    if (!std::exchange(kept.in_trouble, true)) {
      trouble("the run goes on, and is kept once there is room: " + status.error().message());
    }
    kept.next_try = options_.clock() + kJournalSyncEvery;
    if (kept.waiting.size() > kMostWaiting) lose("the rest of the run is not kept");
    return;
  }
  kept.waiting.clear();
  kept.waiting.shrink_to_fit();
  kept.unsynced = true;
  kept.written = kept.evaluations;
  if (std::exchange(kept.in_trouble, false)) say_("the run is kept again");
}

void RunKeeper::lose(const std::string& why) {
  trouble(why);
  kept_.reset();
}

void RunKeeper::trouble(const std::string& what) {
  failed_ = true;
  say_(what);
}

void RunKeeper::tick() {
  if (!kept_ || options_.clock() - kept_->last_sync < kJournalSyncEvery) return;
  if (kept_->progress && kept_->state == RunState::kRunning) {
    kept_->waiting += journalFrames(encode(*std::exchange(kept_->progress, std::nullopt)));
    kept_->row_is_old = true;
  }
  sync();
  if (kept_ && kept_->row_is_old) enter(/*card_too=*/false);
}

void RunKeeper::sync() {
  write(/*now=*/true);
  if (!kept_) return;
  Kept& kept = *kept_;
  kept.last_sync = options_.clock();
  if (kept.folder.path().empty() || !kept.folder.journal().exists()) {
    return lose("the run goes on, but its folder was deleted and it is no longer kept");
  }
  syncJournal();
}

void RunKeeper::syncJournal() {
  Kept& kept = *kept_;
  if (!std::exchange(kept.unsynced, false)) return;
  const Status status = kept.folder.journal().sync();
  if (!status && !std::exchange(kept.sync_trouble_said, true)) {
    trouble("the run goes on, but may not be kept: " + status.error().message());
  }
  if (!kept.sync_trouble_said) kept.synced = kept.written;
}

void RunKeeper::enter(bool card_too) {
  if (!kept_) return;
  RunRow& row = kept_->row;
  const std::string path = kept_->folder.path();
  const auto card = card_too ? changeCard(path,
                                          [&row](RunCard& old) {
                                            old.state = row.state;
                                            old.step = row.step;
                                            old.steps = row.steps;
                                          })
                             : readCardIn(path);
  if (card) row.notes = card->notes;
  if (!card && card_too && !std::exchange(kept_->sync_trouble_said, true)) {
    trouble("the run goes on; " + card.error().message());
  }
  kept_->row_is_old = false;
  const std::filesystem::path folder(path);
  row.folder = folder.filename().string();
  std::error_code error;
  const std::string runs = options_.library + "/" + std::string(kRunsFolder);
  if (!std::filesystem::equivalent(folder.parent_path(), runs, error)) return;  // moved away
  row.best_raw.reset();
  row.best_average.reset();
  if (const auto& best = kept_->raw.best()) row.best_raw = best->loss;
  for (const auto& [label, mean] : kept_->tracks) {
    if (!mean.best() || (row.best_average && *row.best_average <= mean.best()->loss)) continue;
    row.best_average = mean.best()->loss;
    row.best_label = label;
  }
  Status status = Ok{};
  if (!library_) {
    auto opened = RunLibrary::open(options_.library);
    if (opened) {
      library_.emplace(std::move(opened).value());
    } else {
      status = opened.error();
    }
  }
  if (library_) status = library_->enter(row);
  std::vector<std::string> notices =
      library_ ? library_->takeNotices() : std::vector<std::string>();
  for (const std::string& notice : notices) say_(notice);
  // The index follows from the folders, so nothing is lost.
  if (!status && !std::exchange(index_trouble_said_, true)) say_(status.error().message());
}

void RunKeeper::keepWithinQuota() {
  if (!library_ || options_.quota == 0) return;
  const auto plan = library_->planPrune(options_.quota);
  if (!plan || plan->before <= options_.quota) return;  // what cannot be looked at is left alone
  if (!plan->gone.empty()) say_(pruneText(*plan));
  const Status status = library_->prune(*plan);
  if (!status) return trouble(status.error().message());
  if (!plan->gone.empty()) say_(prunedText(*plan));
}

void RunKeeper::end(std::string_view reason) {
  if (!kept_) return;
  if (kept_->state == RunState::kRunning || kept_->state == RunState::kPaused ||
      kept_->state == RunState::kIdle) {
    take(event::StateChanged{RunState::kFinished, kept_->row.step, std::string(reason)});
  }
  if (!kept_) return;
  sync();
  if (kept_ && !kept_->waiting.empty()) trouble("the end of the run is not kept");
  if (kept_ && kept_->row_is_old) enter(/*card_too=*/true);
  kept_.reset();
  keepWithinQuota();
}

void RunKeeper::finish() { end(kClosedReason); }

}  // namespace emascope
