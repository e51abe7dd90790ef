// SPDX-License-Identifier: Apache-2.0
//
// What a program asks of the disk, and a disk that answers when a test says so: the program that
// links disk_calls.cpp has fsync(), fdatasync(), rename() and stat() of its own, which note the
// call and then ask the system.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace emascope {

struct DiskCall {
  enum class Kind { kSync, kDataSync, kRename };
  Kind kind = Kind::kSync;
  std::uint64_t inode = 0;  ///< of the file; of kRename, of what has got the name
  std::int64_t size = 0;    ///< of the file, when it was called
  std::chrono::steady_clock::time_point when = {};
};

/// Inode number of the file `path`; 0 if there is none.
[[nodiscard]] std::uint64_t inodeOf(const std::string& path);

/// One for the program. [any-thread]
class DiskCalls {
 public:
  [[nodiscard]] static DiskCalls& ofProgram();

  /// Forgets the calls so far.
  void forget();
  [[nodiscard]] std::vector<DiskCall> calls();
  /// Waits for a call that satisfies `wanted`; false after 20 s.
  [[nodiscard]] bool waitFor(const std::function<bool(const DiskCall&)>& wanted);

  /// From now on, fdatasync() does not return until letGo().
  void holdSyncs();
  /// From now on, stat() of `path` does not return until letGo().
  void holdStat(const std::string& path);
  /// Waits until the calls that were held go on.
  void letGo();
  /// Waits until a call is held; false after 20 s.
  [[nodiscard]] bool waitForHeld();

  // Called by the functions of the system's names.
  void note(const DiskCall& call);
  void syncBegins();
  void statBegins(const std::string& path);

 private:
  void waitIf(const std::function<bool()>& is_held);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<DiskCall> calls_;
  bool holds_syncs_ = false;
  std::string held_path_;
  int held_ = 0;
};

/// Holds fdatasync() in its scope.
class HeldSyncs {
 public:
  HeldSyncs() { DiskCalls::ofProgram().holdSyncs(); }
  ~HeldSyncs() { DiskCalls::ofProgram().letGo(); }
  HeldSyncs(const HeldSyncs&) = delete;
  HeldSyncs& operator=(const HeldSyncs&) = delete;
};

}  // namespace emascope
