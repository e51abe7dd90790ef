// SPDX-License-Identifier: Apache-2.0
//
// Names in a message: in quotes, and the first few of many. Bytes that are not UTF-8 are replaced.
#pragma once

#include "core/base/utf8.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace emascope {

[[nodiscard]] inline std::string inQuotes(std::string_view text) {
  return "'" + asUtf8(text) + "'";
}

/// "'a'", "'a' and 'b'", "'a', 'b', 'c' and 3 more".
/// @pre most > 0
[[nodiscard]] inline std::string quotedList(std::span<const std::string> names,
                                            std::size_t most = 10) {
  const std::size_t shown = std::min(most, names.size());
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    const bool last = i > 0 && i + 1 == names.size();
    text += (i == 0 ? "" : last ? " and " : ", ") + inQuotes(names[i]);
  }
  if (shown == names.size()) return text;
  return text + " and " + std::to_string(names.size() - shown) + " more";
}

}  // namespace emascope
