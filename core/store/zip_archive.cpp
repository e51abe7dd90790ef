// SPDX-License-Identifier: Apache-2.0
#include "core/store/zip_archive.h"

#include "core/base/uninterrupted.h"
#include "core/base/utf8.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <zip.h>

namespace emascope {
namespace {

std::string zipMessage(int code) {
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  return text;
}

}  // namespace

Result<ZipArchive> ZipArchive::open(const std::string& path, std::int64_t most_members,
                                    const std::string& wanted) {
  const int descriptor = openDescriptor(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) {
    return Error{path, std::string("cannot be read: ") + std::strerror(errno), ""};
  }
  struct stat info {};
  if (::fstat(descriptor, &info) != 0 || !S_ISREG(info.st_mode)) {
    ::close(descriptor);
    return Error{path, "is not a regular file", wanted};
  }
  int code = ZIP_ER_OK;
  zip_t* const handle = zip_fdopen(descriptor, 0, &code);
  if (handle == nullptr) {
    ::close(descriptor);
    return Error{path, "cannot be read as a ZIP archive: " + zipMessage(code), wanted};
  }
  ZipArchive archive(path, handle);
  const zip_int64_t count = zip_get_num_entries(handle, 0);
  if (count > most_members) {
    return Error{path, "has " + std::to_string(count) + " members",
                 "at most " + std::to_string(most_members)};
  }
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* const name = zip_get_name(handle, static_cast<zip_uint64_t>(i), ZIP_FL_ENC_RAW);
    archive.names_.emplace_back(name == nullptr ? "" : name);
  }
  return archive;
}

ZipArchive::ZipArchive(std::string path, zip* handle) : path_(std::move(path)), handle_(handle) {}

ZipArchive::ZipArchive(ZipArchive&& other) noexcept
    : path_(std::move(other.path_)),
      handle_(std::exchange(other.handle_, nullptr)),
      names_(std::move(other.names_)) {}

ZipArchive& ZipArchive::operator=(ZipArchive&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(handle_, other.handle_);
  std::swap(names_, other.names_);
  return *this;
}

ZipArchive::~ZipArchive() {
  if (handle_ != nullptr) zip_discard(handle_);
}

std::string ZipArchive::where(std::size_t index) const {
  return path_ + ", member " + asUtf8(names_[index]);
}

}  // namespace emascope
