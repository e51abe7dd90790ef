// SPDX-License-Identifier: GPL-3.0-or-later
//
// The command line of emascope: the options of a run, as for `emascope-engine train`, and those of
// the window.
#pragma once

#include "app/common/run_options_cli.h"
#include "core/protocol/options/run_options.h"

#include <optional>
#include <string>
#include <vector>

namespace emascope::ui {

struct WindowOptions {
  RunOptions run = {};
  std::string csv = {};
  std::string json = {};
  KeepOptions keep = {};                  ///< a window keeps every run, whatever `keep` says
  std::string engine = {};                ///< command of the engine; empty = emascope-engine
  std::vector<std::string> exports = {};  ///< .png .pdf .svg .csv .json, written at the end
  std::string lesson = {};                ///< file to open in Teach
  std::string theme = {};                 ///< "", "system", "light", "dark"
  std::string language = {};              ///< "", "system", "en", "de", "zh"
  bool headless = false;
  bool paused = false;
  bool reset_settings = false;
  bool self_test = false;
};

/// The options, or the exit code after --help, --version or wrong usage. Needs no display.
struct ParsedOptions {
  std::optional<WindowOptions> options = {};
  int exit_code = 0;
};
[[nodiscard]] ParsedOptions parseOptions(int argc, char** argv);

}  // namespace emascope::ui
