// SPDX-License-Identifier: Apache-2.0
#include "tests/support/disk_calls.h"

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace emascope {
namespace {

constexpr std::chrono::seconds kPatience(20);

struct stat infoOf(int file) {
  struct stat info {};
  ::fstat(file, &info);
  return info;
}

DiskCall callOn(DiskCall::Kind kind, const struct stat& info) {
  return {kind, info.st_ino, info.st_size, std::chrono::steady_clock::now()};
}

}  // namespace

std::uint64_t inodeOf(const std::string& path) {
  struct stat info {};
  return ::fstatat(AT_FDCWD, path.c_str(), &info, 0) == 0 ? info.st_ino : 0;
}

DiskCalls& DiskCalls::ofProgram() {
  static auto* const calls = new DiskCalls;  // threads may still be in it at the program's end
  return *calls;
}

void DiskCalls::forget() {
  const std::scoped_lock lock(mutex_);
  calls_.clear();
}

std::vector<DiskCall> DiskCalls::calls() {
  const std::scoped_lock lock(mutex_);
  return calls_;
}

bool DiskCalls::waitFor(const std::function<bool(const DiskCall&)>& wanted) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, kPatience, [&] { return std::ranges::any_of(calls_, wanted); });
}

void DiskCalls::holdSyncs() {
  const std::scoped_lock lock(mutex_);
  holds_syncs_ = true;
}

void DiskCalls::holdStat(const std::string& path) {
  const std::scoped_lock lock(mutex_);
  held_path_ = path;
}

void DiskCalls::letGo() {
  std::unique_lock lock(mutex_);
  holds_syncs_ = false;
  held_path_.clear();
  changed_.notify_all();
  changed_.wait_for(lock, kPatience, [this] { return held_ == 0; });
}

bool DiskCalls::waitForHeld() {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, kPatience, [this] { return held_ > 0; });
}

void DiskCalls::note(const DiskCall& call) {
  const std::scoped_lock lock(mutex_);
  calls_.push_back(call);
  changed_.notify_all();
}

void DiskCalls::waitIf(const std::function<bool()>& is_held) {
  std::unique_lock lock(mutex_);
  if (!is_held()) return;
  ++held_;
  changed_.notify_all();
  changed_.wait(lock, [&] { return !is_held(); });
  --held_;
  changed_.notify_all();
}

void DiskCalls::syncBegins() {
  waitIf([this] { return holds_syncs_; });
}

void DiskCalls::statBegins(const std::string& path) {
  waitIf([&] { return !held_path_.empty() && path == held_path_; });
}

}  // namespace emascope

using emascope::DiskCall;
using emascope::DiskCalls;

extern "C" int fsync(int file) {
  DiskCalls::ofProgram().note(emascope::callOn(DiskCall::Kind::kSync, emascope::infoOf(file)));
  return static_cast<int>(::syscall(SYS_fsync, file));
}

extern "C" int fdatasync(int file) {
  DiskCalls::ofProgram().note(emascope::callOn(DiskCall::Kind::kDataSync, emascope::infoOf(file)));
  DiskCalls::ofProgram().syncBegins();
  return static_cast<int>(::syscall(SYS_fdatasync, file));
}

extern "C" int rename(const char* from, const char* to) noexcept {
  const int result = ::renameat(AT_FDCWD, from, AT_FDCWD, to);
  if (result != 0) return result;
  DiskCall call{.kind = DiskCall::Kind::kRename, .inode = emascope::inodeOf(to)};
  call.when = std::chrono::steady_clock::now();
  DiskCalls::ofProgram().note(call);
  return result;
}

extern "C" int stat(const char* path, struct stat* info) noexcept {
  DiskCalls::ofProgram().statBegins(path);
  return ::fstatat(AT_FDCWD, path, info, 0);
}
