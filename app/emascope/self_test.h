// SPDX-License-Identifier: GPL-3.0-or-later
//
// "Does it work on this machine?", answered without a display in a second or two.
#pragma once

#include "app/emascope/options.h"

namespace emascope::ui {

/// Starts the engine, trains the default demo for a while, paints its picture; 0, or 4 with what
/// went wrong.
[[nodiscard]] int runSelfTest(int argc, char** argv, WindowOptions options);

}  // namespace emascope::ui
