// SPDX-License-Identifier: Apache-2.0
//
// A child process that examines input which may crash it. It gets bytes, a time limit and two
// output channels, and nothing else from this process. Its output is bounded here. However it ends
// is an outcome, not an error. The child restricts itself (protections.h) before it touches the
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
  std::vector<std::string> arguments = {};  ///< without the program name
  std::string_view input = {};              ///< readable from kChildInput, from its start
  std::chrono::milliseconds time = std::chrono::seconds(30);
  std::size_t most_report = std::size_t{4} << 20U;  ///< bytes; the child is ended if it writes more
  std::size_t most_printed = std::size_t{16} << 10U;  ///< bytes kept; the rest is only counted
};

/// Descriptors in the child.
inline constexpr int kChildReport = 3;
inline constexpr int kChildInput = 4;

struct ChildOutcome {
  enum class End { kExited, kSignalled, kOutOfTime, kSaidTooMuch } end = End::kExited;
  int code = 0;                     ///< exit code or signal
  std::string report = {};          ///< output to kChildReport
  std::string printed = {};         ///< start of its standard output and error
  std::uint64_t printed_bytes = 0;  ///< total size
};

/// Blocks until the child and all processes it started have ended. Fails only if the system cannot
/// provide a process or memory. [any-thread]
[[nodiscard]] Result<ChildOutcome> runLimited(const ChildCommand& command);

/// In the child, first: ends the child with its parent, and closes all descriptors except 0 to 4.
void becomeLimitedChild();

/// In the child: the entire input. Throws std::runtime_error.
[[nodiscard]] std::string readChildInput();

/// In the child: writes `text` to kChildReport. Ends the process if the pipe is closed.
void writeChildReport(std::string_view text);

}  // namespace emascope
