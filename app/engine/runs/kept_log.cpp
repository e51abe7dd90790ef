// SPDX-License-Identifier: Apache-2.0
#include "app/engine/runs/kept_log.h"

#include "core/base/utf8.h"
#include "core/interchange/imported_record.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

namespace emascope {
namespace {

constexpr std::size_t kLoggedAtOnce = 256;  ///< evaluations in a frame of the journal

RunNotes notesOf(const std::string& log) {
  std::error_code error;
  const auto whole = std::filesystem::absolute(log, error);
  return {.tags = {kImportedTag},
          .text = "Imported from " + asOneLine(asUtf8(error ? log : whole.string()))};
}

/// When the log begins; now if its times are missing, or count from the start of a run.
std::int64_t beginOf(const ImportedRun& run) {
  constexpr double kMillisecondsPerSecond = 1000.0;
  constexpr double kEarliest = 1e12;  ///< the year 2001; less are seconds since the run began
  constexpr double kLatest = 4e12;    ///< the year 2096
  const double logged = firstSecond(run) * kMillisecondsPerSecond;
  if (logged >= kEarliest && logged < kLatest) return static_cast<std::int64_t>(logged);
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

bool sameLogged(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

bool sameLoggedPoint(const EvalPoint& a, const EvalPoint& b) {
  const auto same_track = [](const TrackEvaluation& one, const TrackEvaluation& other) {
    return isPresent(one) == isPresent(other) && sameLogged(one.val.loss, other.val.loss);
  };
  return a.step == b.step && sameLogged(a.raw.loss, b.raw.loss) &&
         std::ranges::equal(a.tracks, b.tracks, same_track);
}

/// Whether `now` has the evaluations of `before`, and perhaps more.
bool goesOn(const RunRecord& before, const RunRecord& now) {
  const std::size_t count = before.points.size();
  return before.tracks == now.tracks && count <= now.points.size() &&
         std::equal(before.points.begin(), before.points.end(), now.points.begin(),
                    sameLoggedPoint);
}

}  // namespace

LogKeeper::LogKeeper(const std::string& library, const std::string& log,
                     std::function<void(const std::string&)> say)
    : say_(std::move(say)),
      keeper_({.library = library,
               .say_where = true,
               .notes = notesOf(log),
               .wall_clock = [this] { return begun_; }},
              say_) {}

LogKeeper::~LogKeeper() { (void)finish(); }

void LogKeeper::begin(const ImportedRun& run) {
  begun_ = beginOf(run);
  keeper_.take(event::Started{.config = kept_.config, .facts = kept_.facts});
  keeper_.take(event::StateChanged{.state = RunState::kRunning});
  folder_ = keeper_.folder();
}

Status LogKeeper::take(const ImportedRun& run, bool goes_on) {
  auto read = importedRecord(run);
  if (!read) return read.error();
  RunRecord now = std::move(read).value();
  std::optional<EvalPoint> newest;
  if (goes_on && !now.points.empty()) {
    newest = std::move(now.points.back());
    now.points.pop_back();
  }
  if (now.points.empty()) return Ok{};
  planAsEvaluated(now);
  const bool first = kept_.points.empty();
  const bool anew = !first && !goesOn(kept_, now);
  std::size_t next = anew ? 0 : kept_.points.size();
  if (next == now.points.size()) {
    newest_ = std::move(newest);
    return Ok{};
  }
  if (anew && newest_) {
    keeper_.take(event::Evaluated{{*newest_}});
    keeper_.take(event::Extended{.steps = newest_->step});
  }
  newest_ = std::move(newest);
  if (anew) say_("the log has other values or averages than before and is kept as another run");
  kept_ = std::move(now);
  if (first || anew) begin(run);
  const auto all = kept_.points.begin();
  while (next < kept_.points.size()) {
    const std::size_t end = std::min(next + kLoggedAtOnce, kept_.points.size());
    keeper_.take(event::Evaluated{std::vector<EvalPoint>(all + static_cast<std::ptrdiff_t>(next),
                                                         all + static_cast<std::ptrdiff_t>(end))});
    next = end;
  }
  if (!first && !anew) keeper_.take(event::Extended{.steps = kept_.config.steps});
  return Ok{};
}

bool LogKeeper::finish() {
  keeper_.take(event::StateChanged{.state = RunState::kFinished, .step = kept_.step});
  keeper_.finish();
  return !keeper_.failed();
}

}  // namespace emascope
