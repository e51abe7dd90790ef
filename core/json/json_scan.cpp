// SPDX-License-Identifier: Apache-2.0
#include "core/json/json_scan.h"

namespace emascope {

Status scanJson(std::string_view text, std::size_t longest, int deepest, const std::string& where) {
  if (text.size() > longest) {
    return Error{where, "has " + std::to_string(text.size()) + " bytes",
                 "at most " + std::to_string(longest)};
  }
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[' || c == '{') {
      if (++depth > deepest) {
        return Error{where, "is nested too deeply (byte " + std::to_string(i) + ")",
                     "at most " + std::to_string(deepest) + " nested lists and objects"};
      }
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return Ok{};
}

}  // namespace emascope
