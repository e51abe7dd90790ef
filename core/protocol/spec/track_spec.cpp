// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/spec/track_spec.h"

#include <algorithm>

namespace emascope {

Status checkLabel(std::string_view label) {
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  const bool well_formed = !label.empty() && label.size() <= kLongestLabel &&
                           std::all_of(label.begin(), label.end(), allowed);
  const bool reserved = label == "raw" || label == "mean" || label == "lr";
  if (well_formed && !reserved) return Ok{};
  return Error{"track label",
               "'" + std::string(label) + "' is " + (reserved ? "reserved" : "not allowed"),
               "1 to 32 of A-Z a-z 0-9 _ -, other than raw, mean and lr"};
}

}  // namespace emascope
