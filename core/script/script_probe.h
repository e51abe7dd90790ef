// SPDX-License-Identifier: Apache-2.0
//
// Finds out what a TorchScript file is without running it in this process. Reads the file once;
// later trust covers exactly these bytes, identified by their SHA-256.
#pragma once

#include "core/base/result.h"
#include "core/script/script_report.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

struct ProbeOptions {
  std::vector<std::int64_t> input_shape = {};  ///< of one sample; empty: deduced from weights
  bool trust = false;          ///< probe even if this system cannot contain the file's program
  std::uint64_t seconds = 20;  ///< of computing time; wall-clock time may be 10 s more
  std::uint64_t memory = std::uint64_t{2} << 30U;  ///< bytes, plus four times the file size
  std::string program = "/proc/self/exe";          ///< must have kProbeChildCommand
};

struct ProbedScript {
  std::string path = {};
  std::string sha256 = {};
  std::uint64_t bytes = 0;
  ScriptReport report = {};         ///< includes an abnormal end of the child as a problem
  std::string printed = {};         ///< start of the program's output
  std::uint64_t printed_bytes = 0;  ///< total size of the output

  [[nodiscard]] bool usable() const { return report.problems.empty(); }
  /// The first problem as an error of the file. @pre !usable()
  [[nodiscard]] Error error() const;
};

inline constexpr std::uint64_t kLargestScript = std::uint64_t{8} << 30U;

/// Refuses files that are empty, too large or not regular, and untrusted files if the system cannot
/// contain the program. Other problems are in the report. [any-thread] Blocks.
[[nodiscard]] Result<ProbedScript> probeScript(const std::string& path,
                                               const ProbeOptions& options);

/// Human-readable report of several lines.
[[nodiscard]] std::string probeText(const ProbedScript& probed);
/// Machine-readable report: one JSON object.
[[nodiscard]] std::string probeJson(const ProbedScript& probed);

}  // namespace emascope
