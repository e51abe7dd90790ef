// SPDX-License-Identifier: Apache-2.0
//
// What has been found out about a TorchScript file by loading it and letting it compute, as values.
// The child that looks says it line by line in JSON, each line a whole report; what is read here
// came from a process that ran somebody's program, and is believed in form only.
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
  std::vector<ScriptTensor> listed = {};  ///< the first kMostListed
  std::int64_t tensors = 0;
  std::int64_t values = 0;
  friend bool operator==(const ScriptTensors&, const ScriptTensors&) = default;
};
inline constexpr std::size_t kMostListed = 2000;

struct ScriptReport {
  /// What it is about to do; kDone: nothing more.
  enum class Stage { kStarting, kLoading, kEvaluating, kTraining, kDone } stage = Stage::kStarting;
  Protections held = {};
  ScriptTensors parameters = {};
  ScriptTensors buffers = {};
  std::vector<std::string> arguments =
      {};  ///< of forward: "x: Tensor"; none if there is no forward
  std::vector<std::int64_t> input_shape = {};   ///< of one sample
  std::string input_type = {};                  ///< "" as long as no input has worked
  std::string input_reason = {};                ///< "deduced from first.weight", "as given"
  std::vector<std::int64_t> output_shape = {};  ///< of one sample
  std::string output_type = {};                 ///< "" as long as there is none
  std::optional<bool> modes_differ = {};        ///< training and evaluation
  std::vector<Error> problems = {};             ///< why it cannot be trained; `where` is empty
  std::vector<std::string> notes = {};          ///< what a person should know, sentences
  std::vector<std::string> denied = {};         ///< what it tried and was not let: deniedCalls()
  std::int64_t forward_calls = 0;               ///< in which that was looked for
  std::int64_t backward_calls = 0;
  friend bool operator==(const ScriptReport&, const ScriptReport&) = default;
};

/// One line without its newline.
[[nodiscard]] std::string toJsonLine(const ScriptReport& report);
/// None for what is not such a line; texts are shortened and without control characters.
[[nodiscard]] std::optional<ScriptReport> reportOfLine(std::string_view line);
/// The last whole line of `text` that is a report.
[[nodiscard]] std::optional<ScriptReport> lastReport(std::string_view text);

/// "2×3×4"; "a number" without dimensions.
[[nodiscard]] std::string sizesText(const std::vector<std::int64_t>& shape);
/// UTF-8 in one line, without control characters, at most `most` bytes.
[[nodiscard]] std::string printable(std::string_view text, std::size_t most = 400);

}  // namespace emascope
