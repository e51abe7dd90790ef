// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/follow_log.h"

#include "core/interchange/log_values.h"
#include "core/interchange/read_log.h"

#include <algorithm>
#include <sys/stat.h>

namespace emascope {
namespace {

constexpr const char* kEventSource = "TensorBoard event files";
constexpr const char* kDatabaseSource = "Trackio database";

/// Of the file, of what a database writes beside it, and of the logs that a folder may have.
std::string sizesAndTimes(const std::string& path) {
  std::string text;
  for (const char* const end : {"", "-wal", "/metrics.csv", "/trainer_state.json"}) {
    struct stat info {};
    if (::stat((path + end).c_str(), &info) != 0) continue;
    text += std::string(end) + " " + std::to_string(info.st_size) + " " +
            std::to_string(info.st_mtim.tv_sec) + " " + std::to_string(info.st_mtim.tv_nsec) + "\n";
  }
  return text;
}

}  // namespace

Result<LogFollower> LogFollower::open(const std::string& path,
                                      const std::optional<std::string>& run) {
  std::string seen = sizesAndTimes(path);  // before reading: it may grow meanwhile
  auto table = run ? std::nullopt : tableOf(path);
  auto read =
      table ? Result<ImportedRun>(ImportedRun{.title = nameOfPath(path), .source = kTableSource})
            : readLogSoFar(path, run);
  if (!read) return read.error();
  LogFollower follower(path, run, std::move(read).value());
  follower.seen_ = std::move(seen);
  if (table) follower.table_.emplace(*std::move(table));
  if (const Status status = follower.openParts(); !status) return status.error();
  return follower;
}

Status LogFollower::openParts() {
  if (run_.source == kEventSource) {
    auto events = EventLog::open(path_);
    if (!events) return events.error();
    if (const auto count = events.value().readMore(); !count) return count.error();
    run_ = events->run();
    events_.emplace(std::move(events).value());
  } else if (run_.source == kDatabaseSource) {
    auto database = TrackioLog::open(path_, name_);
    if (!database) return database.error();
    database_.emplace(std::move(database).value());
  }
  if (!table_ && !database_) return Ok{};
  const auto read = readAdded();
  return read ? Status(Ok{}) : Status(read.error());
}

Result<bool> LogFollower::readMore() {
  if (!events_) return readAgain();
  const auto count = events_->readMore();
  if (!count) return count.error();
  ImportedRun now = events_->run();
  const bool more = *count > 0 || pointsOf(now) != pointsOf(run_);
  run_ = std::move(now);
  return more;
}

Result<bool> LogFollower::readAdded() {
  if (table_) {
    const auto more = table_->readMore();
    if (!more || !*more) return more;
    std::string title = std::move(run_.title);  // of the folder
    run_ = table_->run();
    run_.title = std::move(title);
    return true;
  }
  if (database_) {
    const auto more = database_->readMore();
    if (more && *more) run_ = database_->run();
    return more;
  }
  auto read = readLogSoFar(path_, name_);
  if (!read) return read.error();
  run_ = std::move(read).value();
  return true;
}

bool LogFollower::readAgain() {
  std::string now = sizesAndTimes(path_);
  if (now == seen_) return false;
  const auto more = readAdded();
  trouble_.reset();
  if (more || table_) seen_ = std::move(now);  // a wrong row stays wrong until the table changes
  if (more) return *more;
  trouble_ = more.error();
  return false;
}

void LogFollower::readRest() {
  if (!table_ || !table_->hasRest()) return;
  auto read = readLogSoFar(path_, name_);
  trouble_.reset();
  if (read) {
    run_ = std::move(read).value();
  } else {
    trouble_ = read.error();
  }
}

std::size_t pointsOf(const ImportedRun& run) {
  std::size_t points = 0;
  for (const LogSeries& one : run.series) points += one.steps.size();
  return points;
}

std::int64_t lastStepOf(const ImportedRun& run) {
  std::int64_t last = 0;
  for (const LogSeries& one : run.series) {
    if (!one.steps.empty()) last = std::max(last, one.steps.back());
  }
  return last;
}

}  // namespace emascope
