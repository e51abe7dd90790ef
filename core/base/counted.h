// SPDX-License-Identifier: Apache-2.0
//
// Numbers with their nouns in messages: "1 sample", "3 samples".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace emascope {

[[nodiscard]] inline std::string counted(std::uint64_t number, std::string_view one,
                                         std::string_view several) {
  return std::to_string(number) + " " + std::string(number == 1 ? one : several);
}

}  // namespace emascope
