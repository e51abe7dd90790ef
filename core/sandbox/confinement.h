// SPDX-License-Identifier: Apache-2.0
//
// One thread, and those that it starts from then on, give up what training does not need before
// they run a program that somebody has agreed to run: new files, connections, other programs.
// Weaker than a process of its own (protections.h), as it shares the memory of the other threads;
// it keeps to itself what the program asks the system for. What the system cannot give up is said.
#pragma once

#include <string>

namespace emascope {

struct Confinement {
  bool system_calls = false;  ///< seccomp: no programs, no connections, no new files
  bool files = false;         ///< Landlock: no file may be opened
  bool memory = false;        ///< what the process may take is limited to what the machine has
  bool devices = false;       ///< weaker: files may be read, and devices be used

  /// "no new files, programs or connections (seccomp), …; not held: …"
  [[nodiscard]] std::string text() const;
};

/// confineThisThread() is to leave devices such as a GPU in reach, from now on. [this thread]
void keepDevicesInReach(bool keep);

/// For good, for this thread. Until liftMemoryLimit() the whole process may take no more memory
/// than was free at this moment.
Confinement confineThisThread();

/// confineThisThread() was called here and something of it holds.
[[nodiscard]] bool thisThreadIsConfined();

/// Takes back the limit that confineThisThread() has set, if any. @pre an unconfined thread
void liftMemoryLimit();

}  // namespace emascope
