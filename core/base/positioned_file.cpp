// SPDX-License-Identifier: Apache-2.0
#include "core/base/positioned_file.h"

#include "core/base/input_file.h"
#include "core/base/uninterrupted.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace emascope {
namespace {

int openForReading(const std::string& path) {
  return openDescriptor(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

}  // namespace

Result<PositionedFile> PositionedFile::open(const std::string& path, const std::string& allowed) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return readError(path);
  if (!S_ISREG(info.st_mode)) {  // before it is opened: opening a device may have an effect
    return Error{path, S_ISDIR(info.st_mode) ? "is a folder" : "is not a regular file", allowed};
  }
  PositionedFile file(path, openForReading(path));
  if (file.descriptor_ < 0 || ::fstat(file.descriptor_, &info) != 0) return readError(path);
  if (!S_ISREG(info.st_mode)) return Error{path, "is not a regular file", allowed};
  file.size_ = static_cast<std::uint64_t>(info.st_size);
  return file;
}

PositionedFile::PositionedFile(PositionedFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_) {}

PositionedFile::~PositionedFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Status PositionedFile::read(std::uint64_t offset, std::span<std::byte> bytes) const {
  while (!bytes.empty()) {
    const ssize_t got =
        ::pread(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return readError(path_);
    if (got == 0) return Error{path_, "was cut short while it was read", ""};
    bytes = bytes.subspan(static_cast<std::size_t>(got));
    offset += static_cast<std::uint64_t>(got);
  }
  return Ok{};
}

}  // namespace emascope
