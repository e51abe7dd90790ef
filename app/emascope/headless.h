// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs without a window, with the same engine process: shows a progress line, and writes the files
// and pictures that the window would write.
#pragma once

#include "app/emascope/options.h"

namespace emascope::ui {

/// Returns the exit code when the run has ended. SIGINT ends the run cleanly.
[[nodiscard]] int runHeadless(int argc, char** argv, const WindowOptions& options);

}  // namespace emascope::ui
