// SPDX-License-Identifier: Apache-2.0
#include "tests/support/disk_faults.h"

#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

namespace emascope {
namespace {

thread_local DiskFaults* faults_of_thread = nullptr;

bool fails(const char* call) {
  DiskFaults* faults = DiskFaults::ofThread();
  return faults != nullptr && faults->fails(call);
}

/// Writes with `write_bytes`, as much and as right as the faults let it.
template <typename Write>
ssize_t writeSome(const char* call, const void* bytes, std::size_t size, const Write& write_bytes) {
  DiskFaults* faults = DiskFaults::ofThread();
  if (faults == nullptr) return write_bytes(bytes, size);
  if (faults->fails(call)) return -1;
  const std::size_t taken = faults->taken(size);
  if (taken == 0 || !faults->flips()) return write_bytes(bytes, taken);
  std::string wrong(static_cast<const char*>(bytes), taken);
  wrong[taken / 2] = static_cast<char>(wrong[taken / 2] ^ 1);
  return write_bytes(wrong.data(), taken);
}

}  // namespace

DiskFaults::DiskFaults(const DiskFault& fault) : fault_(fault) { faults_of_thread = this; }

DiskFaults::~DiskFaults() { faults_of_thread = nullptr; }

DiskFaults::Pause::Pause() : paused_(std::exchange(faults_of_thread, nullptr)) {}

DiskFaults::Pause::~Pause() { faults_of_thread = paused_; }

DiskFaults* DiskFaults::ofThread() { return faults_of_thread; }

bool DiskFaults::fails(const char* call) {
  faults_of_thread = nullptr;  // what follows is the test's, not the program's
  calls_.emplace_back(call);
  const int number = static_cast<int>(calls_.size());
  const bool strikes = (fault_.kind == DiskFault::Kind::kOnce && number == fault_.at) ||
                       (fault_.kind == DiskFault::Kind::kFromThen && number >= fault_.at);
  if (strikes) struck_.emplace_back(call);
  faults_of_thread = this;
  if (strikes) errno = fault_.error;
  return strikes;
}

std::size_t DiskFaults::taken(std::size_t bytes) const {
  return fault_.kind == DiskFault::Kind::kShortWrites ? std::min(bytes, fault_.most) : bytes;
}

bool DiskFaults::flips() {
  if (fault_.kind != DiskFault::Kind::kFlippedBit) return false;
  if (static_cast<int>(calls_.size()) != fault_.at) return false;
  struck_.push_back(calls_.back());
  return true;
}

}  // namespace emascope

using emascope::fails;

extern "C" int open(const char* path, int flags, ...) {
  mode_t mode = 0;
  if ((flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE) {
    va_list rest;
    va_start(rest, flags);
    mode = va_arg(rest, mode_t);
    va_end(rest);
  }
  if (fails("open")) return -1;
  return static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

extern "C" int mkostemp(char* form, int flags) {
  return fails("mkostemp") ? -1 : ::mkostemps(form, 0, flags);
}

extern "C" ssize_t write(int file, const void* bytes, size_t size) {
  return emascope::writeSome("write", bytes, size, [file](const void* from, std::size_t count) {
    return static_cast<ssize_t>(::syscall(SYS_write, file, from, count));
  });
}

extern "C" ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  return emascope::writeSome("pwrite", bytes, size, [=](const void* from, std::size_t count) {
    return static_cast<ssize_t>(::syscall(SYS_pwrite64, file, from, count, at));
  });
}

extern "C" ssize_t read(int file, void* bytes, size_t size) {
  return fails("read") ? -1 : static_cast<ssize_t>(::syscall(SYS_read, file, bytes, size));
}

extern "C" ssize_t pread(int file, void* bytes, size_t size, off_t at) {
  return fails("pread") ? -1 : static_cast<ssize_t>(::syscall(SYS_pread64, file, bytes, size, at));
}

extern "C" int fsync(int file) {
  return fails("fsync") ? -1 : static_cast<int>(::syscall(SYS_fsync, file));
}

extern "C" int fdatasync(int file) {
  return fails("fdatasync") ? -1 : static_cast<int>(::syscall(SYS_fdatasync, file));
}

extern "C" int ftruncate(int file, off_t size) noexcept {
  return fails("ftruncate") ? -1 : static_cast<int>(::syscall(SYS_ftruncate, file, size));
}

extern "C" int fchmod(int file, mode_t mode) noexcept {
  return fails("fchmod") ? -1 : static_cast<int>(::syscall(SYS_fchmod, file, mode));
}

extern "C" int flock(int file, int operation) noexcept {
  return fails("flock") ? -1 : static_cast<int>(::syscall(SYS_flock, file, operation));
}

extern "C" int rename(const char* from, const char* to) noexcept {
  return fails("rename") ? -1 : ::renameat(AT_FDCWD, from, AT_FDCWD, to);
}

extern "C" int linkat(int from_folder, const char* from, int to_folder, const char* to,
                      int flags) noexcept {
  if (fails("linkat")) return -1;
  return static_cast<int>(::syscall(SYS_linkat, from_folder, from, to_folder, to, flags));
}

extern "C" int unlink(const char* path) noexcept {
  return fails("unlink") ? -1 : ::unlinkat(AT_FDCWD, path, 0);
}

/// A file is closed also where close() fails (close(2)).
extern "C" int close(int file) {
  const bool failing = fails("close");
  const int error = errno;
  const auto result = static_cast<int>(::syscall(SYS_close, file));
  if (!failing) return result;
  errno = error;
  return -1;
}
