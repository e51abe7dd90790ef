// SPDX-License-Identifier: Apache-2.0
//
// What a TorchScript file is, found out without running it in this process. The file is read once;
// what is trusted later is exactly these bytes, by their SHA-256.
#pragma once

#include "core/base/result.h"
#include "core/script/script_report.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

struct ProbeOptions {
  std::vector<std::int64_t> input_shape = {};  ///< of one sample; empty: deduced from the weights
  bool trust = false;          ///< probe even if this system cannot contain the file's program
  std::uint64_t seconds = 20;  ///< of computing; the clock allows ten more
  std::uint64_t memory = std::uint64_t{2} << 30U;  ///< bytes, besides four times the file's
  std::string program = "/proc/self/exe";          ///< has kProbeChildCommand
};

struct ProbedScript {
  std::string path = {};
  std::string sha256 = {};
  std::uint64_t bytes = 0;
  ScriptReport report = {};         ///< problems include how the child ended, if not by itself
  std::string printed = {};         ///< the first of what the file's program printed
  std::uint64_t printed_bytes = 0;  ///< all of it

  [[nodiscard]] bool usable() const { return report.problems.empty(); }
  /// The first problem as an error of the file. @pre !usable()
  [[nodiscard]] Error error() const;
};

inline constexpr std::uint64_t kLargestScript = std::uint64_t{8} << 30U;

/// Refuses what is no regular file, empty or too large, and any file where nothing would contain it
/// and it is not trusted. Whatever else is wrong is in the report. [any-thread] Blocks.
[[nodiscard]] Result<ProbedScript> probeScript(const std::string& path,
                                               const ProbeOptions& options);

/// For people: several lines.
[[nodiscard]] std::string probeText(const ProbedScript& probed);
/// For programs: one object.
[[nodiscard]] std::string probeJson(const ProbedScript& probed);

}  // namespace emascope
