// SPDX-License-Identifier: Apache-2.0
//
// A process gives up what it will not need before it runs code that nobody has vouched for: memory,
// time, files, the network, other programs. What the system cannot give up is said, not assumed.
// There is no way back for the process.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

struct Limits {
  std::uint64_t memory = std::uint64_t{2} << 30U;  ///< bytes of address space, beyond those in use
  std::uint64_t cpu_seconds = 20;                  ///< of computing, from now
  friend bool operator==(const Limits&, const Limits&) = default;
};

/// Which of them hold.
struct Protections {
  bool memory = false;         ///< address space is limited
  bool cpu_time = false;       ///< computing time is limited
  bool no_growth = false;      ///< no file may grow, no core is dumped
  bool no_privileges = false;  ///< none can be gained
  bool system_calls = false;   ///< seccomp: no writing, deleting, connecting, starting of programs
  bool files = false;          ///< Landlock: no file may be opened, not even to read

  /// Without this, untrusted code could change or send something.
  [[nodiscard]] bool contain() const {
    return memory && cpu_time && no_growth && no_privileges && system_calls;
  }
  /// "address space, …; not: Landlock (files can be read)".
  [[nodiscard]] std::string text() const;
  friend bool operator==(const Protections&, const Protections&) = default;
};

/// @pre this process has one thread, and a memory of being started for this alone
[[nodiscard]] Protections restrictThisProcess(const Limits& limits);

/// What has been tried since and was denied by `system_calls`, in words, each once: "open a file
/// for writing". [any-thread]
[[nodiscard]] std::vector<std::string> deniedCalls();

}  // namespace emascope
