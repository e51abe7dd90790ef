// SPDX-License-Identifier: Apache-2.0
//
// A disk that fails when a test says so: the program that links disk_faults.cpp has open(),
// write(), fsync() and the other calls on files of its own, which ask the system unless a
// DiskFaults of the same thread tells them to fail. Not together with disk_calls.cpp, which has
// functions of the same names.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace emascope {

/// What goes wrong, and at which of the calls of this thread.
struct DiskFault {
  enum class Kind {
    kOnce,         ///< one call fails with `error`
    kFromThen,     ///< that call and every later one
    kShortWrites,  ///< writes take at most `most` bytes each; no error
    kFlippedBit    ///< that call, if it writes, writes one wrong bit; no error
  };
  Kind kind = Kind::kOnce;
  int at = 1;            ///< the first call is 1
  int error = 0;         ///< as in errno
  std::size_t most = 1;  ///< bytes
};

/// Faults for this thread in its scope. There is at most one for a thread.
class DiskFaults {
 public:
  explicit DiskFaults(const DiskFault& fault);
  ~DiskFaults();
  DiskFaults(const DiskFaults&) = delete;
  DiskFaults& operator=(const DiskFaults&) = delete;

  /// Names of the calls so far: "fsync".
  [[nodiscard]] const std::vector<std::string>& calls() const { return calls_; }
  /// Names of those that went wrong.
  [[nodiscard]] const std::vector<std::string>& struck() const { return struck_; }

  /// No faults in its scope.
  class Pause {
   public:
    Pause();
    ~Pause();
    Pause(const Pause&) = delete;
    Pause& operator=(const Pause&) = delete;

   private:
    DiskFaults* paused_;
  };

  // Asked by the functions of the system's names.
  [[nodiscard]] static DiskFaults* ofThread();
  /// Notes a call; true, with errno, if it is to fail.
  [[nodiscard]] bool fails(const char* call);
  /// How many of `bytes` bytes the current write takes.
  [[nodiscard]] std::size_t taken(std::size_t bytes) const;
  /// True if the current write is to write a wrong bit.
  [[nodiscard]] bool flips();

 private:
  DiskFault fault_;
  std::vector<std::string> calls_ = {};
  std::vector<std::string> struck_ = {};
};

}  // namespace emascope
