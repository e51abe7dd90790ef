// SPDX-License-Identifier: Apache-2.0
#include "core/library/library_folders.h"

#include "core/base/data_home.h"
#include "core/base/input_file.h"
#include "core/base/output_path.h"
#include "core/json/read_json.h"
#include "core/library/run_folder.h"
#include "core/library/run_library.h"
#include "core/library/stored_run.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

namespace emascope {
namespace {

constexpr std::string_view kDoomed = ".deleted-";

/// Names of the checkpoints in `folder` that a person has pinned (core/store/checkpoint_pins.h).
/// None if that cannot be found out.
std::optional<std::set<std::string>> pinnedIn(const std::string& folder) {
  constexpr std::size_t kLongest = std::size_t{1} << 20U;  // bytes
  const std::string path = folder + "/pins.json";
  std::set<std::string> names;
  if (!stateOf(path)) return names;
  const auto text = readWholeFile(path, kLongest);
  if (!text) return std::nullopt;
  const JsonLimits limits{.longest = kLongest, .deepest = 2};
  const Status status = readJson(*text, path, limits, [&names](const Fields& fields) {
    static_cast<void>(fields.integer("format_version", 1, 1));
    for (std::string& name : fields.texts("pinned")) names.insert(std::move(name));
  });
  if (!status) return std::nullopt;
  return names;
}

}  // namespace

std::set<std::string> foldersIn(const std::string& path) {
  std::set<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    std::string name = entry->path().filename().string();
    std::error_code ignored;
    if (name.front() != '.' && entry->is_directory(ignored)) names.insert(std::move(name));
  }
  return names;
}

std::vector<std::string> runFoldersIn(const std::string& path) {
  std::vector<std::string> runs;
  for (const std::string& name : foldersIn(path)) {
    std::string run = path + "/" + name;
    if (isRunFolder(run) && !isBeingWritten(run)) runs.push_back(std::move(run));
  }
  return runs;
}

std::uint64_t bytesIn(const std::string& path) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator entry(path, error), end;
       !error && entry != end; entry.increment(error)) {
    std::error_code wrong;
    if (entry->is_symlink(wrong) || !entry->is_regular_file(wrong)) continue;
    const std::uintmax_t size = entry->file_size(wrong);
    if (!wrong) bytes += size;
  }
  return bytes;
}

Status removeRunFolder(const std::string& path) {
  const std::filesystem::path from(path);
  const std::filesystem::path doomed =
      from.parent_path() / (std::string(kDoomed) + from.filename().string());
  std::error_code error;
  std::filesystem::rename(from, doomed, error);
  if (!error) std::filesystem::remove_all(doomed, error);
  if (error) return Error{path, "cannot be deleted: " + error.message(), ""};
  return Ok{};
}

Status removeDoomed(const std::string& parent) {
  std::error_code error;
  for (std::filesystem::directory_iterator entry(parent, error), end; !error && entry != end;
       entry.increment(error)) {
    if (!entry->path().filename().string().starts_with(kDoomed)) continue;
    std::error_code wrong;
    std::filesystem::remove_all(entry->path(), wrong);
    if (wrong) {
      return Error{entry->path().string(), "cannot be deleted: " + wrong.message(), ""};
    }
  }
  return Ok{};
}

void addCheckpoints(std::vector<KeptCheckpoint>& all, const std::string& folder, bool spared) {
  std::error_code error;
  const std::string path = folder + "/" + std::string(kCheckpointFolder);
  const auto pinned = pinnedIn(path);
  for (std::filesystem::directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code wrong;
    if (entry->path().extension() != ".emascope" || !entry->is_regular_file(wrong)) continue;
    std::string file = entry->path().string();
    const auto state = stateOf(file);
    if (!state) continue;
    const bool stays = spared || !pinned || pinned->contains(entry->path().filename().string());
    all.push_back(
        {std::move(file), folder, static_cast<std::uint64_t>(state->size), state->written, stays});
  }
}

std::string defaultLibrary() {
  const std::string home = dataHome();
  return home.empty() ? home : home + "/emascope";
}

}  // namespace emascope
