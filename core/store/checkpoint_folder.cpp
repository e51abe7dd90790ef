// SPDX-License-Identifier: Apache-2.0
#include "core/store/checkpoint_folder.h"

#include "core/base/output_file.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <system_error>
#include <utility>

namespace emascope {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBefore = "step-";
constexpr std::string_view kAfter = ".emascope";
constexpr std::size_t kFewestDigits = 9;

Error folderError(const std::string& folder, const std::error_code& error) {
  return {folder, "cannot be read: " + error.message(), "a folder of checkpoints"};
}

}  // namespace

std::string checkpointName(std::int64_t step) {
  const std::string digits = std::to_string(step);
  const std::size_t zeros = kFewestDigits - std::min(kFewestDigits, digits.size());
  return std::string(kBefore) + std::string(zeros, '0') + digits + std::string(kAfter);
}

std::optional<std::int64_t> stepOfCheckpoint(std::string_view name) {
  if (!name.starts_with(kBefore) || !name.ends_with(kAfter) ||
      name.size() < kBefore.size() + kFewestDigits + kAfter.size()) {
    return std::nullopt;
  }
  const std::string_view digits =
      name.substr(kBefore.size(), name.size() - kBefore.size() - kAfter.size());
  std::int64_t step = -1;
  std::from_chars(digits.data(), digits.data() + digits.size(), step);
  if (step < 0 || checkpointName(step) != name) return std::nullopt;
  return step;
}

std::string checkpointPath(const std::string& folder, const std::string& name) {
  return (fs::path(folder) / name).string();
}

Result<std::vector<CheckpointFile>> listCheckpoints(const std::string& folder) {
  std::vector<CheckpointFile> files;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    std::string name = entry->path().filename().string();
    const auto step = stepOfCheckpoint(name);
    std::error_code gone;  // it may be removed meanwhile
    if (!step || !entry->is_regular_file(gone)) continue;
    const std::uint64_t bytes = entry->file_size(gone);
    if (!gone) files.push_back({*step, std::move(name), bytes});
  }
  if (error) return folderError(folder, error);
  std::ranges::sort(files, {}, &CheckpointFile::step);
  return files;
}

Result<NewestCheckpoint> newestGood(const std::string& folder) {
  auto files = listCheckpoints(folder);
  if (!files) return files.error();
  NewestCheckpoint newest;
  for (; !files->empty(); files.value().pop_back()) {
    CheckpointFile& file = files.value().back();
    auto content = readSealedFile(checkpointPath(folder, file.name));
    if (content) {
      newest.file = std::move(file);
      newest.content = std::move(content).value();
      return newest;
    }
    newest.refused.push_back({std::move(file.name), content.error()});
  }
  return newest;
}

RemovedCheckpoints removeCheckpoints(const std::string& folder,
                                     const std::vector<std::string>& names) {
  RemovedCheckpoints result;
  for (const std::string& name : names) {
    const std::string path = checkpointPath(folder, name);
    Status status = stepOfCheckpoint(name)
                        ? removeFile(path)
                        : Error{path, "is not a checkpoint", "names like " + checkpointName(4200)};
    if (status) {
      result.removed.push_back(name);
    } else {
      result.failed.push_back({name, status.error()});
    }
  }
  // If that fails, a power cut may bring them back, which does no harm.
  if (!result.removed.empty()) static_cast<void>(syncFolder(folder));
  return result;
}

}  // namespace emascope
