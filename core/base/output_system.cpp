// SPDX-License-Identifier: Apache-2.0
#include "core/base/output_system.h"

#include "core/base/output_path.h"
#include "core/base/uninterrupted.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <future>
#include <memory>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace emascope {
namespace {

/// Opens a pipe that nobody reads yet. Its open() blocks until a reader comes, so a thread calls
/// it; when the time is over, a reader of our own ends the wait.
Result<int> openOnceRead(const std::string& path) {
  constexpr std::chrono::seconds kGrace(2);
  // By number, so that both ends are those of one pipe, even if the path is replaced meanwhile.
  const int pipe = openDescriptor(path, O_PATH | O_CLOEXEC);
  if (pipe < 0) return systemError(path, "cannot be written");
  const std::string name = "/proc/self/fd/" + std::to_string(pipe);
  const auto opened = std::make_shared<std::promise<int>>();
  std::future<int> descriptor = opened->get_future();
  std::thread([name, opened] {
    const int writer = openDescriptor(name, O_WRONLY | O_CLOEXEC);
    opened->set_value(writer >= 0 ? writer : -errno);
  }).detach();  // it waits for ever where we may not read the pipe either

  const Error unread{path, "is a pipe that nobody reads", "a pipe whose reader is running"};
  if (descriptor.wait_for(kGrace) != std::future_status::ready) {
    const int reader = openDescriptor(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (reader < 0) return unread;  // `pipe` stays open for the thread
    if (const int writer = descriptor.get(); writer >= 0) ::close(writer);
    ::close(reader);
    ::close(pipe);
    return unread;
  }
  const int writer = descriptor.get();
  ::close(pipe);
  if (writer < 0) {
    errno = -writer;
    return systemError(path, "cannot be written");
  }
  ::fcntl(writer, F_SETFL, ::fcntl(writer, F_GETFL) | O_NONBLOCK);
  return writer;
}

}  // namespace

Error systemError(const std::string& path, const char* what) {
  return {path, std::string(what) + ": " + std::strerror(errno), ""};
}

Error heldByAnother(const std::string& path) {
  return {path, "is being written by another run",
          "another file, or this one once that run has ended"};
}

bool isPipe(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISFIFO(info.st_mode);
}

bool isSpecial(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

Result<int> openPipe(const std::string& path) {
  const int at_once = openDescriptor(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK);
  if (at_once >= 0) return at_once;
  if (errno != ENXIO) return systemError(path, "cannot be written");
  return openOnceRead(path);
}

void syncFolderOf(const std::string& target) {
  const auto folder = FolderSync::open(folderOf(target));
  if (folder) static_cast<void>(folder->sync());
}

bool syncToDisk(int descriptor) {
  return uninterrupted([&] { return ::fsync(descriptor); }) == 0;
}

Result<FolderSync> FolderSync::open(const std::string& folder) {
  constexpr int kFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
  const std::string name = folder.empty() ? "." : folder;
  const int descriptor = openDescriptor(name, kFlags);
  if (descriptor < 0 && errno != EACCES && errno != EPERM) {
    return systemError(name, "cannot be opened");
  }
  return FolderSync(name, descriptor);
}

FolderSync::FolderSync(FolderSync&& other) noexcept
    : folder_(std::move(other.folder_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

FolderSync::~FolderSync() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Status FolderSync::sync() const {
  if (descriptor_ < 0 || syncToDisk(descriptor_)) return Ok{};
  if (errno == EINVAL || errno == ENOTSUP || errno == EROFS) return Ok{};
  return systemError(folder_, "cannot be written to the disk");
}

}  // namespace emascope
