// SPDX-License-Identifier: Apache-2.0
//
// How tables mark missing values. One list for all table readers: pandas' defaults, "?" as in UCI's
// tables, and a lone "-" or ".". Case-insensitive.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace emascope {

/// Whether `field`, trimmed of blanks, marks a missing value. An empty field does.
[[nodiscard]] inline bool isMissingWord(std::string_view field) {
  constexpr std::array<std::string_view, 18> kWords = {
      "",     "?",   "-",    ".",        "na",   "n/a",    "nan",     "null",    "none",
      "<na>", "#na", "#n/a", "#n/a n/a", "-nan", "1.#ind", "-1.#ind", "1.#qnan", "-1.#qnan"};
  constexpr std::string_view kLongest = "#n/a n/a";
  const auto same = [](char letter, char typed) {
    return letter == (typed >= 'A' && typed <= 'Z' ? static_cast<char>(typed - 'A' + 'a') : typed);
  };
  if (field.size() > kLongest.size()) return false;
  return std::ranges::any_of(
      kWords, [&](std::string_view word) { return std::ranges::equal(word, field, same); });
}

}  // namespace emascope
