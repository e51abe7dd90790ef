// SPDX-License-Identifier: Apache-2.0
#include "tests/support/faulty_disk.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace emascope {
namespace {

std::atomic<bool> armed{false};
std::atomic<int> count{0};
int first_bad = 0;
DiskFault the_fault = DiskFault::kIo;
bool is_lasting = false;

/// The fault of the present call, if it has one.
std::optional<DiskFault> faultNow() {
  if (!armed) return std::nullopt;
  const int number = count++;
  const bool bad = is_lasting ? number >= first_bad : number == first_bad;
  return bad ? std::optional(the_fault) : std::nullopt;
}

/// True, with errno, if a call that is no write fails.
bool fails() {
  const auto fault = faultNow();
  if (!fault || *fault == DiskFault::kInterrupted || *fault == DiskFault::kShort) return false;
  errno = *fault == DiskFault::kNoSpace ? ENOSPC : EIO;
  return true;
}

/// The number of bytes that a write of `size` may write; -1 with errno for none.
ssize_t room(std::size_t size) {
  const auto fault = faultNow();
  if (!fault) return static_cast<ssize_t>(size);
  if (*fault == DiskFault::kShort && size > 1) return static_cast<ssize_t>(size / 2);
  if (*fault == DiskFault::kShort) return static_cast<ssize_t>(size);
  errno = *fault == DiskFault::kNoSpace ? ENOSPC : *fault == DiskFault::kIo ? EIO : EINTR;
  return -1;
}

}  // namespace

FaultyDisk::FaultyDisk(int first, DiskFault fault, bool lasting) {
  first_bad = first;
  the_fault = fault;
  is_lasting = lasting;
  count = 0;
  armed = true;
}

FaultyDisk::~FaultyDisk() { armed = false; }

int FaultyDisk::calls() { return count; }

}  // namespace emascope

extern "C" ssize_t write(int file, const void* bytes, size_t size) {
  const ssize_t some = emascope::room(size);
  return some < 0 ? some : ::syscall(SYS_write, file, bytes, static_cast<size_t>(some));
}

extern "C" ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  const ssize_t some = emascope::room(size);
  return some < 0 ? some : ::syscall(SYS_pwrite64, file, bytes, static_cast<size_t>(some), at);
}

extern "C" int ftruncate(int file, off_t size) noexcept {
  return emascope::fails() ? -1 : static_cast<int>(::syscall(SYS_ftruncate, file, size));
}

extern "C" int fsync(int file) {
  return emascope::fails() ? -1 : static_cast<int>(::syscall(SYS_fsync, file));
}

extern "C" int fdatasync(int file) {
  return emascope::fails() ? -1 : static_cast<int>(::syscall(SYS_fdatasync, file));
}

extern "C" int rename(const char* from, const char* to) noexcept {
  return emascope::fails() ? -1 : ::renameat(AT_FDCWD, from, AT_FDCWD, to);
}

extern "C" int mkdir(const char* path, mode_t mode) noexcept {
  return emascope::fails() ? -1 : ::mkdirat(AT_FDCWD, path, mode);
}
