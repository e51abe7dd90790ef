// SPDX-License-Identifier: Apache-2.0
#include "core/base/output_file.h"

#include "core/base/output_path.h"
#include "core/base/output_system.h"
#include "core/base/sha256.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <fstream>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace emascope {
namespace {

Status writeAll(int descriptor, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return systemError(path, "cannot be written");
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return Ok{};
}

/// Prefix of the names of all new files for `target`, however long its own name.
std::string neighborPrefix(const std::string& target) {
  constexpr std::size_t kDigits = 16;
  return ".emascope-" + sha256(target.substr(folderOf(target).size())).substr(0, kDigits) + ".";
}

/// Programs lock the new files they write, so a file that can be locked is a killed program's.
void removeStale(const std::string& target) {
  const std::string folder = folderOf(target);
  const std::string prefix = neighborPrefix(target);
  DIR* entries = ::opendir(folder.c_str());
  if (entries == nullptr) return;
  while (const dirent* entry = ::readdir(entries)) {
    if (!std::string_view(entry->d_name).starts_with(prefix)) continue;
    const std::string name = folder + entry->d_name;
    const int file = ::open(name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) continue;
    if (::flock(file, LOCK_EX | LOCK_NB) == 0) ::unlink(name.c_str());
    ::close(file);
  }
  ::closedir(entries);
}

struct Neighbor {
  std::string form = {};  ///< name pattern for mkostemp(); the name once it has one
  int descriptor = -1;
  bool named = false;
};

/// Creates an empty file in the folder of `target`: without a name if the file system supports
/// that, so that nothing is left if the program is killed.
Neighbor makeNeighbor(const std::string& target) {
  Neighbor neighbor{folderOf(target) + neighborPrefix(target) + "XXXXXX"};
  constexpr mode_t kOwner = 0600;
  neighbor.descriptor = ::open(folderOf(target).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, kOwner);
  if (neighbor.descriptor < 0) {
    neighbor.descriptor = ::mkostemp(neighbor.form.data(), O_CLOEXEC);
    neighbor.named = neighbor.descriptor >= 0;
  }
  if (neighbor.descriptor >= 0) ::flock(neighbor.descriptor, LOCK_EX | LOCK_NB);
  return neighbor;
}

/// Gives an unnamed file a name following `form`; empty, with errno, if that fails.
std::string nameOf(int descriptor, const std::string& form) {
  const std::string self = "/proc/self/fd/" + std::to_string(descriptor);
  for (int attempt = 0; attempt < 100; ++attempt) {
    std::string name = form;
    const int taken = ::mkostemp(name.data(), O_CLOEXEC);
    if (taken < 0) return {};
    ::close(taken);
    ::unlink(name.c_str());
    if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0) {
      return name;
    }
    if (errno != EEXIST) return {};
  }
  return {};
}

/// For a system without /proc. Read before there are threads: umask() changes it for a moment, for
/// all of them.
const mode_t kMaskAtStart = [] {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return mask;
}();

mode_t currentMask() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    if (word != "Umask:") continue;
    mode_t mask = 0;
    if (status >> std::oct >> mask) return mask;
  }
  return kMaskAtStart;
}

/// Permissions of the new file: those of the replaced file, or the default with the umask.
mode_t modeFor(const std::string& target) {
  struct stat info {};
  constexpr mode_t kRights = 07777;
  constexpr mode_t kDefault = 0666;
  if (::stat(target.c_str(), &info) == 0) return info.st_mode & kRights;
  return kDefault & ~currentMask();
}

/// Ok if a ReplacingFile is expected to work.
Status checkReplaceable(const std::string& path) {
  const auto target = outputTarget(path);
  if (!target) return target.error();
  struct stat info {};
  if (::stat(target->c_str(), &info) == 0 && S_ISDIR(info.st_mode)) {
    errno = EISDIR;
    return systemError(path, "cannot be written");
  }
  if (!isSpecial(*target)) {
    const Neighbor neighbor = makeNeighbor(*target);
    if (neighbor.descriptor >= 0) {
      if (neighbor.named) ::unlink(neighbor.form.c_str());
      ::close(neighbor.descriptor);
      return Ok{};
    }
  }
  const auto file = GrowingFile::open(path);  // writing in place; changes nothing yet
  return file ? Status(Ok{}) : Status(file.error());
}

}  // namespace

Result<ReplacingFile> ReplacingFile::open(const std::string& path) {
  auto target = outputTarget(path);
  if (!target) return target.error();
  ReplacingFile file(path, std::move(target).value());
  if (!isSpecial(file.target_)) {
    removeStale(file.target_);
    Neighbor neighbor = makeNeighbor(file.target_);
    if (neighbor.descriptor >= 0) {
      file.neighbor_ = std::move(neighbor.form);
      file.descriptor_ = neighbor.descriptor;
      file.named_ = neighbor.named;
      return file;
    }
  }
  auto in_place = GrowingFile::open(path);
  if (!in_place) return in_place.error();
  file.in_place_ = std::move(in_place).value();
  return file;
}

