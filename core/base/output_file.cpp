// SPDX-License-Identifier: Apache-2.0
#include "core/base/output_file.h"

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
  std::string form = {};  ///< of its name, for mkostemp(); its name once it has one
  int descriptor = -1;
  bool named = false;
};

/// A new, empty file in the folder of `target`: without a name where the file system can do that,
/// so that nothing is left of it if the program is killed.
Neighbour makeNeighbour(const std::string& target) {
  const auto slash = target.find_last_of('/');
  const std::string folder = slash == std::string::npos ? "" : target.substr(0, slash + 1);
  Neighbour neighbour{folder + "." + target.substr(folder.size()) + ".XXXXXX"};
  constexpr mode_t kOwner = 0600;
  neighbour.descriptor =
      ::open(folder.empty() ? "." : folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, kOwner);
  if (neighbour.descriptor >= 0) return neighbour;
  neighbour.descriptor = ::mkostemp(neighbour.form.data(), O_CLOEXEC);
  neighbour.named = neighbour.descriptor >= 0;
  return neighbour;
}

/// The name of a file that had none, after `form`; empty, with errno, if it cannot have one.
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

/// A renamed file is on the disk when its folder is.
void syncFolderOf(const std::string& target) {
  const auto slash = target.find_last_of('/');
  const std::string folder = slash == std::string::npos ? "." : target.substr(0, slash + 1);
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);  // not every file system can; the file itself is safe by then
  ::close(descriptor);
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
      if (neighbour.named) ::unlink(neighbour.form.c_str());
      return Ok{};
    }
  }
  const auto file = GrowingFile::open(path);  // in place, then; touches nothing
  return file ? Status(Ok{}) : Status(file.error());
}

Result<ReplacingFile> ReplacingFile::open(const std::string& path) {
  ReplacingFile file(path, followed(path));
  if (!isSpecial(file.target_)) {
    Neighbour neighbour = makeNeighbour(file.target_);
    if (neighbour.descriptor >= 0) {
      file.neighbour_ = std::move(neighbour.form);
      file.descriptor_ = neighbour.descriptor;
      file.named_ = neighbour.named;
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
      neighbour_(std::move(other.neighbour_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      named_(other.named_),
      in_place_(std::exchange(other.in_place_, std::nullopt)),
      begun_(other.begun_) {}

ReplacingFile::~ReplacingFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  if (named_) ::unlink(neighbour_.c_str());
}

Status ReplacingFile::append(std::string_view bytes) {
  if (!in_place_) return writeAll(descriptor_, bytes, path_);
  if (!std::exchange(begun_, true)) {
    if (auto status = in_place_->begin(); !status) return status;
  }
  return in_place_->append(bytes);
}

Status ReplacingFile::commit(Wait wait) {
  if (in_place_) return append("");
  Status status = settle(wait);
  if (!status && std::exchange(named_, false)) ::unlink(neighbour_.c_str());
  return status;
}

Status ReplacingFile::settle(Wait wait) {
  if (::fchmod(descriptor_, modeFor(target_)) != 0) {
    return systemError(path_, "cannot be given its rights");
  }
  if (wait == Wait::kForDisk && ::fsync(descriptor_) != 0) {
    return systemError(path_, "cannot be written");
  }
  if (!named_) {
    std::string name = nameOf(descriptor_, neighbour_);
    if (name.empty()) return systemError(path_, "cannot be written");
    neighbour_ = std::move(name);
    named_ = true;
  }
  if (::close(std::exchange(descriptor_, -1)) != 0) return systemError(path_, "cannot be written");
  if (::rename(neighbour_.c_str(), target_.c_str()) != 0) {
    return systemError(path_, "cannot be replaced");
  }
  if (wait == Wait::kForDisk) syncFolderOf(target_);
  return Ok{};
}

Status replaceFile(const std::string& path, std::string_view text) {
  auto file = ReplacingFile::open(path);
  if (!file) return file.error();
  if (auto status = file.value().append(text); !status) return status;
  return file.value().commit(ReplacingFile::Wait::kNot);
}

}  // namespace emascope
