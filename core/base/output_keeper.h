// SPDX-License-Identifier: Apache-2.0
//
// Monitors a run's outputs from a thread of its own, once a second: syncs the growing file to disk,
// and notices if that file or another output's folder has disappeared. Wakes the owner, who handles
// it.
#pragma once

#include "core/base/output_file.h"
#include "core/base/thread_safety.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace emascope {

/// Interval of syncs and retries. A power cut loses at most this, plus what the disk has not
/// written.
inline constexpr std::chrono::milliseconds kKeptEvery{1000};

/// [owner's thread] except for the wake-up.
class OutputKeeper {
 public:
  OutputKeeper() = default;
  ~OutputKeeper() = default;
  OutputKeeper(const OutputKeeper&) = delete;
  OutputKeeper& operator=(const OutputKeeper&) = delete;

  /// `wakeup` is called on the keeper's thread when there is something to do; it must return
  /// immediately and not call back. When setWakeup() returns, the previous function is not running
  /// and will not run again.
  void setWakeup(std::function<void()> wakeup);

  /// Monitors `file` until release(), which must come before the file is closed or moved.
  void follow(const GrowingFile& file);
  void release();

  /// Runs `write` on the monitored file, unless a sync is in progress: data appended during a sync
  /// could reach the disk as a longer file without the text. In that case wakes the owner when the
  /// sync ends. Returns whether it ran.
  bool write(const std::function<void()>& write);
  /// Waits for a sync in progress, at most `patience`; false if it has not ended by then.
  bool waitForSync(std::chrono::milliseconds patience);

  /// The monitored file's problem, reported once: it has moved, or a sync failed.
  [[nodiscard]] std::optional<std::string> takeTrouble();

  /// Also monitors whether the folder of `path` exists.
  void watchFolderOf(const std::string& path);
  /// Another output's folder has disappeared, or is back.
  struct FolderNews {
    std::string path = {};  ///< the output's path, as given
    bool gone = false;
  };
  [[nodiscard]] std::vector<FolderNews> takeFolderNews();

  /// With `on`, wakes the owner at each check, to retry something.
  void remind(bool on);

 private:
  struct Watched {
    std::string path = {};
    std::string folder = {};
    bool gone = false;
  };
  void start() EMASCOPE_REQUIRES(mutex_);
  void keep(const std::stop_token& stop);
  void callOwner();
  void look() EMASCOPE_REQUIRES(mutex_);
  /// Unlocks the mutex while the disk works.
  void syncFile() EMASCOPE_REQUIRES(mutex_);

  Mutex wakeup_mutex_;
  std::function<void()> wakeup_ EMASCOPE_GUARDED_BY(wakeup_mutex_);

  Mutex mutex_;
  std::condition_variable_any changed_;
  /// Outlives each sync: release() waits for it.
  const GrowingFile* file_ EMASCOPE_GUARDED_BY(mutex_) = nullptr;
  bool fresh_ EMASCOPE_GUARDED_BY(mutex_) = false;  ///< its folder has not been synced yet
  bool dirty_ EMASCOPE_GUARDED_BY(mutex_) = false;
  bool syncing_ EMASCOPE_GUARDED_BY(mutex_) = false;
  bool postponed_ EMASCOPE_GUARDED_BY(mutex_) = false;
  bool remind_ EMASCOPE_GUARDED_BY(mutex_) = false;
  std::optional<std::string> trouble_ EMASCOPE_GUARDED_BY(mutex_);
  std::vector<Watched> watched_ EMASCOPE_GUARDED_BY(mutex_);
  std::vector<FolderNews> news_ EMASCOPE_GUARDED_BY(mutex_);
  std::jthread
      thread_;  ///< started at first use; last member: joined before the others are destroyed
};

}  // namespace emascope
