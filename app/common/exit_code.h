// SPDX-License-Identifier: Apache-2.0
//
// Exit codes of both programs.
#pragma once

namespace emascope {

inline constexpr int kExitOk = 0;     ///< complete: all steps and everything requested
inline constexpr int kExitUsage = 2;  ///< wrong usage, or input that cannot be used
/// The run diverged: its steps, or all of its evaluations, were not finite.
inline constexpr int kExitDiverged = 3;
/// Engine, device or output failed, a step exceeded its time limit, or a part of the request was
/// refused at the end.
inline constexpr int kExitFailure = 4;

/// The exit code of a run that `signal` ended early, with complete outputs. It is the code that a
/// shell reports for a program killed by the signal: 130 for SIGINT, 143 for SIGTERM, 129 for
/// SIGHUP.
[[nodiscard]] constexpr int exitCodeOfSignal(int signal) {
  constexpr int kShellsBase = 128;
  return kShellsBase + signal;
}

/// For the end of --help.
inline constexpr const char* kExitCodesText =
    "Exit codes: 0 complete; 2 wrong usage or input; 3 diverged; 4 engine, device or output\n"
    "failed, a step exceeded its time limit, or a part of the request was refused;\n"
    "130, 143, 129 ended early by SIGINT, SIGTERM, SIGHUP, with all outputs written.";

}  // namespace emascope
