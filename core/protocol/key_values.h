// SPDX-License-Identifier: Apache-2.0
//
// "key=value{,key=value}", the form that options of several parts have. Private to core/protocol.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace emascope {

struct KeyValue {
  std::string key = {};
  std::string value = {};
};

/// At least one part, which may be empty.
[[nodiscard]] std::vector<std::string_view> splitAt(std::string_view text, char separator);

/// A value may hold '=' itself ("hl=138"), a key may not be repeated. `form` is what errors say is
/// allowed.
[[nodiscard]] Result<std::vector<KeyValue>> readKeyValues(std::string_view text,
                                                          const std::string& where,
                                                          const char* form);

}  // namespace emascope
