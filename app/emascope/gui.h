// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program with its window.
#pragma once

#include "app/emascope/options.h"

namespace emascope::ui {

/// Runs until the window is closed; returns the exit code. @pre there is a display
[[nodiscard]] int runWindow(int argc, char** argv, const WindowOptions& options);

}  // namespace emascope::ui
