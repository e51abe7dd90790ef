// SPDX-License-Identifier: Apache-2.0
#include "core/library/run_lock.h"

#include "core/base/input_file.h"
#include "core/base/output_system.h"
#include "core/base/uninterrupted.h"

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace emascope {
namespace {

std::string lockFile(const std::string& folder) { return folder + "/lock"; }

struct flock lockOn(RunLock::Of of) {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = static_cast<off_t>(of);
  lock.l_len = 1;
  return lock;
}

Error heldError(const std::string& folder, RunLock::Of of) {
  if (of == RunLock::Of::kCard) return {folder, "another program changes its run.json", ""};
  return {folder, "another program writes this run", "this run once that program has ended"};
}

}  // namespace

Result<RunLock> RunLock::take(const std::string& folder, Of of) {
  const std::string path = lockFile(folder);
  constexpr mode_t kNewFile = 0666;  // minus the umask
  const int descriptor = openDescriptor(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kNewFile);
  if (descriptor < 0) return systemError(path, "cannot be written");
  RunLock taken(descriptor);
  // Polled: F_OFD_SETLKW waits without a limit and can be ended only by a signal, which may arrive
  // just before it; a signal is the process's, too, and this is a library. The lock on a card is
  // held for a few milliseconds and is seldom met.
  constexpr int kTries = 200;
  constexpr std::chrono::milliseconds kBetween{10};
  struct flock lock = lockOn(of);
  for (int tries = of == Of::kCard ? kTries : 1; tries > 0; --tries) {
    if (::fcntl(descriptor, F_OFD_SETLK, &lock) == 0) return taken;
    if (errno != EAGAIN && errno != EACCES && errno != EINTR) {
      return systemError(path, "cannot be locked");
    }
    if (tries > 1) std::this_thread::sleep_for(kBetween);
  }
  return heldError(folder, of);
}

bool RunLock::isHeld(const std::string& folder, Of of) {
  const int descriptor = openDescriptor(lockFile(folder), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return false;
  struct flock lock = lockOn(of);
  const bool held = ::fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  ::close(descriptor);
  return held;
}

RunLock::RunLock(RunLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

RunLock& RunLock::operator=(RunLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

RunLock::~RunLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace emascope
