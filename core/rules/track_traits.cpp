// SPDX-License-Identifier: Apache-2.0
#include "core/rules/track_traits.h"

#include <fnmatch.h>

namespace emascope {

bool nameMatches(std::string_view pattern, bool prefix, std::string_view name) {
  if (prefix) return name.starts_with(pattern);
  return ::fnmatch(std::string(pattern).c_str(), std::string(name).c_str(), 0) == 0;
}

TensorUse useOf(std::string_view name, const std::vector<NameKey>& keys,
                const std::vector<NameSelection>& selections, TensorUse otherwise) {
  for (const NameKey& key : keys) {
    for (const NameSelection& selection : selections) {
      if (selection.key == key.key && nameMatches(selection.pattern, key.prefix, name)) {
        return key.use;
      }
    }
  }
  return otherwise;
}

}  // namespace emascope
