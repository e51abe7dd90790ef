// SPDX-License-Identifier: Apache-2.0
#include "core/base/output_keeper.h"

#include "core/base/output_path.h"
#include "core/base/output_system.h"

#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace emascope {
namespace {

bool folderExists(const std::string& folder) {
  struct stat info {};
  return ::stat(folder.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

}  // namespace

void OutputKeeper::setWakeup(std::function<void()> wakeup) {
  const MutexLock lock(wakeup_mutex_);
  wakeup_ = std::move(wakeup);
}

void OutputKeeper::follow(const GrowingFile& file) {
  release();
  const MutexLock lock(mutex_);
  file_ = &file;
  fresh_ = true;
  dirty_ = file.isRegular();
  trouble_.reset();
  start();
}

void OutputKeeper::start() {
  if (thread_.joinable()) return;
  thread_ = std::jthread([this](const std::stop_token& stop) { keep(stop); });
}

void OutputKeeper::release() {
  MutexLock lock(mutex_);
  changed_.wait(lock.native(), [this]() EMASCOPE_REQUIRES(mutex_) { return !syncing_; });
  file_ = nullptr;
  dirty_ = false;
}

bool OutputKeeper::write(const std::function<void()>& write) {
  const MutexLock lock(mutex_);
  postponed_ = syncing_;
  if (syncing_) return false;
  write();
  dirty_ = true;
  return true;
}

bool OutputKeeper::waitForSync(std::chrono::milliseconds patience) {
  MutexLock lock(mutex_);
  return changed_.wait_for(lock.native(), patience,
                           [this]() EMASCOPE_REQUIRES(mutex_) { return !syncing_; });
}

std::optional<std::string> OutputKeeper::takeTrouble() {
  const MutexLock lock(mutex_);
  return std::exchange(trouble_, std::nullopt);
}

void OutputKeeper::watchFolderOf(const std::string& path) {
  const auto target = outputTarget(path);
  if (!target || isSpecial(*target)) return;
  const MutexLock lock(mutex_);
  watched_.push_back({path, folderOf(*target)});
  start();
}

std::vector<OutputKeeper::FolderNews> OutputKeeper::takeFolderNews() {
  const MutexLock lock(mutex_);
  return std::exchange(news_, {});
}

void OutputKeeper::remind(bool on) {
  const MutexLock lock(mutex_);
  remind_ = on;
}

void OutputKeeper::keep(const std::stop_token& stop) {
  MutexLock lock(mutex_);
  while (!stop.stop_requested()) {
    changed_.wait_for(lock.native(), stop, kKeptEvery, [] { return false; });
    if (stop.stop_requested()) return;
    if (file_ != nullptr && dirty_) syncFile();
    look();
    const bool wake = std::exchange(postponed_, false) || remind_ || trouble_ || !news_.empty();
    if (wake) {
      const MutexUnlock unlocked(mutex_);
      callOwner();
    }
  }
}

void OutputKeeper::callOwner() {
  const MutexLock lock(wakeup_mutex_);
  if (wakeup_) wakeup_();
}

void OutputKeeper::syncFile() {
  syncing_ = true;
  dirty_ = false;
  const bool fresh = std::exchange(fresh_, false);
  const GrowingFile& file = *file_;
  std::optional<std::string> trouble;
  {
    const MutexUnlock working(mutex_);
    if (const Status status = file.sync(); !status) trouble = status.error().why;
    if (fresh && file.isRegular()) syncFolderOf(file.target());
  }
  syncing_ = false;
  if (trouble) trouble_ = std::move(trouble);
  changed_.notify_all();
}

void OutputKeeper::look() {
  if (file_ != nullptr && !file_->isWhereItWas()) trouble_ = "is no longer where it was";
  for (Watched& watched : watched_) {
    const bool gone = !folderExists(watched.folder);
    if (gone == std::exchange(watched.gone, gone)) continue;
    news_.push_back({watched.path, gone});
  }
}

}  // namespace emascope
