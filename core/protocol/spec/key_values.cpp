// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/spec/key_values.h"

#include <algorithm>
#include <utility>

namespace emascope {

std::vector<std::string_view> splitAt(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

Result<std::vector<KeyValue>> readKeyValues(std::string_view text, const std::string& where,
                                            const char* syntax) {
  std::vector<KeyValue> list;
  for (std::string_view part : splitAt(text, ',')) {
    part.remove_prefix(std::min(part.find_first_not_of(' '), part.size()));
    const auto equals = part.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      return Error{where, "'" + std::string(part) + "' is not key=value", syntax};
    }
    KeyValue next{std::string(part.substr(0, equals)), std::string(part.substr(equals + 1))};
    for (const KeyValue& earlier : list) {
      if (earlier.key == next.key) {
        return Error{where, "'" + next.key + "' is given twice", "each key once"};
      }
    }
    list.push_back(std::move(next));
  }
  return list;
}

}  // namespace emascope
