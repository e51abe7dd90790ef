// SPDX-License-Identifier: GPL-3.0-or-later
//
// emascope: trains with a window, or with --headless without one.
#include "app/common/exit_code.h"
#include "app/common/standard_streams.h"
#include "app/emascope/gui.h"
#include "app/emascope/headless.h"
#include "app/emascope/options.h"
#include "app/emascope/self_test.h"

#include <cstdlib>
#include <iostream>

namespace {

bool set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

}  // namespace

int main(int argc, char** argv) {
  using namespace emascope;  // NOLINT(google-build-using-namespace): the whole program is these
                             // lines
  openStandardStreams();
  takeSizeLimitAsError();
  const ui::ParsedOptions parsed = ui::parseOptions(argc, argv);
  if (!parsed.options) return parsed.exit_code;
  if (parsed.options->self_test) return ui::runSelfTest(argc, argv, *parsed.options);
  if (parsed.options->headless) return ui::runHeadless(argc, argv, *parsed.options);
  if (!set("DISPLAY") && !set("WAYLAND_DISPLAY") && !set("QT_QPA_PLATFORM")) {
    std::cerr << "emascope: no display (DISPLAY and WAYLAND_DISPLAY are not set); "
                 "use --headless, with --export plot.png for the picture\n";
    return kExitFailure;
  }
  return ui::runWindow(argc, argv, *parsed.options);
}
