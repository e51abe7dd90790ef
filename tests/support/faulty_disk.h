// SPDX-License-Identifier: Apache-2.0
//
// A disk that fails when a test says so: the program that links faulty_disk.cpp has write(),
// pwrite(), ftruncate(), fsync(), fdatasync(), rename() and mkdir() of its own, which count the
// calls and then ask the system, or fail.
#pragma once

namespace emascope {

enum class DiskFault {
  kNoSpace,      ///< ENOSPC
  kIo,           ///< EIO
  kInterrupted,  ///< EINTR, of writes alone; other calls go through
  kShort,        ///< writes half of the bytes; other calls go through
};

/// For its scope, call number `first` fails (from 0), or with `lasting` that one and all later
/// ones. One at a time.
class FaultyDisk {
 public:
  FaultyDisk(int first, DiskFault fault, bool lasting);
  ~FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;
  /// Calls so far.
  [[nodiscard]] static int calls();
};

}  // namespace emascope
