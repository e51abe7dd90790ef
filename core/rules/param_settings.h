// SPDX-License-Identifier: Apache-2.0
//
// Values of parameters as a program writes them: numbers of any type, flags, the words of choices,
// nothing. `{{"class_name", "TraditionalEMA"}, {"halflife_Mimg", std::nullopt}, {"batch_size",
// 64}}`
#pragma once

#include "core/rules/schedule.h"

#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>

namespace emascope {

/// One value. Whole numbers are exact up to 2^53; std::nullopt is Python's None.
class ParamValue {
 public:
  // NOLINTBEGIN(google-explicit-constructor): a program writes the value itself
  template <typename Number>
  requires std::is_arithmetic_v<Number> ParamValue(Number number)
      : content_(static_cast<double>(number)) {}
  ParamValue(std::nullopt_t) : content_(kNoneValue) {}
  ParamValue(const char* word) : content_(std::string(word)) {}
  ParamValue(std::string word) : content_(std::move(word)) {}
  // NOLINTEND(google-explicit-constructor)

  /// None if it is a word.
  [[nodiscard]] std::optional<double> number() const {
    const auto* number = std::get_if<double>(&content_);
    return number ? std::optional(*number) : std::nullopt;
  }
  /// As people write it: "TraditionalEMA", "0.99", "none".
  [[nodiscard]] std::string text() const;

  friend bool operator==(const ParamValue&, const ParamValue&) = default;

 private:
  std::variant<double, std::string> content_;
};

/// By ParamSpec::id, as ParamValues, which they can be made from.
class ParamSettings : public std::map<std::string, ParamValue, std::less<>> {
 public:
  using Map = std::map<std::string, ParamValue, std::less<>>;
  ParamSettings() = default;
  ParamSettings(std::initializer_list<Map::value_type> items) : Map(items) {}
  ParamSettings(const ParamValues& values)  // NOLINT(google-explicit-constructor): wider type
      : Map(values.begin(), values.end()) {}
};

/// The numbers that they stand for. Refuses a word that readValue() does not read for the parameter
/// of that id, and any word under an id that `rule` does not have; the ids and ranges of numbers
/// are not checked. `where` names the track in the error.
[[nodiscard]] Result<ParamValues> numbersOf(const ParamSettings& settings,
                                            const ScheduleEntry& rule, std::string_view where);

}  // namespace emascope
