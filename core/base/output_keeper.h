// SPDX-License-Identifier: Apache-2.0
//
// Monitors a run's outputs once a second, from threads of its own, so that an unresponsive disk
// does not block the run: syncs the growing file to disk, and notices if that file or another
// output's folder has disappeared. Wakes the owner, who handles it.
#pragma once

#include "core/base/output_file.h"

#include <chrono>
#include <functional>
#include <memory>
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
  OutputKeeper();
  /// Does not wait for a disk: a thread that is waiting for one ends when the disk has answered.
  ~OutputKeeper();
  OutputKeeper(const OutputKeeper&) = delete;
  OutputKeeper& operator=(const OutputKeeper&) = delete;

  /// `wakeup` is called on a thread of the keeper when there is something to do; it must return
  /// immediately and not call back. When setWakeup() returns, the previous function is not running
  /// and will not run again.
  void setWakeup(std::function<void()> wakeup);

  /// Monitors `file` in place of the one before.
  void follow(std::shared_ptr<const GrowingFile> file);
  /// Stops monitoring the file once the disk is not at work on it, which is waited for at most
  /// `patience`. Otherwise returns false, goes on monitoring, and wakes the owner afterwards.
  [[nodiscard]] bool release(std::chrono::milliseconds patience);
  /// Stops monitoring the file at once. It stays open until the disk is no longer at work on it.
  void abandon();

  /// Runs `write` on the monitored file, unless the disk is at work on it: data appended during a
  /// sync could reach the disk as a longer file without the text. In that case wakes the owner
  /// afterwards. Returns whether it ran.
  bool write(const std::function<void()>& write);
  /// Syncs the monitored file now; false if the disk has not answered after `patience`. If the sync
  /// fails, takeTrouble() tells.
  [[nodiscard]] bool sync(std::chrono::milliseconds patience);

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
  struct Work;
  std::shared_ptr<Work> work_;  ///< outlives this if a thread is waiting for a disk
  // Separate, so that a folder on another disk does not delay the syncs. Started at first use.
  std::jthread file_thread_;
  std::jthread folders_thread_;
};

}  // namespace emascope
