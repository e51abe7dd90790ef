// SPDX-License-Identifier: Apache-2.0
#include "core/session/checkpoint_places.h"

#include "core/base/data_home.h"
#include "core/base/name_lock.h"
#include "core/base/output_file.h"
#include "core/protocol/spec/checkpoint_settings.h"
#include "core/session/checkpoint.h"
#include "core/store/checkpoint_folder.h"
#include "core/store/checkpoint_pins.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <random>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace emascope {
namespace {

/// Four hexadecimal digits that tell apart what begins in the same minute.
std::string anyDigits() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::random_device device;
  std::string digits;
  for (int i = 0; i < 4; ++i) digits += kDigits[device() % kDigits.size()];
  return digits;
}

/// "2026-11-30-1405-…"
bool isNameOfRun(std::string_view name) {
  constexpr std::string_view kForm = "dddd-dd-dd-dddd-";
  if (name.size() <= kForm.size()) return false;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool digit = name[i] >= '0' && name[i] <= '9';
    if (kForm[i] == 'd' ? !digit : name[i] != kForm[i]) return false;
  }
  return true;
}

struct RunCheckpointFiles {
  std::string folder = {};
  std::vector<CheckpointFile> files = {};  ///< by step
};

bool endedWell(const RunCheckpointFiles& run) {
  if (run.files.empty()) return false;
  const std::string newest = checkpointPath(run.folder, run.files.back().name);
  const auto header = readSealedHeader(newest);
  if (!header) return false;
  const auto facts = checkpointFacts(header->text, newest);
  if (!facts || facts->reason != checkpointReasonId(CheckpointReason::kEnd)) return false;
  const auto pins = pinnedCheckpoints(run.folder);
  return pins && pins->empty();
}

/// By name, which begins with the time.
std::vector<RunCheckpointFiles> runsBelow(const std::string& root) {
  std::vector<RunCheckpointFiles> runs;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(root, error), end; !error && entry != end;
       entry.increment(error)) {
    if (!isNameOfRun(entry->path().filename().string())) continue;
    auto files = listCheckpoints(entry->path().string());
    if (files) runs.push_back({entry->path().string(), std::move(files).value()});
  }
  std::ranges::sort(runs, {}, &RunCheckpointFiles::folder);
  return runs;
}

/// Removes files of the run, by step, until `bytes` is at most `most`.
void removeFiles(const RunCheckpointFiles& run, std::uint64_t most, std::uint64_t& bytes,
                 std::vector<std::string>& gone) {
  const auto lock = NameLock::take(run.folder + "/.checkpoints");  // as a run that writes there
  if (!lock) return;
  for (const CheckpointFile& file : run.files) {
    if (bytes <= most) return;
    const auto removed = removeCheckpoints(run.folder, {file.name});
    if (removed.removed.empty()) return;
    bytes -= file.bytes;
    gone.push_back(checkpointPath(run.folder, file.name));
  }
  // No name is in it: see endedWell().
  static_cast<void>(removeFile(checkpointPath(run.folder, kPinsName)));
  std::error_code not_empty;
  std::filesystem::remove(run.folder, not_empty);
}

}  // namespace

std::vector<std::string> pruneRunFolders(const std::string& root, std::uint64_t most) {
  std::vector<std::string> gone;
  const std::vector<RunCheckpointFiles> runs = runsBelow(root);
  std::uint64_t bytes = 0;
  for (const RunCheckpointFiles& run : runs) {
    for (const CheckpointFile& file : run.files) bytes += file.bytes;
  }
  for (const RunCheckpointFiles& run : runs) {
    if (bytes <= most) break;
    if (endedWell(run)) removeFiles(run, most, bytes, gone);
  }
  return gone;
}

std::string defaultCheckpointRoot() {
  const std::string home = dataHome();
  return home.empty() ? home : home + "/emascope/checkpoints";
}

Result<std::string> newRunFolder(const std::string& root, const std::string& preset,
                                 std::time_t now) {
  std::error_code error;
  std::filesystem::create_directories(root, error);
  if (error) return Error{root, error.message(), "a folder that can be written"};
  if (access(root.c_str(), W_OK | X_OK) != 0) {
    return Error{root, std::generic_category().message(errno), "a folder that can be written"};
  }
  std::tm local = {};
  localtime_r(&now, &local);
  std::array<char, 32> date = {};
  std::strftime(date.data(), date.size(), "%Y-%m-%d-%H%M", &local);
  const std::string begin = root + "/" + date.data() + "-" + preset + "-";
  std::string folder = begin + anyDigits();
  while (std::filesystem::exists(folder, error)) folder = begin + anyDigits();
  return folder;
}

}  // namespace emascope
