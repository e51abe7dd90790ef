// SPDX-License-Identifier: Apache-2.0
//
// What both programs tell the shell that started them.
#pragma once

namespace emascope {

inline constexpr int kExitOk = 0;     ///< complete: every step and everything that was asked for
inline constexpr int kExitUsage = 2;  ///< wrong options or input: nothing was done
/// The run ended because its steps were not finite, or not one of its evaluations was.
inline constexpr int kExitDiverged = 3;
/// Engine, device or output failed, or a part of what was asked for was refused at the end.
inline constexpr int kExitFailure = 4;

/// Of a run that `signal` cut short and whose outputs are whole: what a shell reports of a program
/// that the signal ended. 130 for SIGINT, 143 for SIGTERM, 129 for SIGHUP.
[[nodiscard]] constexpr int exitCodeOfSignal(int signal) {
  constexpr int kShellsBase = 128;
  return kShellsBase + signal;
}

/// For the end of --help.
inline constexpr const char* kExitCodesText =
    "Exit codes: 0 complete; 2 wrong usage or input; 3 diverged; 4 engine, device or output\n"
    "failed, or a part was refused; 130, 143, 129 ended early by SIGINT, SIGTERM, SIGHUP,\n"
    "with all outputs written.";

}  // namespace emascope
