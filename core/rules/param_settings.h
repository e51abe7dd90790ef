// SPDX-License-Identifier: Apache-2.0
//
// Parameter values as a program writes them: numbers of any type, flags, names of choices, or none.
//
//     const emascope::ParamSettings settings = {
//         {"class_name", "TraditionalEMA"}, {"halflife_Mimg", std::nullopt}, {"batch_size", 64}};
#pragma once

#include "core/rules/schedule.h"

#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>

namespace emascope {

/// One value. Integers are exact up to 2^53; std::nullopt is Python's None.
class ParamValue {
 public:
  // NOLINTBEGIN(google-explicit-constructor): a program writes the value itself
  /// A number, or a flag as 0 or 1.
  template <typename Number>
  requires std::is_arithmetic_v<Number> ParamValue(Number number)
      : content_(static_cast<double>(number)) {}
  /// Python's None: an optional parameter without a value.
  ParamValue(std::nullopt_t) : content_(kNoneValue) {}
  /// The name of a choice, or any other text that readValue() accepts. @pre `word` is not null
  ParamValue(const char* word) : content_(std::string(word)) {}
  /// The same.
  ParamValue(std::string word) : content_(std::move(word)) {}
  // NOLINTEND(google-explicit-constructor)

  /// Empty if it is a word.
  [[nodiscard]] std::optional<double> number() const {
    const auto* number = std::get_if<double>(&content_);
    return number ? std::optional(*number) : std::nullopt;
  }
  /// The value as a user writes it: "TraditionalEMA", "0.99", "none".
  [[nodiscard]] std::string text() const;

  friend bool operator==(const ParamValue&, const ParamValue&) = default;

 private:
  std::variant<double, std::string> content_;
};

/// Values by ParamSpec::id. Convertible from ParamValues.
class ParamSettings : public std::map<std::string, ParamValue, std::less<>> {
 public:
  /// The base class.
  using Map = std::map<std::string, ParamValue, std::less<>>;
  ParamSettings() = default;
  /// `{{"beta", 0.999}, {"class_name", "TraditionalEMA"}}`. Of two values with one id the first
  /// counts.
  ParamSettings(std::initializer_list<Map::value_type> items) : Map(items) {}
  /// The same values as numbers.
  ParamSettings(const ParamValues& values)  // NOLINT(google-explicit-constructor): wider type
      : Map(values.begin(), values.end()) {}
};

/// `settings` as numbers. Fails for a word that readValue() does not accept for the parameter with
/// that id, and for a word under an id that `rule` does not have. Ids and ranges of numbers are not
/// checked. `where` names the track in the error.
[[nodiscard]] Result<ParamValues> numbersOf(const ParamSettings& settings,
                                            const ScheduleEntry& rule, std::string_view where);

}  // namespace emascope
