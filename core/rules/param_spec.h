// SPDX-License-Identifier: Apache-2.0
//
// A tunable number, described once: the form in the window, the command line, presets, validation
// and the documentation all read this. No widget and no storage here.
#pragma once

#include "core/base/result.h"

#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// Values by ParamSpec::id. An absent id means the spec's initial value.
using ParamValues = std::map<std::string, double, std::less<>>;

/// The value of an optional parameter that is not given: Python's None. It equals itself and lies
/// below every range. People type and read "none"; JSON and CBOR have null.
inline constexpr double kNoneValue = -std::numeric_limits<double>::infinity();
[[nodiscard]] constexpr bool isNone(double value) { return value == kNoneValue; }

struct ParamSpec {
  /// How a slider spreads the range. kOneMinusLog is linear in -log10(1 - value), for decays.
  enum class Scale { kLinear, kLog, kOneMinusLog };

  std::string id = {};     ///< the field's name, stable: files, messages and options use it
  std::string label = {};  ///< for people: "β cap"
  std::string tip = {};    ///< one sentence, with the unit
  double min = 0.0;
  double max = 1.0;
  bool min_open = false;  ///< true: `min` itself is not allowed
  double initial = 0.0;
  Scale scale = Scale::kLinear;
  bool whole = false;       ///< whole numbers only
  bool advanced = false;    ///< shown folded
  double slider_min = 0.0;  ///< the part of the range a slider covers
  double slider_max = 1.0;
  /// Names of the values 0, 1, 2, …: a choice, not a quantity. Empty for a number.
  std::vector<std::string> choices = {};
  bool optional = false;  ///< kNoneValue is allowed beside the range; 0 is another value

  friend bool operator==(const ParamSpec&, const ParamSpec&) = default;
};

/// A number, the name of a choice, or "none" for an optional parameter; "true", "false" and "none"
/// are read in any case. The range is not checked. `where` names the field in the error.
[[nodiscard]] Result<double> readValue(const ParamSpec& spec, std::string_view text,
                                       std::string_view where);

/// What readValue() reads as `value` again: a choice's name, "none", else formatNumber().
[[nodiscard]] std::string valueText(const ParamSpec& spec, double value);

/// "at least 0 and at most 1", "a whole number, at least 1 and at most 1000000000, or none".
[[nodiscard]] std::string allowedText(const ParamSpec& spec);

/// Ok if `value` is allowed for `spec`; NaN and infinite numbers never are. `where` precedes the id
/// in the error: "track main: power: 0 is not allowed; allowed: …".
[[nodiscard]] Status checkValue(const ParamSpec& spec, double value, std::string_view where);

}  // namespace emascope
