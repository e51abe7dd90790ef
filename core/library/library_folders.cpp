// SPDX-License-Identifier: Apache-2.0
#include "core/library/library_folders.h"

#include "core/base/output_path.h"
#include "core/library/run_folder.h"
#include "core/library/run_library.h"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

namespace emascope {

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

std::error_code deleteRun(const std::string& folder) {
  namespace files = std::filesystem;
  std::error_code error;
  std::vector<files::path> parts;
  for (files::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().filename() != kCardName) parts.push_back(entry->path());
  }
  for (std::size_t i = 0; !error && i < parts.size(); ++i) files::remove_all(parts[i], error);
  if (!error) files::remove_all(folder, error);
  return error;
}

std::uint64_t bytesBelow(const std::string& folder) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator entry(folder, error), end;
       !error && entry != end; entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_symlink(ignored) || !entry->is_regular_file(ignored)) continue;
    const std::uintmax_t size = entry->file_size(ignored);
    if (!ignored) bytes += size;
  }
  return bytes;
}

void addCheckpoints(std::vector<KeptCheckpoint>& all, const std::string& folder, bool spared) {
  std::error_code error;
  const std::string path = folder + "/" + std::string(kCheckpointFolder);
  for (std::filesystem::directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code wrong;
    if (entry->path().extension() != ".emascope" || !entry->is_regular_file(wrong)) continue;
    std::string name = entry->path().string();
    const auto state = stateOf(name);
    if (!state) continue;
    all.push_back(
        {std::move(name), folder, static_cast<std::uint64_t>(state->size), state->written, spared});
  }
}

std::string defaultLibrary() {
  const char* data = std::getenv("XDG_DATA_HOME");
  if (data != nullptr && *data == '/') return std::string(data) + "/emascope";
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home != '/') return {};
  return std::string(home) + "/.local/share/emascope";
}

}  // namespace emascope
