// SPDX-License-Identifier: Apache-2.0
//
// A program started to look at something that may end it: it gets bytes, a time limit and two ways
// to speak, and nothing that this process has. What it says is bounded here; whatever becomes of it
// is an outcome, not an error. It takes protections on itself (protections.h) before it touches the
// bytes.
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

struct ChildCommand {
  std::string program = "/proc/self/exe";
  std::vector<std::string> arguments = {};  ///< without the program's name
  std::string_view input = {};              ///< found on kChildInput, from its start
  std::chrono::milliseconds time = std::chrono::seconds(30);
  std::size_t most_report = std::size_t{4} << 20U;    ///< bytes; more ends the child
  std::size_t most_printed = std::size_t{16} << 10U;  ///< bytes kept; more is counted
};

/// Descriptors in the child.
inline constexpr int kChildReport = 3;
inline constexpr int kChildInput = 4;

struct ChildOutcome {
  enum class End { kExited, kSignalled, kOutOfTime, kSaidTooMuch } end = End::kExited;
  int code = 0;                     ///< exit code or signal
  std::string report = {};          ///< what it wrote to kChildReport
  std::string printed = {};         ///< the first of what it wrote to standard output and error
  std::uint64_t printed_bytes = 0;  ///< all of it
};

/// Blocks until the child and all that it started have gone. The error is the system's: no process
/// or no memory for one. [any-thread]
[[nodiscard]] Result<ChildOutcome> runLimited(const ChildCommand& command);

/// In the child, first: it ends when its parent does, and has no descriptors but 0 to 4.
void becomeLimitedChild();

/// In the child: all of the input. Throws std::runtime_error.
[[nodiscard]] std::string readChildInput();

/// In the child: hands on `text`. Ends the process if nobody reads.
void writeChildReport(std::string_view text);

}  // namespace emascope
