// SPDX-License-Identifier: Apache-2.0
//
// A tunable number, described once: window, command line, presets, validation and documentation all
// read this description. No widgets and no storage.
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

/// Value of an optional parameter that is not given: Python's None. Compares equal to itself and
/// lies below every range. Users type and read "none"; in JSON and CBOR it is null.
inline constexpr double kNoneValue = -std::numeric_limits<double>::infinity();
/// True for kNoneValue.
[[nodiscard]] constexpr bool isNone(double value) { return value == kNoneValue; }

/// One parameter: its names, its range and how a slider shows it.
struct ParamSpec {
  /// Spacing of a slider. kOneMinusLog is linear in -log10(1 - value), for decays.
  enum class Scale { kLinear, kLog, kOneMinusLog };

  std::string id = {};           ///< stable name, used in files, messages and options
  std::string label = {};        ///< shown to users: "β cap"
  std::string tip = {};          ///< tool tip, with the unit
  double min = 0.0;              ///< smallest allowed value, see min_open
  double max = 1.0;              ///< largest allowed value
  bool min_open = false;         ///< true: `min` itself is not allowed
  double initial = 0.0;          ///< value of a parameter that is not given
  Scale scale = Scale::kLinear;  ///< spacing of its slider
  bool whole = false;            ///< whole numbers only
  bool advanced = false;         ///< shown in the collapsed section
  double slider_min = 0.0;       ///< start of the slider's range
  double slider_max = 1.0;       ///< end of the slider's range
  /// Names of the values 0, 1, 2, … of a choice; empty for a number.
  std::vector<std::string> choices = {};
  bool optional = false;  ///< kNoneValue is allowed, too (0 is a different value)

  friend bool operator==(const ParamSpec&, const ParamSpec&) = default;
};
/// Number of kinds of spacing.
inline constexpr int kScaleCount = static_cast<int>(ParamSpec::Scale::kOneMinusLog) + 1;

/// Reads a number (of a decay also "hl=138", a half-life), the name of a choice, or "none" for an
/// optional parameter. "true", "false" and
/// "none" are case-insensitive. Does not check the range. `where` names the field in the error.
[[nodiscard]] Result<double> readValue(const ParamSpec& spec, std::string_view text,
                                       std::string_view where);

/// Text that readValue() reads back as `value`: a choice's name, "none", or formatNumber().
[[nodiscard]] std::string valueText(const ParamSpec& spec, double value);

/// "at least 0 and at most 1", "a whole number, at least 1 and at most 1000000000, or none".
[[nodiscard]] std::string allowedText(const ParamSpec& spec);

/// Ok if `value` is allowed for `spec`; NaN and infinities never are. `where` precedes the id in
/// the error: "track main: power: 0 is not allowed; allowed: …".
[[nodiscard]] Status checkValue(const ParamSpec& spec, double value, std::string_view where);

}  // namespace emascope
