// SPDX-License-Identifier: Apache-2.0
//
// Findings about a TorchScript file from loading and running it, as values. The child process sends
// JSON lines, each a complete report. The data comes from a process that ran an untrusted program:
// its format is checked, its content is not trusted.
#pragma once

#include "core/base/result.h"
#include "core/sandbox/protections.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

struct ScriptTensor {
  std::string name = {};
  std::string type = {};  ///< "float32"
  std::vector<std::int64_t> shape = {};
  bool trains = false;  ///< requires_grad
  friend bool operator==(const ScriptTensor&, const ScriptTensor&) = default;
};

/// Parameters or buffers.
struct ScriptTensors {
  std::vector<ScriptTensor> listed = {};  ///< the first kMostListed tensors
  std::int64_t tensors = 0;
  std::int64_t values = 0;
  friend bool operator==(const ScriptTensors&, const ScriptTensors&) = default;
};
inline constexpr std::size_t kMostListed = 2000;

struct ScriptReport {
  /// The stage about to begin; kDone: finished.
  enum class Stage { kStarting, kLoading, kEvaluating, kTraining, kDone } stage = Stage::kStarting;
  static constexpr int kStageCount = static_cast<int>(Stage::kDone) + 1;
  Protections held = {};
  ScriptTensors parameters = {};
  ScriptTensors buffers = {};
  std::vector<std::string> arguments = {};      ///< of forward: "x: Tensor"; empty without forward
  std::vector<std::int64_t> input_shape = {};   ///< of one sample
  std::string input_type = {};                  ///< "" until an input has worked
  std::string input_reason = {};                ///< "deduced from first.weight", "as given"
  std::vector<std::int64_t> output_shape = {};  ///< of one sample
  std::string output_type = {};                 ///< "" until there is an output
  std::optional<bool> modes_differ = {};        ///< whether training and evaluation mode differ
  std::vector<Error> problems = {};             ///< why it cannot be trained; `where` is empty
  std::vector<std::string> notes = {};          ///< other findings, as sentences
  std::vector<std::string> denied = {};         ///< attempts that were denied; see deniedCalls()
  std::int64_t forward_calls = 0;               ///< number of calls that were observed
  std::int64_t backward_calls = 0;
  friend bool operator==(const ScriptReport&, const ScriptReport&) = default;
};

/// One JSON line without a newline.
[[nodiscard]] std::string toJsonLine(const ScriptReport& report);
/// Reads a line of toJsonLine(). Texts are shortened and stripped of control characters, and only
/// the first entries of long lists are kept. An error names the field.
[[nodiscard]] Result<ScriptReport> reportOfLine(std::string_view line);
/// The last complete line of `text` that is a report. If there is none, the error of the last line.
[[nodiscard]] Result<ScriptReport> lastReport(std::string_view text);

/// "2×3×4"; "a number" without dimensions.
[[nodiscard]] std::string sizesText(const std::vector<std::int64_t>& shape);
/// `text` as one line of UTF-8 without control characters, at most `most` bytes.
[[nodiscard]] std::string printable(std::string_view text, std::size_t most = 400);

}  // namespace emascope
