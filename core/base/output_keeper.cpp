// SPDX-License-Identifier: Apache-2.0
#include "core/base/output_keeper.h"

#include "core/base/output_path.h"
#include "core/base/output_system.h"

#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace emascope {
namespace {

bool isPresent(const std::string& folder) {
  struct stat info {};
  return ::stat(folder.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

}  // namespace

void OutputKeeper::setWakeup(std::function<void()> wakeup) {
  const std::scoped_lock lock(wakeup_mutex_);
  wakeup_ = std::move(wakeup);
}

void OutputKeeper::follow(const GrowingFile& file) {
  release();
  const std::scoped_lock lock(mutex_);
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
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !syncing_; });
  file_ = nullptr;
  dirty_ = false;
}

bool OutputKeeper::write(const std::function<void()>& write) {
  const std::scoped_lock lock(mutex_);
  postponed_ = syncing_;
  if (syncing_) return false;
  write();
  dirty_ = true;
  return true;
}

bool OutputKeeper::waitForSync(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, patience, [this] { return !syncing_; });
}

std::optional<std::string> OutputKeeper::takeTrouble() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(trouble_, std::nullopt);
}

void OutputKeeper::watchFolderOf(const std::string& path) {
  const auto target = outputTarget(path);
  if (!target || isSpecial(*target)) return;
  const std::scoped_lock lock(mutex_);
  watched_.push_back({path, folderOf(*target)});
  start();
}

std::vector<OutputKeeper::FolderNews> OutputKeeper::takeFolderNews() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(news_, {});
}

void OutputKeeper::remind(bool on) {
  const std::scoped_lock lock(mutex_);
  remind_ = on;
}

void OutputKeeper::keep(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    changed_.wait_for(lock, stop, kKeptEvery, [] { return false; });
    if (stop.stop_requested()) return;
    if (file_ != nullptr && dirty_) syncFile(lock);
    look();
    const bool wake = std::exchange(postponed_, false) || remind_ || trouble_ || !news_.empty();
    lock.unlock();
    if (wake) {
      const std::scoped_lock calling(wakeup_mutex_);
      if (wakeup_) wakeup_();
    }
    lock.lock();
  }
}

void OutputKeeper::syncFile(std::unique_lock<std::mutex>& lock) {
  syncing_ = true;
  dirty_ = false;
  const bool fresh = std::exchange(fresh_, false);
  const GrowingFile& file = *file_;
  lock.unlock();
  const Status status = file.sync();
  if (fresh && file.isRegular()) syncFolderOf(file.target());
  lock.lock();
  syncing_ = false;
  if (!status) trouble_ = status.error().why;
  changed_.notify_all();
}

void OutputKeeper::look() {
  if (file_ != nullptr && !file_->isWhereItWas()) trouble_ = "is no longer where it was";
  for (Watched& watched : watched_) {
    const bool gone = !isPresent(watched.folder);
    if (gone == std::exchange(watched.gone, gone)) continue;
    news_.push_back({watched.path, gone});
  }
}

}  // namespace emascope
