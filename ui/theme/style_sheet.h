// SPDX-License-Identifier: GPL-3.0-or-later
//
// The style sheet of the window, with the colors of a theme. Widgets select a style by dynamic
// properties: card, primary, pill, chip, secondary, big, good, bad.
#pragma once

#include "ui/theme/theme.h"

#include <QString>

namespace emascope::ui {

[[nodiscard]] QString styleSheet(const Theme& theme);

}  // namespace emascope::ui
