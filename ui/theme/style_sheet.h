// SPDX-License-Identifier: GPL-3.0-or-later
//
// The style sheet of the whole window, from a theme's colors. Widgets ask for a look by dynamic
// properties: card, primary, pill, chip, secondary, big, good, bad.
#pragma once

#include "ui/theme/theme.h"

#include <QString>

namespace emascope::ui {

[[nodiscard]] QString styleSheet(const Theme& theme);

}  // namespace emascope::ui
