// SPDX-License-Identifier: Apache-2.0
#include "core/base/output_system.h"

#include "core/base/output_path.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace emascope {

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
  constexpr std::chrono::seconds kGrace(2);
  constexpr std::chrono::milliseconds kBetween(10);
  const auto limit = std::chrono::steady_clock::now() + kGrace;
  while (true) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor >= 0) return descriptor;
    if (errno != ENXIO) return systemError(path, "cannot be written");
    if (std::chrono::steady_clock::now() >= limit) {
      return Error{path, "is a pipe that nobody reads", "a pipe whose reader is running"};
    }
    // No event tells that a reader has come: its own open() waits for this one and is not reported
    // by inotify until then.
    std::this_thread::sleep_for(kBetween);
  }
}

void syncFolderOf(const std::string& target) {
  const std::string folder = folderOf(target);
  const int descriptor =
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace emascope
