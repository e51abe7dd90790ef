// SPDX-License-Identifier: Apache-2.0
#include "core/data/gzip_file.h"

#include "core/base/uninterrupted.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <zlib.h>

namespace emascope {

struct GzipFile::State {
  std::string path;
  gzFile file;

  State(std::string name, gzFile opened) : path(std::move(name)), file(opened) {}
  ~State() { gzclose(file); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
};

Result<GzipFile> GzipFile::open(const std::string& path) {
  const int descriptor = openDescriptor(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0)
    return Error{path, std::string("cannot be read: ") + std::strerror(errno), ""};
  struct stat info {};
  const gzFile file = ::fstat(descriptor, &info) == 0 && S_ISREG(info.st_mode)
                          ? gzdopen(descriptor, "rb")
                          : nullptr;
  if (file == nullptr) {
    ::close(descriptor);
    return Error{path, "cannot be read", "a file"};
  }
  return GzipFile(std::make_unique<State>(path, file));
}

GzipFile::GzipFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
GzipFile::GzipFile(GzipFile&& other) noexcept = default;
GzipFile& GzipFile::operator=(GzipFile&& other) noexcept = default;
GzipFile::~GzipFile() = default;

Result<std::size_t> GzipFile::read(std::span<std::byte> bytes) {
  constexpr std::size_t kMostAtOnce = std::size_t{1} << 24U;
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const auto wanted = static_cast<unsigned>(std::min(bytes.size() - filled, kMostAtOnce));
    const int got = gzread(state_->file, bytes.data() + filled, wanted);
    int code = Z_OK;
    const char* const why = gzerror(state_->file, &code);
    if (got < 0 || (code != Z_OK && code != Z_STREAM_END)) {
      return Error{state_->path,
                   code == Z_BUF_ERROR ? "is truncated within its compressed data"
                                       : std::string("is damaged: ") + why,
                   "a complete gzip file"};
    }
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  return filled;
}

}  // namespace emascope
