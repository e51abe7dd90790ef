// SPDX-License-Identifier: Apache-2.0
#include "core/session/run_journal.h"

#include "core/base/positioned_file.h"
#include "core/library/run_folder.h"
#include "core/protocol/wire/codec.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>

namespace emascope {
namespace {

std::optional<Event> journaledEvent(std::string_view payload) {
  auto message = decodeFromEngine(payload);
  auto* event = message ? std::get_if<Event>(&message.value()) : nullptr;
  if (event == nullptr) return std::nullopt;
  return std::move(*event);
}

/// Puts evaluations of a journal before and between the events of a checkpoint, which has all
/// events of the other kinds, in the same order.
class CurveJoiner {
 public:
  CurveJoiner(const Checkpoint& checkpoint, std::vector<Event> own)
      : checkpoint_(checkpoint), own_(std::move(own)) {}

  void take(std::string_view payload) {
    if (over_) return;
    std::optional<Event> event = journaledEvent(payload);
    if (!event) return;
    if (!std::exchange(begun_, true)) {
      const auto* started = std::get_if<event::Started>(&*event);
      of_run_ = started != nullptr &&
                started->config.checkpoints.folder == checkpoint_.config.checkpoints.folder;
      over_ = !of_run_;
    } else if (auto* evaluated = std::get_if<event::Evaluated>(&*event)) {
      takePoints(std::move(*evaluated));
    } else if (isOfCourse(*event)) {
      over_ = next_ == own_.size() || std::holds_alternative<event::Evaluated>(own_[next_]);
      if (!over_) joined_.push_back(std::move(own_[next_++]));
    }
  }
  [[nodiscard]] std::vector<Event> finish() {
    for (; next_ < own_.size(); ++next_) joined_.push_back(std::move(own_[next_]));
    return std::move(joined_);
  }

  [[nodiscard]] bool ofRun() const { return of_run_; }         ///< whether it is the run's journal
  [[nodiscard]] std::int64_t count() const { return count_; }  ///< of its evaluations
  [[nodiscard]] std::int64_t lastStep() const { return last_step_; }  ///< of these; 0: none

 private:
  void takePoints(event::Evaluated evaluated) {
    std::vector<EvalPoint>& points = evaluated.points;
    const auto end = std::ranges::find_if(
        points, [this](const EvalPoint& point) { return point.step >= checkpoint_.curve_from; });
    over_ = end != points.end();
    points.erase(end, points.end());
    if (points.empty()) return;
    count_ += static_cast<std::int64_t>(points.size());
    last_step_ = points.back().step;
    joined_.emplace_back(std::move(evaluated));
  }

  const Checkpoint& checkpoint_;
  std::vector<Event> own_;  ///< of the checkpoint; those before next_ are in joined_
  std::size_t next_ = 0;
  std::vector<Event> joined_ = {};
  bool begun_ = false;
  bool of_run_ = false;
  bool over_ = false;
  std::int64_t count_ = 0;
  std::int64_t last_step_ = 0;
};

/// Why a journal does not have all that it should.
std::string whyIncomplete(const std::string& journal, const Result<JournalEnd>& end, bool of_run) {
  if (journal.empty()) return "the checkpoint is not in the folder of its run";
  if (!end) return end.error().message();
  if (!of_run) return journal + " is not the journal of this run";
  const std::string text = journalEndText(*end);
  return journal + " does not have it" + (text.empty() ? "" : ": " + text);
}

}  // namespace

std::string journalBeside(const std::string& checkpoint_folder) {
  if (checkpoint_folder.empty()) return {};
  std::error_code error;
  std::filesystem::path folder =
      std::filesystem::absolute(checkpoint_folder, error).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();  // a slash at the end
  if (folder.filename() != kCheckpointFolder) return {};
  return (folder.parent_path() / kJournalName).string();
}

std::size_t JournaledEvaluations::count() {
  if (path_.empty()) return count_;
  const auto file = PositionedFile::open(path_, "a journal");
  if (!file || file->size() <= read_) return count_;
  std::string bytes = journalHeader();
  bytes.resize(bytes.size() + (file->size() - read_));
  const auto news = std::as_writable_bytes(std::span(bytes)).subspan(kJournalHeader);
  if (!file->read(read_, news)) return count_;
  const auto end = readJournalBytes(bytes, path_, [this](std::string_view payload) {
    const std::optional<Event> event = journaledEvent(payload);
    const auto* evaluated = event ? std::get_if<event::Evaluated>(&*event) : nullptr;
    if (evaluated != nullptr) count_ += evaluated->points.size();
  });
  if (end) read_ += end->good - kJournalHeader;
  return count_;
}

Result<std::vector<Event>> eventsUpTo(const Checkpoint& checkpoint, const std::string& path,
                                      std::vector<std::string>& remarks) {
  auto own = checkpointEvents(checkpoint.events, path);
  if (!own || checkpoint.curve_from == 0) return own;
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const std::string journal = journalBeside(folder.empty() ? "." : folder);
  CurveJoiner joiner(checkpoint, std::move(own).value());
  Result<JournalEnd> end = JournalEnd();
  if (!journal.empty()) {
    end = readJournal(journal, [&joiner](std::string_view payload) { joiner.take(payload); });
  }
  if (joiner.count() < checkpoint.evaluations_before) {
    const std::string step = std::to_string(checkpoint.curve_from);
    const std::string where =
        joiner.count() == 0 ? "before step " + step
                            : "between steps " + std::to_string(joiner.lastStep()) + " and " + step;
    remarks.push_back("the curve " + where +
                      " is missing: " + whyIncomplete(journal, end, joiner.ofRun()));
  }
  return joiner.finish();
}

}  // namespace emascope
