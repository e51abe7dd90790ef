// SPDX-License-Identifier: Apache-2.0
//
// A rule as lines of Python: the parts that python_text.h puts together, and how values and calls
// are spelled. The lines use the variables `model`, and where they need them `step` (optimizer
// steps, from 1), `epoch` and `batch` (both from 0, the batch within its epoch), `loader`, `steps`
// (of the run) and `trainer`. Plain text.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// The lines of one rule with certain values.
struct PythonLines {
  std::vector<std::string> imports = {};    ///< "from timm.utils import ModelEmaV3"
  std::vector<std::string> construct = {};  ///< before training
  /// After each optimizer step; empty if the library's trainer does it.
  std::vector<std::string> update = {};
  std::vector<std::string> evaluate = {};  ///< gives the averaged weights
  /// By parameter: the statement that sets it during training to its value in these lines. A
  /// parameter without one cannot be changed then.
  std::map<std::string, std::string, std::less<>> set = {};
  std::vector<std::string> lost = {};  ///< what the lines cannot do, as "buffers are not averaged"
};

/// A number as people write it, which Python reads as the same double: 0.995, 2/3, 1000.
[[nodiscard]] std::string pyText(double value);
/// A string literal: 'bn.*'. Quotes, backslashes and control characters are escaped.
[[nodiscard]] std::string pyString(std::string_view text);
/// "name=value" for a number.
[[nodiscard]] std::string pyNumber(std::string_view name, double value);
/// "name=True" or "name=False".
[[nodiscard]] std::string pyFlag(std::string_view name, double value);
/// "name=value", or "name=None" for kNoneValue.
[[nodiscard]] std::string pyOptional(std::string_view name, double value);

/// "ema = EMA(model, beta=0.9)" for `head` "ema = EMA" and the arguments; in several lines if one
/// would be too long.
[[nodiscard]] std::vector<std::string> pyCall(std::string_view head,
                                              const std::vector<std::string>& arguments,
                                              std::string_view tail = "");

/// The update every `every` steps, from the first on: "if (step - 1) % 5 == 0:" before it.
[[nodiscard]] std::vector<std::string> pyEvery(double every, std::string_view update);

}  // namespace emascope
