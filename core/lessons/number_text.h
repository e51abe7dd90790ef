// SPDX-License-Identifier: Apache-2.0
//
// Prints the numbers of a lesson, as a sentence in a language needs them: with a comma for the
// decimals in German, and in groups of three digits, apart by the narrow no-break space (U+202F) of
// the window.
#pragma once

#include <string>
#include <string_view>

namespace emascope {

enum class LessonUnit {
  kLoss,     ///< three significant digits, zeros kept: "0.0120"
  kDecay,    ///< four decimals: "0.9893"
  kCount,    ///< whole: steps, evaluations: "31 723"
  kPercent,  ///< below 10 one decimal: "1.4", "34", "less than 0.1"
  kFactor,   ///< as a loss
};

/// "–" for a number that is not finite.
[[nodiscard]] std::string numberText(double value, LessonUnit unit, std::string_view language);

}  // namespace emascope
