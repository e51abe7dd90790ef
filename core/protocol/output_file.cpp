// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/output_file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace emascope {
namespace {

constexpr mode_t kNewFile = 0666;  // less the umask

Error systemError(const std::string& path, const char* what) {
  return {path, std::string(what) + ": " + std::strerror(errno), ""};
}

Status writeAll(int descriptor, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return systemError(path, "cannot be written");
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return Ok{};
}

/// The file that a link leads to; `path` itself if there is none yet.
std::string followed(const std::string& path) {
  char* real = ::realpath(path.c_str(), nullptr);
  if (real == nullptr) return path;
  std::string result(real);
  std::free(real);
  return result;
}

struct Neighbour {
  std::string path = {};
  int descriptor = -1;
};

/// A new, empty file in the folder of `target`.
Neighbour makeNeighbour(const std::string& target) {
  const auto slash = target.find_last_of('/');
  const std::string folder = slash == std::string::npos ? "" : target.substr(0, slash + 1);
  Neighbour neighbour{folder + "." + target.substr(folder.size()) + ".XXXXXX"};
  neighbour.descriptor = ::mkostemp(neighbour.path.data(), O_CLOEXEC);
  return neighbour;
}

/// Rights of the new file: those of the file it replaces, or what the umask leaves.
mode_t modeFor(const std::string& target) {
  struct stat info {};
  constexpr mode_t kRights = 07777;
  if (::stat(target.c_str(), &info) == 0) return info.st_mode & kRights;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return kNewFile & ~mask;
}

bool isSpecial(const std::string& target) {
  struct stat info {};
  return ::stat(target.c_str(), &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

Status writeInPlace(const std::string& path, std::string_view text) {
  auto file = GrowingFile::open(path);
  if (!file) return file.error();
  if (auto status = file.value().begin(); !status) return status;
  return file.value().append(text);
}

}  // namespace

Result<GrowingFile> GrowingFile::open(const std::string& path) {
  int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kNewFile);
  const bool made = descriptor >= 0;
  if (!made && errno == EEXIST)
    descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, kNewFile);
  if (descriptor < 0) return systemError(path, "cannot be written");
  return GrowingFile(path, descriptor, made);
}

GrowingFile::GrowingFile(GrowingFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      made_(other.made_),
      regular_(other.regular_),
      size_(other.size_) {}

GrowingFile& GrowingFile::operator=(GrowingFile&& other) noexcept {
  if (this != &other) {
    close();
    path_ = std::move(other.path_);
    descriptor_ = std::exchange(other.descriptor_, -1);
    made_ = other.made_;
    regular_ = other.regular_;
    size_ = other.size_;
  }
  return *this;
}

GrowingFile::~GrowingFile() { close(); }

void GrowingFile::close() {
  if (descriptor_ < 0) return;
  if (made_) ::unlink(path_.c_str());
  ::close(descriptor_);
  descriptor_ = -1;
}

Status GrowingFile::begin() {
  struct stat info {};
  regular_ = ::fstat(descriptor_, &info) == 0 && S_ISREG(info.st_mode);
  made_ = false;
  size_ = 0;
  if (!regular_) return Ok{};
  if (::ftruncate(descriptor_, 0) != 0 || ::lseek(descriptor_, 0, SEEK_SET) != 0) {
    return systemError(path_, "cannot be emptied");
  }
  return Ok{};
}

Status GrowingFile::append(std::string_view text) {
  Status status = writeAll(descriptor_, text, path_);
  if (status) {
    size_ += text.size();
  } else if (regular_ && ::ftruncate(descriptor_, static_cast<off_t>(size_)) != 0) {
    return Error{path_, status.error().why + ", and its last row is cut", ""};
  }
  return status;
}

Status checkReplaceable(const std::string& path) {
  const std::string target = followed(path);
  if (!isSpecial(target)) {
    struct stat info {};
    if (::stat(target.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) {
      errno = EISDIR;
      return systemError(path, "cannot be written");
    }
    const Neighbour neighbour = makeNeighbour(target);
    if (neighbour.descriptor >= 0) {
      ::close(neighbour.descriptor);
      ::unlink(neighbour.path.c_str());
      return Ok{};
    }
  }
  const auto file = GrowingFile::open(path);  // in place, then; touches nothing
  return file ? Status(Ok{}) : Status(file.error());
}

Status replaceFile(const std::string& path, std::string_view text) {
  const std::string target = followed(path);
  if (isSpecial(target)) return writeInPlace(path, text);
  const Neighbour neighbour = makeNeighbour(target);
  if (neighbour.descriptor < 0) return writeInPlace(path, text);
  Status status = writeAll(neighbour.descriptor, text, path);
  if (status && ::fchmod(neighbour.descriptor, modeFor(target)) != 0) {
    status = systemError(path, "cannot be given its rights");
  }
  if (::close(neighbour.descriptor) != 0 && status) status = systemError(path, "cannot be written");
  if (status && ::rename(neighbour.path.c_str(), target.c_str()) != 0) {
    status = systemError(path, "cannot be replaced");
  }
  if (!status) ::unlink(neighbour.path.c_str());
  return status;
}

}  // namespace emascope
