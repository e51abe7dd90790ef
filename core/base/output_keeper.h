// SPDX-License-Identifier: Apache-2.0
//
// Looks after the outputs of a run from a thread of its own, once a second: brings the growing file
// to the disk, and notices that it, or the folder of another output, is no longer there. Wakes the
// owner, who then does what is to be done.
#pragma once

#include "core/base/output_file.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace emascope {

/// How often rows are brought to the disk, and what failed is tried again. A power cut costs no
/// more than this and what the disk itself takes.
inline constexpr std::chrono::milliseconds kKeptEvery{1000};

/// All but the wake-up: [owner's thread].
class OutputKeeper {
 public:
  OutputKeeper() = default;
  ~OutputKeeper() = default;
  OutputKeeper(const OutputKeeper&) = delete;
  OutputKeeper& operator=(const OutputKeeper&) = delete;

  /// Called on the keeper's thread when there is something to do; must return at once and not call
  /// back. When this returns, the previous one is not running and will not run again.
  void setWakeup(std::function<void()> wakeup);

  /// Looks after `file` until release(), which comes before the file is closed or moved.
  void follow(const GrowingFile& file);
  void release();

  /// Runs `write` on the file that is followed, unless a sync is going on: what is appended during
  /// one could reach the disk as its length alone, without the text. Wakes the owner at its end
  /// then. True if it ran.
  bool write(const std::function<void()>& write);
  /// Waits for a sync that is going on, for at most `patience`; false if it has not ended by then.
  bool waitForSync(std::chrono::milliseconds patience);

  /// What is wrong with the file that is followed: it is elsewhere, or could not be synced. Told
  /// once.
  [[nodiscard]] std::optional<std::string> takeTrouble();

  /// Also looks whether the folder of `path` is there.
  void watchFolderOf(const std::string& path);
  /// Another output's folder is gone, or there again.
  struct FolderNews {
    std::string path = {};  ///< of the output, as given
    bool gone = false;
  };
  [[nodiscard]] std::vector<FolderNews> takeFolderNews();

  /// From now on the owner is woken at each look: something is to be tried again.
  void remind(bool on);

 private:
  struct Watched {
    std::string path = {};
    std::string folder = {};
    bool gone = false;
  };
  void start();
  void keep(const std::stop_token& stop);
  void look();
  void syncFile(std::unique_lock<std::mutex>& lock);

  std::mutex wakeup_mutex_;
  std::function<void()> wakeup_;

  std::mutex mutex_;
  std::condition_variable_any changed_;
  const GrowingFile* file_ = nullptr;  ///< outlives each sync: release() waits for it
  bool fresh_ = false;                 ///< its folder has not been synced
  bool dirty_ = false;
  bool syncing_ = false;
  bool postponed_ = false;
  bool remind_ = false;
  std::optional<std::string> trouble_;
  std::vector<Watched> watched_;
  std::vector<FolderNews> news_;
  std::jthread thread_;  ///< from its first use on; last: stopped and joined before the rest goes
};

}  // namespace emascope
