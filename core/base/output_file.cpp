// SPDX-License-Identifier: Apache-2.0
#include "core/base/output_file.h"

#include "core/base/output_path.h"
#include "core/base/output_system.h"
#include "core/base/unfinished_file.h"
#include "core/base/uninterrupted.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace emascope {
namespace {

Status writeAll(int descriptor, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written == 0) errno = ENOSPC;  // no system does that; it would be waited for without end
    if (written <= 0) return systemError(path, "cannot be written");
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return Ok{};
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
    const UnfinishedFile made = makeUnfinished(*target);
    if (made.descriptor >= 0) {
      if (made.named) ::unlink(made.name.c_str());
      ::close(made.descriptor);
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
  if (!isSpecial(file.target_) && file.makeBeside()) return file;
  auto in_place = GrowingFile::open(path);
  if (!in_place) return in_place.error();
  file.in_place_ = std::move(in_place).value();
  return file;
}

Result<ReplacingFile> ReplacingFile::openBeside(const std::string& path) {
  auto target = outputTarget(path);
  if (!target) return target.error();
  if (isSpecial(*target)) return Error{path, "is a pipe or a device", "a file"};
  ReplacingFile file(path, std::move(target).value());
  if (!file.makeBeside()) return systemError(path, "cannot be written");
  return file;
}

/// False, with errno, if no file can be created in the folder.
bool ReplacingFile::makeBeside() {
  removeUnfinishedOf(target_);
  UnfinishedFile made = makeUnfinished(target_);
  if (made.descriptor < 0) return false;
  neighbor_ = std::move(made.name);
  descriptor_ = made.descriptor;
  named_ = made.named;
  return true;
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
  const int file = openDescriptor(self, O_RDONLY | O_CLOEXEC);
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

Status ReplacingFile::commitVerified(std::string_view bytes) {
  const auto folder = FolderSync::open(folderOf(target_));
  Status status = folder ? toDisk() : Status(folder.error());
  if (status) status = isOnDisk(bytes);
  if (status) status = takeName();
  if (!status) {
    if (std::exchange(named_, false)) ::unlink(neighbor_.c_str());
    return status;
  }
  ::close(std::exchange(descriptor_, -1));  // what it could report, fsync() would have
  return folder->sync();
}

/// Compares what the disk holds with `bytes`.
Status ReplacingFile::isOnDisk(std::string_view bytes) const {
  ::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_DONTNEED);  // from the disk, not from the cache
  const Error differs{path_, "cannot be written: the disk does not hold what was written to it",
                      "another disk"};
  std::string_view rest = bytes;
  const Status status = readBack([&](std::string_view piece) -> Status {
    if (!rest.starts_with(piece)) return differs;
    rest.remove_prefix(piece.size());
    return Ok{};
  });
  if (!status) return status;
  return rest.empty() ? Status(Ok{}) : Status(differs);
}

Status ReplacingFile::settle() {
  if (auto status = toDisk(); !status) return status;
  if (auto status = takeName(); !status) return status;
  syncFolderOf(target_);
  if (::close(std::exchange(descriptor_, -1)) != 0) return systemError(path_, "cannot be written");
  return Ok{};
}

Status ReplacingFile::toDisk() {
  if (uninterrupted([&] { return ::fchmod(descriptor_, modeFor(target_)); }) != 0) {
    return systemError(path_, "cannot be given its permissions");
  }
  if (!syncToDisk(descriptor_)) return systemError(path_, "cannot be written");
  return Ok{};
}

Status ReplacingFile::takeName() {
  if (!named_) {
    std::string name = nameUnfinished(descriptor_, neighbor_);
    if (name.empty()) return systemError(path_, "cannot be written");
    neighbor_ = std::move(name);
    named_ = true;
  }
  if (::rename(neighbor_.c_str(), target_.c_str()) != 0) {
    return systemError(path_, "cannot be replaced");
  }
  named_ = false;  // renamed: nothing to remove
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

Status replaceFileVerified(const std::string& path, std::string_view bytes) {
  auto file = ReplacingFile::openBeside(path);
  if (!file) return file.error();
  if (auto status = file.value().append(bytes); !status) return status;
  return file.value().commitVerified(bytes);
}

Status removeFile(const std::string& path) {
  if (::unlink(path.c_str()) == 0 || errno == ENOENT) return Ok{};
  return systemError(path, "cannot be removed");
}

Status syncFolder(const std::string& folder) {
  const auto opened = FolderSync::open(folder);
  return opened ? opened->sync() : Status(opened.error());
}

}  // namespace emascope
