// SPDX-License-Identifier: Apache-2.0
//
// What `smooth` says about --set options for calls that the input does not reach.
#pragma once

#include "core/series/track_bank.h"

#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

/// One line for each edit beyond the last of `calls` updates; empty if all were made.
[[nodiscard]] std::string unreachedEdits(const std::vector<BankEdit>& edits,
                                         const std::vector<BankTrack>& tracks, std::int64_t calls);

}  // namespace emascope
