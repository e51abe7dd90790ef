// SPDX-License-Identifier: Apache-2.0
#include "core/base/input_file.h"

#include "core/base/uninterrupted.h"

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace emascope {
namespace {

std::optional<Error> whyNot(const std::string& path, const struct stat& info,
                            std::uint64_t most_bytes) {
  if (S_ISDIR(info.st_mode)) return Error{path, "is a folder", "a file"};
  if (!S_ISREG(info.st_mode)) return Error{path, "is a pipe or a device", "a file"};
  if (static_cast<std::uint64_t>(info.st_size) > most_bytes) {
    return Error{path, "has " + std::to_string(info.st_size) + " bytes",
                 "at most " + std::to_string(most_bytes)};
  }
  return std::nullopt;
}

/// Reads from the current position to the end, but at most `size` bytes.
Result<std::string> contents(const std::string& path, int descriptor, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t have = 0;
  while (have < size) {
    const ssize_t got = ::read(descriptor, bytes.data() + have, size - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return readError(path);
    if (got == 0) return Error{path, "was cut short while it was read", ""};
    have += static_cast<std::size_t>(got);
  }
  return bytes;
}

}  // namespace

Error readError(const std::string& path) {
  return {path, std::string("cannot be read: ") + std::strerror(errno), ""};
}

Result<std::string> readWholeFile(const std::string& path, std::uint64_t most_bytes) {
  const int descriptor = openDescriptor(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (descriptor < 0) return readError(path);
  struct stat info {};
  Result<std::string> bytes = readError(path);
  if (::fstat(descriptor, &info) != 0) {
    bytes = readError(path);
  } else if (auto why = whyNot(path, info, most_bytes)) {
    bytes = *std::move(why);
  } else {
    bytes = contents(path, descriptor, static_cast<std::size_t>(info.st_size));
  }
  ::close(descriptor);
  return bytes;
}

}  // namespace emascope
