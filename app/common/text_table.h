// SPDX-License-Identifier: Apache-2.0
//
// Columns for people who read a terminal. Widths count characters, not bytes of UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// Characters of valid UTF-8, each one column wide: β and Δ are, CJK is not used here.
[[nodiscard]] std::size_t displayWidth(std::string_view text);

class TextTable {
 public:
  explicit TextTable(std::vector<std::string> header) { rows_.push_back(std::move(header)); }

  /// @pre as many cells as the header has
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

  /// The first column to the left, the others to the right, two blanks between; each line ends
  /// with a newline and without blanks before it.
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

/// `text` in lines of at most `width` characters, broken at blanks, each begun with `indent`.
[[nodiscard]] std::string wrapped(std::string_view text, std::string_view indent,
                                  std::size_t width);

}  // namespace emascope
