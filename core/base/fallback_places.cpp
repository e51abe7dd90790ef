// SPDX-License-Identifier: Apache-2.0
#include "core/base/fallback_places.h"

#include "core/base/output_path.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sys/stat.h>

namespace emascope {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets variables
  return value == nullptr ? "" : value;
}

std::vector<fs::path> fallbackFolders() {
  std::vector<fs::path> folders;
  const auto add = [&folders](const fs::path& folder) {
    const auto same = [&folder](const fs::path& known) {
      std::error_code error;
      return known == folder || fs::equivalent(known, folder, error);
    };
    if (std::ranges::find_if(folders, same) == folders.end()) folders.push_back(folder);
  };
  if (const std::string temporary = environment("TMPDIR"); !temporary.empty()) add(temporary);
  if (const std::string state = environment("XDG_STATE_HOME"); state.starts_with('/')) {
    add(fs::path(state) / "emascope");
  } else if (const std::string home = environment("HOME"); home.starts_with('/')) {
    add(fs::path(home) / ".local/state/emascope");
  }
  add("/tmp");
  return folders;
}

Result<std::string> freeNameIn(const fs::path& folder, const std::string& name) {
  constexpr int kMostTried = 10'000;
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return Error{folder.string(), "cannot be created: " + error.message(), ""};
  const std::string wanted = (folder / name).string();
  std::string place = wanted;
  struct stat info {};
  for (int number = 2; ::lstat(place.c_str(), &info) == 0; ++number) {
    if (number > kMostTried) return Error{wanted, "exists, and so do 9999 numbered names", ""};
    place = numberedPath(wanted, number);
  }
  return place;
}

}  // namespace

std::vector<Result<std::string>> fallbackPlaces(const std::string& path) {
  const std::string name = fs::path(path).filename().string();
  std::vector<Result<std::string>> places;
  for (const fs::path& folder : fallbackFolders()) places.push_back(freeNameIn(folder, name));
  return places;
}

Result<std::string> writeToFirst(const std::vector<Result<std::string>>& places,
                                 const WriteTo& write) {
  std::string reasons;
  for (const Result<std::string>& place : places) {
    const Status written = place ? write(*place) : Status(place.error());
    if (written) return *place;
    reasons += (reasons.empty() ? "" : "; ") + written.error().message();
  }
  return Error{"", reasons, ""};
}

Result<std::string> writeElsewhere(const std::string& path, const WriteTo& write) {
  return writeToFirst(fallbackPlaces(path), write);
}

Error writtenElsewhere(const std::string& path, const WriteTo& write, Error error) {
  const auto other = writeElsewhere(path, write);
  error.why += other ? "; it was written to " + *other + " instead"
                     : "; nor could it be written elsewhere: " + other.error().message();
  return error;
}

}  // namespace emascope
