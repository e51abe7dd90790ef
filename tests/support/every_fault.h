// SPDX-License-Identifier: Apache-2.0
//
// Every fault of the disk, one after the other, for a function that writes files: each call that
// the function makes fails once, and with all later ones, for each error that a disk can have.
#pragma once

#include "tests/support/disk_faults.h"

#include <cerrno>
#include <cstring>
#include <functional>
#include <string>

#include <gtest/gtest.h>

namespace emascope {

/// Calls `attempt` once for each fault, with the faults in force, and then `check` without them.
/// `attempt` must reach the end without a fault, finally. Returns the number of faults.
inline int forEveryFault(const std::function<void()>& attempt,
                         const std::function<void(const DiskFaults&, int error)>& check) {
  int faults_struck = 0;
  const auto with_kind = [&](DiskFault::Kind kind, int error) {
    for (int at = 1; at < 1000; ++at) {
      DiskFaults faults({.kind = kind, .at = at, .error = error});
      attempt();
      const DiskFaults::Pause pause;
      if (faults.struck().empty()) return;  // there were fewer calls
      ++faults_struck;
      SCOPED_TRACE(std::string(std::strerror(error)) + " at call " + std::to_string(at) + ", " +
                   faults.struck().front() +
                   (kind == DiskFault::Kind::kOnce ? "" : ", and all later ones"));
      check(faults, error);
    }
    ADD_FAILURE() << "does not end";
  };
  for (const int error : {EIO, ENOSPC, EDQUOT, EMFILE, EROFS}) {
    with_kind(DiskFault::Kind::kOnce, error);
    with_kind(DiskFault::Kind::kFromThen, error);
  }
  with_kind(DiskFault::Kind::kOnce, EINTR);
  return faults_struck;
}

}  // namespace emascope
