// SPDX-License-Identifier: Apache-2.0
#include "core/series/input_stream.h"

#include "core/base/input_file.h"
#include "core/base/uninterrupted.h"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace emascope {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 16U;

}  // namespace

Result<InputStream> InputStream::open(const std::string& path) {
  const bool standard = path == "-";
  const std::string name = standard ? "standard input" : path;
  const int descriptor = standard ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                                  : openDescriptor(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return readError(name);
  InputStream stream(name, descriptor);
  struct stat info {};
  if (::fstat(descriptor, &info) != 0) return readError(name);
  if (S_ISDIR(info.st_mode)) return Error{name, "is a folder", "a file or a pipe"};
  if (S_ISREG(info.st_mode)) {
    const off_t at = ::lseek(descriptor, 0, SEEK_CUR);
    if (at < 0) return readError(name);
    stream.start_ = static_cast<std::uint64_t>(at);
    stream.size_ = at < info.st_size ? static_cast<std::uint64_t>(info.st_size - at) : 0;
  }
  return stream;
}

Result<InputStream> InputStream::openFile(const std::string& path) {
  InputStream stream(path, openDescriptor(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  struct stat info {};
  if (stream.descriptor_ < 0 || ::fstat(stream.descriptor_, &info) != 0) return readError(path);
  if (S_ISDIR(info.st_mode)) return Error{path, "is a folder", "a file"};
  if (!S_ISREG(info.st_mode)) return Error{path, "is a pipe or a device", "a file"};
  stream.size_ = static_cast<std::uint64_t>(info.st_size);
  return stream;
}

InputStream InputStream::through(std::string name, Reader reader) {
  InputStream stream(std::move(name), -1);
  stream.reader_ = std::move(reader);
  return stream;
}

InputStream::InputStream(InputStream&& other) noexcept
    : name_(std::move(other.name_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      reader_(std::move(other.reader_)),
      stop_(other.stop_),
      size_(other.size_),
      start_(other.start_),
      buffer_(std::move(other.buffer_)),
      begin_(other.begin_) {}

InputStream::~InputStream() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::string_view InputStream::ahead() const { return std::string_view(buffer_).substr(begin_); }

Status InputStream::waitForMore() const {
  if (stop_ < 0) return Ok{};
  pollfd either[] = {{descriptor_, POLLIN, 0}, {stop_, POLLIN, 0}};
  while (::poll(either, 2, -1) < 0) {
    if (errno != EINTR) return readError(name_);
  }
  if (either[1].revents != 0) return Error{name_, "interrupted", ""};
  return Ok{};
}

Result<bool> InputStream::more() {
  if (auto status = waitForMore(); !status) return status.error();
  buffer_.erase(0, std::exchange(begin_, 0));
  const std::size_t kept = buffer_.size();
  buffer_.resize(kept + kChunk);
  if (reader_) {
    const auto filled = reader_(std::as_writable_bytes(std::span(buffer_.data() + kept, kChunk)));
    buffer_.resize(kept + (filled ? *filled : 0));
    if (!filled) return filled.error();
    return *filled > 0;
  }
  ssize_t got = -1;
  do {
    got = ::read(descriptor_, buffer_.data() + kept, kChunk);
  } while (got < 0 && errno == EINTR);
  buffer_.resize(kept + static_cast<std::size_t>(got < 0 ? 0 : got));
  if (got < 0) return readError(name_);
  return got > 0;
}

Status InputStream::fill(std::size_t count) {
  while (ahead().size() < count) {
    const auto grown = more();
    if (!grown) return grown.error();
    if (!*grown) break;
  }
  return Ok{};
}

Status InputStream::readAt(std::uint64_t offset, std::span<std::byte> bytes) const {
  offset += start_;
  while (!bytes.empty()) {
    const ssize_t got =
        ::pread(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return readError(name_);
    if (got == 0) return Error{name_, "was cut short while it was read", ""};
    bytes = bytes.subspan(static_cast<std::size_t>(got));
    offset += static_cast<std::uint64_t>(got);
  }
  return Ok{};
}

}  // namespace emascope
