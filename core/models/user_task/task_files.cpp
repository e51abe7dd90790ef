// SPDX-License-Identifier: Apache-2.0
#include "core/models/user_task/task_files.h"

#include "core/base/counted.h"
#include "core/base/positioned_file.h"
#include "core/base/sha256.h"
#include "core/data/formats/picture_files.h"
#include "core/json/shard_index.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <sys/stat.h>
#include <system_error>

namespace emascope {
namespace {

namespace fs = std::filesystem;

/// Adds the content of the file to `hash`; returns its size, or none if it cannot be read.
std::optional<std::int64_t> addContent(const std::string& path, Sha256& hash) {
  constexpr std::size_t kPiece = std::size_t{1} << 20U;
  const auto file = PositionedFile::open(path, "a file");
  if (!file) return std::nullopt;
  std::string piece(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, file->size())), '\0');
  for (std::uint64_t at = 0; at < file->size(); at += piece.size()) {
    piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, file->size() - at)));
    if (!file->read(at, std::as_writable_bytes(std::span(piece)))) return std::nullopt;
    hash.add(piece);
  }
  return static_cast<std::int64_t>(file->size());
}

bool isHidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

/// All files below `root` but hidden ones, relative to it.
std::vector<std::string> plainFiles(const std::string& root) {
  std::vector<std::string> names;
  std::error_code error;
  fs::recursive_directory_iterator entry(root, fs::directory_options::skip_permission_denied,
                                         error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    if (isHidden(entry->path())) {
      if (entry->is_directory(ignored)) entry.disable_recursion_pending();
    } else if (entry->is_regular_file(ignored)) {
      names.push_back(entry->path().lexically_relative(root).generic_string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> dataIn(const std::string& folder) {
  if (const auto pictures = PictureFiles::below(folder); pictures && !pictures->files().empty()) {
    return pictures->files();
  }
  return plainFiles(folder);
}

struct FolderFile {
  std::string name = {};
  std::int64_t bytes = 0;
  std::string time = {};  ///< seconds and nanoseconds
};

std::vector<FolderFile> filesIn(const std::string& folder) {
  std::vector<FolderFile> files;
  for (std::string& name : dataIn(folder)) {
    struct stat info {};
    if (::stat((folder + "/" + name).c_str(), &info) != 0) continue;
    files.push_back(
        {std::move(name), static_cast<std::int64_t>(info.st_size),
         std::to_string(info.st_mtim.tv_sec) + "." + std::to_string(info.st_mtim.tv_nsec)});
  }
  return files;
}

InputFile folderOf(const std::string& path, std::int64_t most_hashed) {
  const std::vector<FolderFile> files = filesIn(path);
  InputFile folder{.path = path, .files = static_cast<std::int64_t>(files.size())};
  for (const FolderFile& file : files) folder.bytes += file.bytes;
  const bool whole = folder.bytes <= most_hashed;
  Sha256 hash;
  Sha256 times;
  for (const FolderFile& file : files) {
    hash.add(file.name + '\0' + std::to_string(file.bytes) + '\0');
    times.add(file.time + '\0');
    if (whole) static_cast<void>(addContent(path + "/" + file.name, hash));
  }
  folder.sha256 = hash.digest();
  if (!whole) folder.times = times.digest();
  return folder;
}

std::optional<InputFile> inputAt(const std::string& path, std::int64_t most_hashed) {
  std::error_code error;
  if (fs::is_directory(path, error)) return folderOf(path, most_hashed);
  Sha256 hash;
  const auto bytes = addContent(path, hash);
  if (!bytes) return std::nullopt;
  return InputFile{.path = path, .bytes = *bytes, .sha256 = hash.digest()};
}

/// The shards of the index that is given as weights; none for any other file.
std::vector<std::string> shardsOf(const UserTaskOptions& user_task) {
  const auto weights = user_task.find("weights");
  if (weights == user_task.end() || !weights->second.ends_with(".json")) return {};
  auto shards = filesOfIndex(weights->second);
  return shards ? std::move(shards).value() : std::vector<std::string>();
}

/// An index together with what it lists.
std::optional<InputFile> indexAt(const std::string& path, const std::vector<std::string>& shards) {
  Sha256 hash;
  auto bytes = addContent(path, hash);
  for (const std::string& shard : shards) {
    const auto more = addContent(shard, hash);
    if (!bytes || !more) return std::nullopt;
    *bytes += *more;
  }
  if (!bytes) return std::nullopt;
  const auto files = static_cast<std::int64_t>(shards.size()) + 1;
  return InputFile{.path = path, .files = files, .bytes = *bytes, .sha256 = hash.digest()};
}

std::string sizeText(const InputFile& file) {
  const std::string bytes = counted(static_cast<std::uint64_t>(file.bytes), "byte", "bytes");
  const std::string files =
      file.files == 0 ? ""
                      : counted(static_cast<std::uint64_t>(file.files), "file", "files") + " of ";
  return files + bytes + ", SHA-256 " + file.sha256;
}

std::string changeText(const InputFile& then, const InputFile& now, bool times_only) {
  const std::string option = "--" + then.option + " ";
  if (times_only) {
    return option + now.path + ": files were changed or copied since; the names and sizes of its " +
           std::to_string(now.files) + " files are the same";
  }
  const std::string place = then.path == now.path ? "" : then.path + " ";
  return option + now.path + " has changed: " + place + "had " + sizeText(then) + ", and " +
         (place.empty() ? "" : now.path + " ") + "has " + sizeText(now);
}

/// The name from the root. A link stays one; only the folders before a ".." are looked up, which
/// may be links.
std::string absoluteName(const std::string& name) {
  const fs::path typed(name);
  std::error_code error;
  const fs::path whole = fs::absolute(typed, error);
  if (error || typed.is_absolute()) return name;
  if (std::find(typed.begin(), typed.end(), "..") == typed.end()) {
    return whole.lexically_normal().string();
  }
  const bool named = whole.has_filename() && whole.filename() != "..";
  const fs::path above = fs::weakly_canonical(named ? whole.parent_path() : whole, error);
  if (error) return whole.string();
  return (named ? above / whole.filename() : above).string();
}

}  // namespace

bool namesFile(std::string_view option, std::string_view value) {
  for (const UserTaskOption& known : userTaskOptions()) {
    if (known.id != option) continue;
    const std::string_view form = known.metavar;
    if (form == "FILE") return true;
    return form == "NAME|FILE" && fs::path(value).has_extension();
  }
  return false;
}

UserTaskOptions withAbsoluteFiles(UserTaskOptions user_task) {
  for (auto& [option, value] : user_task) {
    if (!value.empty() && namesFile(option, value)) value = absoluteName(value);
  }
  return user_task;
}

std::vector<InputFile> inputFilesOf(const UserTaskOptions& user_task, std::int64_t most_hashed) {
  std::vector<InputFile> files;
  const std::vector<std::string> shards = shardsOf(user_task);
  for (const UserTaskOption& option : userTaskOptions()) {
    const auto given = user_task.find(option.id);
    if (given == user_task.end() || !namesFile(option.id, given->second)) continue;
    const bool sharded = !shards.empty() && given->first == "weights";
    auto file = sharded ? indexAt(given->second, shards) : inputAt(given->second, most_hashed);
    if (!file) continue;
    file->option = option.id;
    files.push_back(*std::move(file));
  }
  return files;
}

std::vector<InputChange> changedInputs(const std::vector<InputFile>& then,
                                       const std::vector<InputFile>& now) {
  std::vector<InputChange> changes;
  for (const InputFile& old : then) {
    const auto found = std::ranges::find(now, old.option, &InputFile::option);
    if (found == now.end()) continue;
    const bool same =
        old.files == found->files && old.bytes == found->bytes && old.sha256 == found->sha256;
    if (same && old.times == found->times) continue;
    changes.push_back({old.option, changeText(old, *found, same), same});
  }
  return changes;
}

std::vector<std::string> dataChanges(const ModelInfo& then, const ModelInfo& now) {
  std::vector<std::string> changes;
  for (InputChange& change : changedInputs(then.files, now.files)) {
    changes.push_back(std::move(change.text));
  }
  const auto compare = [&](const char* what, std::int64_t was, std::int64_t is) {
    if (was == is) return;
    changes.push_back("there were " + std::to_string(was) + " " + what + " and there are " +
                      std::to_string(is));
  };
  compare("training samples", then.train_samples, now.train_samples);
  compare("validation samples", then.validation_samples, now.validation_samples);
  compare("test samples", then.test_samples.value_or(0), now.test_samples.value_or(0));
  return changes;
}

}  // namespace emascope
