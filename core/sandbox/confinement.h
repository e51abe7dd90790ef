// SPDX-License-Identifier: Apache-2.0
//
// Confines one thread, and the threads it starts afterward, before it runs a program that the user
// has agreed to run. It gives up what training does not need: new files, connections, other
// programs. Weaker than a separate process (protections.h), since the program shares memory with
// the other threads; this restricts only its system calls. Reports the restrictions that the system
// does not support.
#pragma once

#include <string>

namespace emascope {

struct Confinement {
  bool system_calls = false;  ///< seccomp: no programs, no connections, no new files
  bool files = false;         ///< Landlock: no file may be opened
  bool memory = false;        ///< the process's memory is limited to what the machine has
  bool devices = false;       ///< weaker: files may be read and devices used

  /// "no new files, programs or connections (seccomp), …; not enforced: …"
  [[nodiscard]] std::string text() const;
};

/// Whether later calls of confineThisThread() keep access to devices such as a GPU. [this thread]
void keepDevicesInReach(bool keep);

/// Confines this thread permanently. Until liftMemoryLimit(), the entire process is limited to the
/// memory that is free at the time of the call.
Confinement confineThisThread();

/// True if confineThisThread() was called in this thread and at least one restriction is enforced.
[[nodiscard]] bool thisThreadIsConfined();

/// Removes the memory limit set by confineThisThread(), if any. @pre an unconfined thread
void liftMemoryLimit();

}  // namespace emascope
