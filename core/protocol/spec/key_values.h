// SPDX-License-Identifier: Apache-2.0
//
// Parses "key=value{,key=value}", the syntax of options with several parts. Private to
// core/protocol.
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

/// The parts of `text` between separators. There is at least one; parts may be empty.
[[nodiscard]] std::vector<std::string_view> splitAt(std::string_view text, char separator);

/// Blanks before a key are skipped. A value may contain '=' ("hl=138"); a key may not be repeated.
/// `syntax` is the syntax that errors show as allowed.
[[nodiscard]] Result<std::vector<KeyValue>> readKeyValues(std::string_view text,
                                                          const std::string& where,
                                                          const char* syntax);

}  // namespace emascope
