// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/emascope/options.h"

#include "app/common/exit_code.h"
#include "app/common/run_options_cli.h"

#include <algorithm>
#include <array>
#include <iostream>

#include <CLI/CLI.hpp>

namespace emascope::ui {
namespace {

std::string footer() {
  return std::string(
             "\nKeys in the window: F1. Values may be written 0.995, 2/3, 1-1/200 or hl=138.\n") +
         kExitCodesText;
}

Status checkExport(const std::string& path) {
  if (path.empty()) return Ok{};
  constexpr std::array<std::string_view, 5> kEndings = {".png", ".pdf", ".svg", ".csv", ".json"};
  const bool known = std::any_of(kEndings.begin(), kEndings.end(),
                                 [&](std::string_view ending) { return path.ends_with(ending); });
  if (known) return Ok{};
  return Error{"--export", "'" + path + "' has an ending that is not known",
               ".png, .pdf, .svg, .csv, .json"};
}

Status check(const WindowOptions& options) {
  if (Status status = checkExport(options.export_to); !status) return status;
  if (!options.export_to.empty() && !options.headless) {
    return Error{"--export", "is for runs without a window",
                 "with --headless; in the window use Ctrl+E"};
  }
  constexpr std::array<std::string_view, 4> kThemes = {"", "system", "light", "dark"};
  if (std::find(kThemes.begin(), kThemes.end(), options.theme) == kThemes.end()) {
    return Error{"--theme", "'" + options.theme + "' is not known", "system, light, dark"};
  }
  return Ok{};
}

}  // namespace

ParsedOptions parseOptions(int argc, char** argv) {
  WindowOptions options;
  CLI::App app(
      "Watch raw weights against their averages while a model trains, and tune the average.",
      "emascope");
  app.set_version_flag("--version", "emascope " EMASCOPE_VERSION, "Version of this program");
  app.set_help_flag("-h,--help", "This text");
  app.footer(footer());
  addRunOptions(app, options.run);
  app.add_option("--csv", options.csv, "Write every evaluation to this file")->type_name("FILE");
  app.add_option("--json", options.json, "Write the whole run to this file at its end")
      ->type_name("FILE");
  app.add_flag("--headless", options.headless, "Without a window, as fast as it goes");
  app.add_option(
         "--export", options.export_to,
         "With --headless: write the picture or the data at the end (.png .pdf .svg .csv .json)")
      ->type_name("FILE");
  app.add_flag("--paused", options.paused, "Start paused");
  app.add_option("--theme", options.theme, "system, light or dark")->type_name("NAME");
  app.add_option("--engine", options.engine, "Another command that speaks the engine's protocol")
      ->type_name("COMMAND");
  app.add_flag("--reset-settings", options.reset_settings,
               "Forget window size, theme and the like");
  app.add_flag("--self-test", options.self_test,
               "Try engine and picture without a display, and say how it went");
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    return {std::nullopt, app.exit(asked)};
  } catch (const CLI::ParseError& error) {
    std::cerr << "emascope: " << error.what() << "; see --help\n";
    return {std::nullopt, kExitUsage};
  }
  if (const Status status = check(options); !status) {
    std::cerr << "emascope: " << status.error().message() << "; see --help\n";
    return {std::nullopt, kExitUsage};
  }
  return {std::move(options), kExitOk};
}

}  // namespace emascope::ui
