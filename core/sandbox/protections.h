// SPDX-License-Identifier: Apache-2.0
//
// Restricts this process before it runs untrusted code: it gives up memory, time, files, the
// network and other programs. Reports the restrictions that the system does not support.
// Irreversible for the process.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

struct Limits {
  std::uint64_t memory = std::uint64_t{2} << 30U;  ///< bytes of address space beyond those in use
  std::uint64_t cpu_seconds = 20;                  ///< computing time, from now
  friend bool operator==(const Limits&, const Limits&) = default;
};

/// The restrictions in force.
struct Protections {
  bool memory = false;         ///< address space is limited
  bool cpu_time = false;       ///< computing time is limited
  bool no_growth = false;      ///< no growing files, no core dumps
  bool no_privileges = false;  ///< no new privileges
  bool system_calls = false;   ///< seccomp: no writing, deleting, connecting, starting programs
  bool files = false;          ///< Landlock: no file may be opened, not even to read

  /// Whether untrusted code can neither change nor send anything.
  [[nodiscard]] bool contain() const {
    return memory && cpu_time && no_growth && no_privileges && system_calls;
  }
  /// "limited memory, …; not enforced: no opening of files (Landlock)".
  [[nodiscard]] std::string text() const;
  friend bool operator==(const Protections&, const Protections&) = default;
};

/// @pre this process has one thread and was started for this purpose only
[[nodiscard]] Protections restrictThisProcess(const Limits& limits);

/// Descriptions of the calls that `system_calls` has denied since, each once: "open a file for
/// writing". [any-thread]
[[nodiscard]] std::vector<std::string> deniedCalls();

}  // namespace emascope
