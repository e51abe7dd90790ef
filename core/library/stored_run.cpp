// SPDX-License-Identifier: Apache-2.0
#include "core/library/stored_run.h"

#include "core/library/journal.h"
#include "core/library/run_folder.h"
#include "core/library/run_lock.h"
#include "core/protocol/wire/codec.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>
#include <variant>

namespace emascope {
namespace {

constexpr std::string_view kCheckpointPrefix = "step-";
constexpr std::string_view kCheckpointEnd = ".emascope";

/// Applies the events of a journal. The first is the run's Started, and there is no other.
class Applier {
 public:
  explicit Applier(StoredRun& run) : run_(run) {}

  void take(std::string_view payload) {
    auto message = decodeFromEngine(payload);
    const Event* event = message ? std::get_if<Event>(&*message) : nullptr;
    const bool starts = event != nullptr && std::holds_alternative<event::Started>(*event);
    if (event == nullptr || starts == begun_) {
      ++run_.unknown;
      return;
    }
    if (starts) run_.config = std::get<event::Started>(*event).config;
    begun_ = true;
    run_.record.apply(*event);
  }
  [[nodiscard]] bool begun() const { return begun_; }

 private:
  StoredRun& run_;
  bool begun_ = false;
};

/// Completes a run whose journal was read up to `end`.
Status finishReading(StoredRun& run, const Applier& applier, const Result<JournalEnd>& end,
                     const std::string& source, bool being_written) {
  if (!end) return end.error();
  const std::string said = journalEndText(*end);
  if (!applier.begun()) {
    return Error{source, said.empty() ? "does not say how the run began" : said, ""};
  }
  run.damaged = end->kind == JournalEnd::Kind::kDamaged;
  // A frame that is being written is not complete yet.
  if (run.damaged || !being_written) run.cut_off = said;
  run.state = storedStateOf(run.record, being_written);
  return Ok{};
}

std::vector<std::string> checkpointsIn(const std::string& path) {
  std::vector<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    std::string name = entry->path().filename().string();
    std::error_code ignored;
    if (name.starts_with(kCheckpointPrefix) && name.ends_with(kCheckpointEnd) &&
        entry->is_regular_file(ignored)) {
      names.push_back(std::move(name));
    }
  }
  std::sort(names.begin(), names.end());  // steps have leading zeros
  return names;
}

/// The run has its folder, card and config.
void findCheckpoints(StoredRun& run) {
  run.checkpoint_folder = run.folder + "/" + std::string(kCheckpointFolder);
  run.checkpoints = checkpointsIn(run.checkpoint_folder);
  const std::string& chosen = run.config.checkpoints.folder;
  if (!run.checkpoints.empty() || chosen.empty()) return;
  std::string elsewhere = (std::filesystem::path(run.card.started_in) / chosen).string();
  run.checkpoints = checkpointsIn(elsewhere);
  if (!run.checkpoints.empty()) run.checkpoint_folder = std::move(elsewhere);
}

}  // namespace

StoredState storedStateOf(const RunRecord& record, bool being_written) {
  if (record.state == RunState::kFailed) return StoredState::kFailed;
  if (record.state == RunState::kFinished) {
    const std::string& why = record.state_reason;
    const bool asked = why.empty() || why == kClosedReason || why == kReplacedReason;
    return asked && record.step < record.config.steps ? StoredState::kStopped
                                                      : StoredState::kFinished;
  }
  return being_written ? StoredState::kRunning : StoredState::kInterrupted;
}

bool isBeingWritten(const std::string& folder) {
  return RunLock::isHeld(folder, RunLock::Of::kWriting);
}

Result<StoredRun> runOfJournal(std::string_view bytes, const std::string& source) {
  StoredRun run;
  Applier applier(run);
  const auto end = readJournalBytes(
      bytes, source, [&applier](std::string_view payload) { applier.take(payload); });
  const Status status = finishReading(run, applier, end, source, /*being_written=*/false);
  if (!status) return status.error();
  return run;
}

Status readEvaluations(const std::string& folder,
                       const std::function<Status(const RunRecord&)>& take) {
  StoredRun run;
  Applier applier(run);
  Status status = Ok{};
  const std::string journal = folder + "/" + std::string(kJournalName);
  const auto end = readJournal(journal, [&](std::string_view payload) {
    if (!status) return;
    applier.take(payload);
    status = take(run.record);
    run.record.points.clear();
  });
  if (!status) return status;
  return finishReading(run, applier, end, journal, /*being_written=*/false);
}

Result<StoredRun> readStoredRun(const std::string& folder) {
  StoredRun run;
  run.folder = folder;
  auto card = readCardIn(folder);
  if (!card) return card.error();
  run.card = std::move(card).value();
  const bool being_written = isBeingWritten(folder);  // before reading: it may end meanwhile
  const std::string journal = folder + "/" + std::string(kJournalName);
  Applier applier(run);
  const auto end =
      readJournal(journal, [&applier](std::string_view payload) { applier.take(payload); });
  if (const Status status = finishReading(run, applier, end, journal, being_written); !status) {
    return status.error();
  }
  findCheckpoints(run);
  const std::string thumbnail = folder + "/" + std::string(kThumbnailName);
  std::error_code ignored;
  if (std::filesystem::is_regular_file(thumbnail, ignored)) run.thumbnail = thumbnail;
  return run;
}

}  // namespace emascope