ReplacingFile::ReplacingFile(ReplacingFile&& other) noexcept
    : path_(std::move(other.path_)),
      target_(std::move(other.target_)),
      neighbor_(std::move(other.neighbor_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      named_(other.named_),
      in_place_(std::exchange(other.in_place_, std::nullopt)),
      begun_(other.begun_),
      size_(other.size_) {}

ReplacingFile::~ReplacingFile() {
  if (descriptor_ < 0) return;
  if (named_) ::unlink(neighbor_.c_str());
  ::close(descriptor_);
}

Status ReplacingFile::append(std::string_view bytes) {
  Status status = in_place_ ? appendInPlace(bytes) : writeAll(descriptor_, bytes, path_);
  if (status) size_ += bytes.size();
  return status;
}

Status ReplacingFile::appendInPlace(std::string_view bytes) {
  if (!std::exchange(begun_, true)) {
    if (auto status = in_place_->begin(); !status) return status;
  }
  if (auto status = in_place_->append(bytes); !status) return status;
  return in_place_->flush();
}

Status ReplacingFile::readBack(const std::function<Status(std::string_view)>& sink) const {
  if (size_ == 0) return Ok{};
  if (in_place_ && !in_place_->isRegular()) {
    return Error{path_, "cannot be read back: it is a pipe or a device", ""};
  }
  const int written = in_place_ ? in_place_->descriptor() : descriptor_;
  const std::string self = "/proc/self/fd/" + std::to_string(written);  // it may have no name
  const int file = ::open(self.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return systemError(path_, "cannot be read back");
  std::string piece;
  Status status = Ok{};
  for (std::size_t done = 0; status && done < size_;) {
    piece.resize(std::min(size_ - done, std::size_t{1} << 16U));
    const ssize_t count = ::read(file, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      status = systemError(path_, "cannot be read back");
    } else if (count == 0) {
      status = Error{path_, "cannot be read back: it is shorter than what was written", ""};
    } else {
      status = sink(std::string_view(piece).substr(0, static_cast<std::size_t>(count)));
      done += static_cast<std::size_t>(count);
    }
  }
  ::close(file);
  return status;
}

Status ReplacingFile::commit() {
  if (in_place_) {
    if (auto status = appendInPlace(""); !status) return status;
    return in_place_->sync();
  }
  Status status = settle();
  if (!status && std::exchange(named_, false)) ::unlink(neighbor_.c_str());
  return status;
}

Status ReplacingFile::settle() {
  if (::fchmod(descriptor_, modeFor(target_)) != 0) {
    return systemError(path_, "cannot be given its permissions");
  }
  if (::fsync(descriptor_) != 0) return systemError(path_, "cannot be written");
  if (!named_) {
    std::string name = nameOf(descriptor_, neighbor_);
    if (name.empty()) return systemError(path_, "cannot be written");
    neighbor_ = std::move(name);
    named_ = true;
  }
  if (::rename(neighbor_.c_str(), target_.c_str()) != 0) {
    return systemError(path_, "cannot be replaced");
  }
  named_ = false;  // renamed: nothing to remove
  syncFolderOf(target_);
  if (::close(std::exchange(descriptor_, -1)) != 0) return systemError(path_, "cannot be written");
  return Ok{};
}

Result<HeldOutput> HeldOutput::take(const std::string& path) {
  HeldOutput held;
  if (isPipe(path)) {
    const auto pipe = openPipe(path);
    if (!pipe) return pipe.error();
    held.pipe_ = *pipe;
    return held;
  }
  if (auto status = checkReplaceable(path); !status) return status.error();
  if (isSpecial(path)) return held;
  auto lock = NameLock::take(path);
  if (!lock) return lock.error();
  held.lock_ = std::move(lock).value();
  return held;
}

HeldOutput::HeldOutput(HeldOutput&& other) noexcept
    : lock_(std::move(other.lock_)), pipe_(std::exchange(other.pipe_, -1)) {}

HeldOutput& HeldOutput::operator=(HeldOutput&& other) noexcept {
  std::swap(lock_, other.lock_);
  std::swap(pipe_, other.pipe_);
  return *this;
}

HeldOutput::~HeldOutput() {
  if (pipe_ >= 0) ::close(pipe_);
}

Status replaceFile(const std::string& path, std::string_view text) {
  auto file = ReplacingFile::open(path);
  if (!file) return file.error();
  if (auto status = file.value().append(text); !status) return status;
  return file.value().commit();
}

}  // namespace emascope
