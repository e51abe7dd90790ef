// SPDX-License-Identifier: Apache-2.0
//
// Recognizes texts in a table that are not names but dates, times or formatted numbers. A column of
// them is a quantity, whose meaning would be lost by encoding it as texts.
#pragma once

#include <string_view>

namespace emascope {

enum class TextKind {
  kName,
  kDate,     ///< a date or a time of day: 2024-05-01, 1/5/24 10:00, 12-Mar-2020, 10:15:00
  kPrinted,  ///< a number with more than digits and a point: 1,234.5, 50 %, -$12, 12 kg
  kBound     ///< a number that is a limit: <5, >= 50K; among numbers a quantity, else a name
};

[[nodiscard]] TextKind textKind(std::string_view text);

}  // namespace emascope
