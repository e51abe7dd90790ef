// SPDX-License-Identifier: Apache-2.0
#include "core/rules/name_filters.h"

#include <algorithm>

namespace emascope {

std::string someNames(const std::vector<std::string>& names) {
  constexpr std::size_t kMostNamed = 8;
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kMostNamed); ++i) {
    text += (i == 0 ? "" : ", ") + names[i];
  }
  return names.size() > kMostNamed ? text + ", …" : text;
}

Status checkSelections(const std::vector<NameKey>& keys,
                       const std::vector<NameSelection>& selections,
                       const std::vector<std::string>& names, std::string_view where,
                       std::string_view what) {
  for (const NameSelection& selection : selections) {
    const auto key = std::ranges::find(keys, selection.key, &NameKey::key);
    if (key == keys.end()) continue;  // reported where it was read
    const bool selects = std::ranges::any_of(names, [&](const std::string& name) {
      return nameMatches(selection.pattern, key->prefix, name);
    });
    if (selects) continue;
    const std::string form = key->prefix ? "a prefix of a name"
                                         : "a name or a glob such as 'conv1.*', not a regular "
                                           "expression";
    return Error{std::string(where) + ": " + selection.key,
                 "'" + selection.pattern + "' matches no " + std::string(what),
                 form + "; the names are " + someNames(names)};
  }
  return Ok{};
}

}  // namespace emascope
