// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same run without a window, through the same engine process: a progress line, files, the
// picture the window would show.
#pragma once

#include "app/emascope/options.h"

namespace emascope::ui {

/// Runs to the end of the run, or to SIGINT, which ends it cleanly; the exit code.
[[nodiscard]] int runHeadless(int argc, char** argv, const WindowOptions& options);

}  // namespace emascope::ui
