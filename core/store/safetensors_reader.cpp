// SPDX-License-Identifier: Apache-2.0
//
// SafetensorsReader of safetensors.h.
#include "core/base/input_file.h"
#include "core/store/safetensors.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace emascope {
namespace {

constexpr std::uint64_t kLengthBytes = 8;

}  // namespace

Result<SafetensorsReader> SafetensorsReader::open(const std::string& path) {
  SafetensorsReader reader(path);
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return readError(path);
  if (!S_ISREG(info.st_mode)) {
    return Error{path, S_ISDIR(info.st_mode) ? "is a folder" : "is not a regular file",
                 "a safetensors file"};
  }
  reader.descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (reader.descriptor_ < 0) return readError(path);
  if (const Status status = reader.readHeader(); !status) return status.error();
  return reader;
}

SafetensorsReader::SafetensorsReader(SafetensorsReader&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      data_offset_(other.data_offset_),
      header_(std::move(other.header_)) {}

SafetensorsReader::~SafetensorsReader() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Status SafetensorsReader::readHeader() {
  struct stat info {};
  if (::fstat(descriptor_, &info) != 0) return readError(path_);
  const auto size = static_cast<std::uint64_t>(info.st_size);
  if (size < kLengthBytes) {
    return Error{path_, "has " + std::to_string(size) + " bytes, too few for a header",
                 "a safetensors file"};
  }
  std::array<std::byte, kLengthBytes> length_bytes{};
  if (auto status = readAt(0, length_bytes); !status) return status;
  std::uint64_t length = 0;
  for (std::size_t i = kLengthBytes; i-- > 0;) {
    length = length << 8U | std::to_integer<std::uint64_t>(length_bytes[i]);
  }
  const std::uint64_t rest = size - kLengthBytes;
  if (length > kLongestSafetensorsHeader) {
    return Error{path_, "announces a header of " + std::to_string(length) + " bytes",
                 "a safetensors file, whose header has at most " +
                     std::to_string(kLongestSafetensorsHeader) + " bytes"};
  }
  if (length > rest) {
    return Error{path_,
                 "announces a header of " + std::to_string(length) + " bytes but has only " +
                     std::to_string(rest) + "; the file is truncated or not a safetensors file",
                 ""};
  }
  std::string json(length, '\0');
  if (auto status = readAt(kLengthBytes, std::as_writable_bytes(std::span(json))); !status) {
    return status;
  }
  data_offset_ = kLengthBytes + length;
  auto header = parseSafetensorsHeader(json, rest - length, path_);
  if (!header) return header.error();
  header_ = std::move(header).value();
  return Ok{};
}

Status SafetensorsReader::read(std::size_t index, std::uint64_t first,
                               std::span<std::byte> bytes) const {
  return readAt(data_offset_ + header_.tensors[index].begin + first, bytes);
}

Status SafetensorsReader::readAt(std::uint64_t offset, std::span<std::byte> bytes) const {
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
