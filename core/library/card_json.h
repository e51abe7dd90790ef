// SPDX-License-Identifier: Apache-2.0
//
// `run.json` beyond run_card.h. Private to core/library.
#pragma once

#include "core/library/run_card.h"
#include "core/protocol/spec/run_config.h"

#include <cstddef>
#include <string>

namespace emascope {

inline constexpr std::size_t kLongestCard = std::size_t{4} << 20U;  ///< bytes of run.json

/// With the settings, for people and other programs; the journal has them too.
[[nodiscard]] std::string writeCard(const RunCard& card, const RunConfig& settings);
/// `before` with the values of `card`; what this program does not know stays.
[[nodiscard]] std::string changedCard(const RunCard& card, const std::string& before);

}  // namespace emascope
