// SPDX-License-Identifier: Apache-2.0
//
// How tables write that a value is missing. One list for every reader of tables: pandas' own
// default words, "?" as in UCI's tables, and a lone "-" or ".". Upper and lower case are alike.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace emascope {

/// Whether `field`, without blanks around it, stands for a missing value; an empty one does.
[[nodiscard]] inline bool isMissingWord(std::string_view field) {
  constexpr std::array<std::string_view, 17> kWords = {
      "",     "?",   "-",    ".",        "na",   "n/a",    "nan",     "null",   "none",
      "<na>", "#na", "#n/a", "#n/a n/a", "-nan", "1.#ind", "-1.#ind", "1.#qnan"};
  constexpr std::string_view kLongest = "#n/a n/a";
  const auto same = [](char letter, char typed) {
    return letter == (typed >= 'A' && typed <= 'Z' ? static_cast<char>(typed - 'A' + 'a') : typed);
  };
  if (field.size() > kLongest.size()) return false;
  return std::ranges::any_of(
      kWords, [&](std::string_view word) { return std::ranges::equal(word, field, same); });
}

}  // namespace emascope
