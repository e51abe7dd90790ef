// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/event_log.h"

#include "core/base/counted.h"
#include "core/base/utf8.h"
#include "core/interchange/log_pairs.h"
#include "core/interchange/log_values.h"
#include "core/interchange/run_events.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace emascope {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostEntries = 100'000;  // looked at below the run's folder

struct FoundFile {
  std::string prefix = {};
  std::string path = {};
  friend bool operator==(const FoundFile&, const FoundFile&) = default;
  friend auto operator<=>(const FoundFile&, const FoundFile&) = default;
};

/// The event files in `folder` and its subfolders. Links to folders are not followed.
void findEventFiles(const fs::path& folder, const std::string& prefix, int depth,
                    std::size_t& entries, std::vector<FoundFile>& found) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (++entries > kMostEntries || found.size() > kMostEventFiles) return;
    const std::string name = entry->path().filename().string();
    std::error_code unknown;
    const bool link = entry->is_symlink(unknown);
    if (!link && entry->is_directory(unknown)) {
      if (depth < kDeepestEventFolder) {
        findEventFiles(entry->path(), prefix + name + "/", depth + 1, entries, found);
      }
    } else if (name.find("tfevents") != std::string::npos && entry->is_regular_file(unknown)) {
      found.push_back({prefix, entry->path().string()});
    }
  }
}

std::vector<FoundFile> eventFilesOf(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {{"", path}};
  std::vector<FoundFile> found;
  std::size_t entries = 0;
  findEventFiles(path, "", 0, entries, found);
  std::ranges::sort(found);
  return found;
}

}  // namespace

bool hasEventFiles(const std::string& path) {
  std::error_code error;
  return fs::is_directory(path, error) && !eventFilesOf(path).empty();
}

Result<EventLog> EventLog::open(const std::string& path) {
  EventLog log(path);
  if (const Status status = log.find(); !status) return status.error();
  if (log.sources_.empty()) {
    return Error{path, "has no event files", "a folder with files named *tfevents*"};
  }
  return log;
}

Status EventLog::find() {
  const std::vector<FoundFile> found = eventFilesOf(path_);
  if (found.size() > kMostEventFiles) {
    return Error{path_, "has more than " + std::to_string(kMostEventFiles) + " event files",
                 "the folder of one run"};
  }
  for (const FoundFile& one : found) {
    const auto known = std::ranges::find(sources_, one.path,
                                         [](const Source& source) { return source.file.path(); });
    if (known == sources_.end()) sources_.push_back({EventFile(one.path), one.prefix});
  }
  std::ranges::stable_sort(sources_, {}, [](const Source& source) {
    return FoundFile{source.prefix, source.file.path()};
  });
  return Ok{};
}

Result<std::size_t> EventLog::readMore() {
  if (const Status status = find(); !status) return status.error();
  const std::size_t before = read_;
  for (Source& source : sources_) {
    if (source.damaged || full_) continue;
    const Status status =
        source.file.readMore([&](const EventMessage& event) { return take(source, event); });
    if (status) continue;
    if (full_) return status.error();
    source.damaged = true;
    damage_.push_back(status.error().message());
  }
  return read_ - before;
}

Status EventLog::take(const Source& source, const EventMessage& event) {
  const std::string& prefix = source.prefix;
  const bool exported = nameOfPath(source.file.path()) == kEventFileName;
  if (event.restarts) points_.discardFrom(event.step, prefix);
  for (const EventValue& value : event.values) {
    const std::string tag = prefix + std::string(value.tag);
    if (!value.simple && !value.plugin.empty() && plugins_.size() < kMostLogTags) {
      plugins_.try_emplace(tag, value.plugin);
    }
    const auto plugin = plugins_.find(tag);
    const bool shown_as_curve = plugin != plugins_.end() && plugin->second == "scalars";
    if (!value.number || !(value.simple || shown_as_curve)) {
      // Settings, changes and notes that EMAscope has written are not missed among the curves.
      if (!exported || value.plugin != "text") ++others_;
      continue;
    }
    if (auto status = points_.add(tag, event.step, event.wall_time, *value.number, prefix);
        !status) {
      full_ = true;
      return status;
    }
    ++read_;
  }
  return Ok{};
}

ImportedRun EventLog::run() const {
  ImportedRun run{.title = nameOfPath(path_), .source = "TensorBoard event files"};
  run.series = points_.series();
  run.pairs = pairsOf(run.series);
  if (others_ > 0) {
    run.notes.push_back(
        counted(others_, "value that is not a scalar is", "values that are not scalars are") +
        " skipped");
  }
  run.damage = damage_;
  return run;
}

}  // namespace emascope
