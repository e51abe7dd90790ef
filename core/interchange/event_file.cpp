// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/event_file.h"

#include "core/base/input_file.h"
#include "core/base/uninterrupted.h"
#include "core/interchange/masked_crc32c.h"
#include "core/interchange/proto.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace emascope {
namespace {

constexpr std::size_t kLengthBytes = 8;
constexpr std::size_t kChecksumBytes = 4;

/// A window of a file, moved forward as it is read.
class FileWindow {
 public:
  FileWindow(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}

  /// `count` bytes from `offset` on; none if reading fails (errno) or the file was cut (errno 0).
  /// @pre they are in the file, and later calls have no smaller offset
  [[nodiscard]] std::optional<std::string_view> at(std::uint64_t offset, std::size_t count) {
    if (offset < start_ || offset + count > start_ + bytes_.size()) {
      if (!load(offset, count)) return std::nullopt;
    }
    return std::string_view(bytes_).substr(static_cast<std::size_t>(offset - start_), count);
  }

 private:
  static constexpr std::uint64_t kPiece = std::uint64_t{1} << 18U;

  bool load(std::uint64_t offset, std::size_t count) {
    start_ = offset;
    bytes_.resize(
        static_cast<std::size_t>(std::max<std::uint64_t>(count, std::min(kPiece, size_ - offset))));
    std::size_t have = 0;
    while (have < bytes_.size()) {
      const ssize_t got = ::pread(descriptor_, bytes_.data() + have, bytes_.size() - have,
                                  static_cast<off_t>(start_ + have));
      if (got < 0 && errno == EINTR) continue;
      if (got == 0) errno = 0;
      if (got <= 0) return false;
      have += static_cast<std::size_t>(got);
    }
    return true;
  }

  int descriptor_;
  std::uint64_t size_;
  std::uint64_t start_ = 0;
  std::string bytes_ = {};
};

/// The number in the first `count` bytes. @pre they are there
std::uint64_t littleEndian(std::string_view bytes, std::size_t count) {
  return ProtoReader::takeFixed(bytes, count).value_or(0);
}

bool lengthIsSound(std::string_view header) {
  return maskedCrc32c(header.substr(0, kLengthBytes)) ==
         littleEndian(header.substr(kLengthBytes), kChecksumBytes);
}

}  // namespace

bool startsAsEventFile(std::string_view begin) {
  return begin.size() >= kEventHeaderBytes && lengthIsSound(begin.substr(0, kEventHeaderBytes));
}

Error EventFile::problem(std::string why, std::string allowed) const {
  return {path_ + ": byte " + std::to_string(offset_), std::move(why), std::move(allowed)};
}

Status EventFile::readMore(const Take& take) {
  const int descriptor = openDescriptor(path_, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (descriptor < 0) return readError(path_);
  struct stat info {};
  Status status = Ok{};
  if (::fstat(descriptor, &info) != 0) {
    status = readError(path_);
  } else if (!S_ISREG(info.st_mode)) {
    status = Error{path_, "is not a regular file", "an event file"};
  } else if (static_cast<std::uint64_t>(info.st_size) < offset_) {
    status = Error{path_, "has become shorter: " + std::to_string(info.st_size) + " bytes",
                   "at least the " + std::to_string(offset_) + " that were read"};
  } else {
    status = readFrom(descriptor, static_cast<std::uint64_t>(info.st_size), take);
  }
  ::close(descriptor);
  return status;
}

Status EventFile::readFrom(int descriptor, std::uint64_t size, const Take& take) {
  FileWindow window(descriptor, size);
  const auto unreadable = [this] {
    return errno == 0 ? Error{path_, "was cut short while it was read", ""} : readError(path_);
  };
  for (;;) {
    const std::uint64_t left = size - offset_;
    if (left < kEventHeaderBytes) return Ok{};
    const auto header = window.at(offset_, kEventHeaderBytes);
    if (!header) return unreadable();
    if (!lengthIsSound(*header)) {
      return problem("the checksum of the record's length is wrong", "an event file");
    }
    const std::uint64_t length = littleEndian(*header, kLengthBytes);
    if (length > kLongestEventRecord) {
      return problem("the record has " + std::to_string(length) + " bytes",
                     "at most " + std::to_string(kLongestEventRecord));
    }
    const std::uint64_t whole = kEventHeaderBytes + length + kChecksumBytes;
    if (left < whole) return Ok{};
    const auto record = window.at(offset_, static_cast<std::size_t>(whole));
    if (!record) return unreadable();
    const std::string_view data =
        record->substr(kEventHeaderBytes, static_cast<std::size_t>(length));
    if (maskedCrc32c(data) !=
        littleEndian(record->substr(record->size() - kChecksumBytes), kChecksumBytes)) {
      return problem("the checksum of the record's data is wrong", "an undamaged file");
    }
    const auto event = decodeEvent(data);
    if (!event) return problem("the record " + event.error().why, event.error().allowed);
    if (const Status status = take(*event); !status) {
      return problem("the log " + status.error().why, status.error().allowed);
    }
    offset_ += whole;
  }
}

}  // namespace emascope
