// SPDX-License-Identifier: Apache-2.0
#include "core/base/output_keeper.h"

#include "core/base/output_path.h"
#include "core/base/output_system.h"
#include "core/base/thread_safety.h"

#include <condition_variable>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace emascope {
namespace {

bool folderExists(const std::string& folder) {
  struct stat info {};
  return ::stat(folder.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

using SharedFile = std::shared_ptr<const GrowingFile>;

/// Syncs the file if `dirty`, and its folder if `fresh`. Returns what is wrong.
std::optional<std::string> checkFile(const GrowingFile& file, bool dirty, bool fresh) {
  std::optional<std::string> trouble;
  if (dirty) {
    if (const Status status = file.sync(); !status) trouble = status.error().why;
    if (fresh && file.isRegular()) syncFolderOf(file.target());
  }
  if (!file.isWhereItWas()) trouble = "is no longer where it was";
  return trouble;
}

}  // namespace

struct OutputKeeper::Work {
  struct Watched {
    std::string path = {};
    std::string folder = {};
    bool gone = false;
  };

  void keepFile(const std::stop_token& stop);
  void keepFolders(const std::stop_token& stop);
  /// Unlocks the mutex while the disk works.
  void lookAtFile() EMASCOPE_REQUIRES(mutex);
  void lookAtFolders() EMASCOPE_REQUIRES(mutex);
  void callOwner();

  Mutex wakeup_mutex;
  std::function<void()> wakeup EMASCOPE_GUARDED_BY(wakeup_mutex);

  Mutex mutex;
  std::condition_variable_any changed;
  SharedFile file EMASCOPE_GUARDED_BY(mutex);
  bool fresh EMASCOPE_GUARDED_BY(mutex) = false;  ///< its folder has not been synced yet
  bool dirty EMASCOPE_GUARDED_BY(mutex) = false;
  bool busy EMASCOPE_GUARDED_BY(mutex) = false;   ///< the disk is at work on `file`
  bool hurry EMASCOPE_GUARDED_BY(mutex) = false;  ///< do not wait for the next check
  bool postponed EMASCOPE_GUARDED_BY(mutex) = false;
  bool remind EMASCOPE_GUARDED_BY(mutex) = false;
  std::optional<std::string> trouble EMASCOPE_GUARDED_BY(mutex);
  std::vector<Watched> watched EMASCOPE_GUARDED_BY(mutex);
  std::vector<FolderNews> news EMASCOPE_GUARDED_BY(mutex);
  // A thread is waiting for a disk, and does not hold the mutex.
  bool file_thread_at_disk EMASCOPE_GUARDED_BY(mutex) = false;
  bool folders_thread_at_disk EMASCOPE_GUARDED_BY(mutex) = false;
};

void OutputKeeper::Work::keepFile(const std::stop_token& stop) {
  MutexLock lock(mutex);
  while (!stop.stop_requested()) {
    changed.wait_for(lock.native(), stop, kKeptEvery,
                     [this]() EMASCOPE_REQUIRES(mutex) { return hurry; });
    hurry = false;
    if (stop.stop_requested()) return;
    if (file) lookAtFile();
    const bool wake = std::exchange(postponed, false) || remind || trouble;
    if (wake && !stop.stop_requested()) {
      const MutexUnlock unlocked(mutex);
      callOwner();
    }
  }
}

void OutputKeeper::Work::keepFolders(const std::stop_token& stop) {
  MutexLock lock(mutex);
  while (!stop.stop_requested()) {
    changed.wait_for(lock.native(), stop, kKeptEvery, [] { return false; });
    if (stop.stop_requested()) return;
    lookAtFolders();
    if (!news.empty() && !stop.stop_requested()) {
      const MutexUnlock unlocked(mutex);
      callOwner();
    }
  }
}

void OutputKeeper::Work::callOwner() {
  const MutexLock lock(wakeup_mutex);
  if (wakeup) wakeup();
}

void OutputKeeper::Work::lookAtFile() {
  SharedFile seen = file;
  busy = true;
  file_thread_at_disk = true;
  const bool was_dirty = std::exchange(dirty, false);
  const bool was_fresh = was_dirty && std::exchange(fresh, false);
  std::optional<std::string> found;
  {
    const MutexUnlock working(mutex);
    found = checkFile(*seen, was_dirty, was_fresh);
  }
  if (file != seen) {  // abandoned: this closes it
    const MutexUnlock working(mutex);
    seen.reset();
  } else {
    seen.reset();  // the owner may close it as soon as it is not busy
    busy = false;
    if (found) trouble = std::move(found);
  }
  file_thread_at_disk = false;
  changed.notify_all();
}

void OutputKeeper::Work::lookAtFolders() {
  std::vector<std::string> folders;
  for (const Watched& one : watched) folders.push_back(one.folder);
  std::vector<bool> gone;
  folders_thread_at_disk = true;
  {
    const MutexUnlock working(mutex);
    for (const std::string& folder : folders) gone.push_back(!folderExists(folder));
  }
  folders_thread_at_disk = false;
  for (std::size_t i = 0; i < gone.size(); ++i) {  // none has been removed meanwhile
    if (std::exchange(watched[i].gone, gone[i]) != gone[i]) {
      news.push_back({watched[i].path, gone[i]});
    }
  }
}

OutputKeeper::OutputKeeper() : work_(std::make_shared<Work>()) {}

OutputKeeper::~OutputKeeper() {
  setWakeup({});
  file_thread_.request_stop();
  folders_thread_.request_stop();
  const MutexLock lock(work_->mutex);
  if (work_->file_thread_at_disk) file_thread_.detach();
  if (work_->folders_thread_at_disk) folders_thread_.detach();
}

void OutputKeeper::setWakeup(std::function<void()> wakeup) {
  const MutexLock lock(work_->wakeup_mutex);
  work_->wakeup = std::move(wakeup);
}

void OutputKeeper::follow(std::shared_ptr<const GrowingFile> file) {
  abandon();
  {
    const MutexLock lock(work_->mutex);
    work_->fresh = true;
    work_->dirty = file->isRegular();
    work_->trouble.reset();
    work_->file = std::move(file);
  }
  if (file_thread_.joinable()) return;
  file_thread_ =
      std::jthread([work = work_](const std::stop_token& stop) { work->keepFile(stop); });
}

bool OutputKeeper::release(std::chrono::milliseconds patience) {
  MutexLock lock(work_->mutex);
  const bool free = work_->changed.wait_for(
      lock.native(), patience, [this]() EMASCOPE_REQUIRES(work_->mutex) { return !work_->busy; });
  if (free) {
    work_->file.reset();
    work_->dirty = false;
  } else {
    work_->postponed = true;
  }
  return free;
}

void OutputKeeper::abandon() {
  const MutexLock lock(work_->mutex);
  work_->file.reset();
  work_->dirty = false;
  work_->busy = false;
}

bool OutputKeeper::write(const std::function<void()>& write) {
  const MutexLock lock(work_->mutex);
  work_->postponed = work_->busy;
  if (work_->busy) return false;
  write();
  work_->dirty = true;
  return true;
}

bool OutputKeeper::sync(std::chrono::milliseconds patience) {
  MutexLock lock(work_->mutex);
  work_->dirty = true;
  work_->hurry = true;
  work_->changed.notify_all();
  return work_->changed.wait_for(lock.native(), patience, [this]() EMASCOPE_REQUIRES(work_->mutex) {
    return !work_->busy && !work_->dirty;
  });
}

std::optional<std::string> OutputKeeper::takeTrouble() {
  const MutexLock lock(work_->mutex);
  return std::exchange(work_->trouble, std::nullopt);
}

void OutputKeeper::watchFolderOf(const std::string& path) {
  const auto target = outputTarget(path);
  if (!target || isSpecial(*target)) return;
  {
    const MutexLock lock(work_->mutex);
    work_->watched.push_back({path, folderOf(*target)});
  }
  if (folders_thread_.joinable()) return;
  folders_thread_ =
      std::jthread([work = work_](const std::stop_token& stop) { work->keepFolders(stop); });
}

std::vector<OutputKeeper::FolderNews> OutputKeeper::takeFolderNews() {
  const MutexLock lock(work_->mutex);
  return std::exchange(work_->news, {});
}

void OutputKeeper::remind(bool on) {
  const MutexLock lock(work_->mutex);
  work_->remind = on;
}

}  // namespace emascope
