// SPDX-License-Identifier: Apache-2.0
//
// GrowingFile of output_file.h: opening, appending to and syncing a file that grows during a run.
#include "core/base/output_file.h"
#include "core/base/output_path.h"
#include "core/base/output_system.h"
#include "core/base/uninterrupted.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace emascope {
namespace {

constexpr mode_t kNewFile = 0666;  // minus the umask

/// Creates `target`, or opens it if it exists.
int openOrMake(const std::string& target, bool& made) {
  constexpr int kFlags = O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  int descriptor = openDescriptor(target, kFlags | O_CREAT | O_EXCL, kNewFile);
  made = descriptor >= 0;
  if (!made && errno == EEXIST) descriptor = openDescriptor(target, kFlags);
  return descriptor;
}

bool anotherProcessHas(int descriptor) {
  return ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

}  // namespace

Result<GrowingFile> GrowingFile::open(const std::string& path) {
  auto target = outputTarget(path);
  if (!target) return target.error();
  if (isPipe(*target)) {
    const auto pipe = openPipe(path);
    if (!pipe) return pipe.error();
    return GrowingFile(path, std::move(target).value(), *pipe, /*made=*/false);
  }
  bool made = false;
  const int descriptor = openOrMake(*target, made);
  if (descriptor < 0) return systemError(path, "cannot be written");
  GrowingFile file(path, std::move(target).value(), descriptor, made);
  if (file.regular_ && anotherProcessHas(descriptor)) {
    file.made_ = false;
    return heldByAnother(path);
  }
  return file;
}

GrowingFile::GrowingFile(std::string path, std::string target, int descriptor, bool made)
    : path_(std::move(path)), target_(std::move(target)), descriptor_(descriptor), made_(made) {
  struct stat info {};
  regular_ = ::fstat(descriptor_, &info) == 0 && S_ISREG(info.st_mode);
}

GrowingFile::GrowingFile(GrowingFile&& other) noexcept
    : path_(std::move(other.path_)),
      target_(std::move(other.target_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      made_(other.made_),
      regular_(other.regular_),
      torn_(other.torn_),
      lost_reader_(other.lost_reader_),
      size_(other.size_),
      unsent_(std::move(other.unsent_)) {}

GrowingFile& GrowingFile::operator=(GrowingFile&& other) noexcept {
  if (this != &other) {
    close();
    path_ = std::move(other.path_);
    target_ = std::move(other.target_);
    descriptor_ = std::exchange(other.descriptor_, -1);
    made_ = other.made_;
    regular_ = other.regular_;
    torn_ = other.torn_;
    lost_reader_ = other.lost_reader_;
    size_ = other.size_;
    unsent_ = std::move(other.unsent_);
  }
  return *this;
}

GrowingFile::~GrowingFile() { close(); }

void GrowingFile::close() {
  if (descriptor_ < 0) return;
  if (made_ && isWhereItWas()) ::unlink(target_.c_str());
  ::close(descriptor_);
  descriptor_ = -1;
}

bool GrowingFile::isFull() const {
  struct stat info {};
  return regular_ && ::fstat(descriptor_, &info) == 0 && info.st_size > 0;
}

bool GrowingFile::isWhereItWas() const {
  struct stat open_file {};
  struct stat named {};
  if (!regular_ || ::fstat(descriptor_, &open_file) != 0) return true;
  return ::stat(target_.c_str(), &named) == 0 && named.st_dev == open_file.st_dev &&
         named.st_ino == open_file.st_ino;
}

Status GrowingFile::begin() {
  made_ = false;
  size_ = 0;
  unsent_.clear();
  if (regular_ && ::ftruncate(descriptor_, 0) != 0) {
    return systemError(path_, "cannot be emptied");
  }
  torn_ = false;
  return Ok{};
}

Status GrowingFile::append(std::string_view text) {
  return regular_ ? appendWhole(text) : hand(text);
}

Status GrowingFile::appendWhole(std::string_view text) {
  const auto size = static_cast<off_t>(size_);
  if (torn_ && ::ftruncate(descriptor_, size) != 0) return systemError(path_, "cannot be written");
  torn_ = false;
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t written = ::pwrite(descriptor_, text.data() + done, text.size() - done,
                                     size + static_cast<off_t>(done));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const Error error = systemError(path_, "cannot be written");
      torn_ = ::ftruncate(descriptor_, size) != 0;
      return error;
    }
    done += static_cast<std::size_t>(written);
  }
  size_ += text.size();
  return Ok{};
}

Status GrowingFile::hand(std::string_view text) {
  unsent_ += text;
  std::size_t done = 0;
  while (done < unsent_.size()) {
    const ssize_t written = ::write(descriptor_, unsent_.data() + done, unsent_.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) break;
    if (written < 0) {
      lost_reader_ = errno == EPIPE;
      const Error error = systemError(path_, "cannot be written");
      unsent_.erase(0, done);
      unsent_.resize(unsent_.size() - std::min(unsent_.size(), text.size()));
      return error;
    }
    done += static_cast<std::size_t>(written);
  }
  unsent_.erase(0, done);
  return Ok{};
}

Status GrowingFile::flush(std::chrono::milliseconds patience) {
  while (!unsent_.empty()) {
    pollfd room{descriptor_, POLLOUT, 0};
    const int ready = ::poll(&room, 1, static_cast<int>(patience.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0) {
      const std::string seconds = std::to_string(patience.count() / 1000);
      return Error{
          path_, "cannot be written: its reader has taken nothing for " + seconds + " seconds", ""};
    }
    if (auto status = hand(""); !status) return status;
  }
  return Ok{};
}

Status GrowingFile::sync() const {
  if (regular_ && ::fdatasync(descriptor_) != 0) return systemError(path_, "cannot be written");
  return Ok{};
}

}  // namespace emascope
