// SPDX-License-Identifier: GPL-3.0-or-later
//
// --self-test: checks in a second or two, without a display, that the program works on this
// machine.
#pragma once

#include "app/emascope/options.h"

namespace emascope::ui {

/// Starts the engine, trains the default demo for a short time, and paints its plot. Prints each
/// check; returns 0, or 4 if one fails.
[[nodiscard]] int runSelfTest(int argc, char** argv, WindowOptions options);

}  // namespace emascope::ui
