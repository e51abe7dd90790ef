// SPDX-License-Identifier: GPL-3.0-or-later
//
// The color of a verdict in the theme in force.
#pragma once

#include "core/protocol/record/verdict.h"
#include "ui/theme/theme.h"

namespace emascope::ui {

/// The text color of better or worse; `none` for a verdict without a color.
[[nodiscard]] inline QColor verdictShade(const Verdict& verdict, const QColor& none) {
  switch (verdictColor(verdict)) {
    case VerdictColor::kBetter:
      return theme().better_text;
    case VerdictColor::kWorse:
      return theme().worse_text;
    case VerdictColor::kNone:
      break;
  }
  return none;
}

}  // namespace emascope::ui
