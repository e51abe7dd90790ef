// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/follow_log.h"

#include "core/interchange/read_log.h"

#include <algorithm>
#include <sys/stat.h>

namespace emascope {
namespace {

constexpr const char* kEventSource = "TensorBoard event files";

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
  const std::string seen = sizesAndTimes(path);  // before reading: it may grow meanwhile
  auto read = readLogSoFar(path, run);
  if (!read) return read.error();
  LogFollower follower(path, run, std::move(read).value());
  follower.seen_ = seen;
  if (follower.run_.source != kEventSource) return follower;
  auto events = EventLog::open(path);
  if (!events) return events.error();
  if (const auto count = events.value().readMore(); !count) return count.error();
  follower.run_ = events->run();
  follower.events_.emplace(std::move(events).value());
  return follower;
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

Result<bool> LogFollower::readAgain() {
  std::string now = sizesAndTimes(path_);
  if (now == seen_) return false;
  auto read = readLogSoFar(path_, name_);
  if (!read) {
    trouble_ = read.error();
    return false;
  }
  trouble_.reset();
  seen_ = std::move(now);
  run_ = std::move(read).value();
  return true;
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
