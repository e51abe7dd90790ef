// SPDX-License-Identifier: Apache-2.0
#include "app/common/text_table.h"

#include <algorithm>
#include <cstddef>

namespace emascope {

std::size_t displayWidth(std::string_view text) {
  constexpr unsigned kKindBits = 0xC0U;
  constexpr unsigned kContinuation = 0x80U;
  const auto characters = std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & kKindBits) != kContinuation;
  });
  // U+2066 to U+2069 around a name take no room; see core/base/isolated.h.
  std::ptrdiff_t marks = 0;
  for (std::size_t i = text.find("\xE2\x81"); i != std::string_view::npos;
       i = text.find("\xE2\x81", i + 1)) {
    if (i + 2 < text.size() && text[i + 2] >= '\xA6' && text[i + 2] <= '\xA9') ++marks;
  }
  return static_cast<std::size_t>(characters - marks);
}

std::string TextTable::text() const {
  std::vector<std::size_t> widths(rows_.front().size(), 0);
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], displayWidth(row[i]));
    }
  }
  std::string text;
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string blanks(widths[i] - displayWidth(row[i]), ' ');
      line += i == 0 ? row[i] + blanks : "  " + blanks + row[i];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string wrapped(std::string_view text, std::string_view indent, std::size_t width) {
  std::string lines;
  std::string line(indent);
  bool empty = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    if (!empty && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines += line + "\n";
      line = indent;
      empty = true;
    }
    if (!empty) line += ' ';
    line += word;
    empty = false;
  }
  return empty ? lines : lines + line + "\n";
}

}  // namespace emascope
