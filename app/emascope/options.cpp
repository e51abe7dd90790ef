// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/emascope/options.h"

#include "app/common/exit_code.h"
#include "app/common/kept_run.h"
#include "app/common/run_options_cli.h"
#include "app/common/standard_output.h"
#include "app/common/usage_error.h"
#include "app/emascope/exports_at_end.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <sstream>

#include <CLI/CLI.hpp>

namespace emascope::ui {
namespace {

std::string footer() {
  return std::string(
             "\nPress F1 in the window for its keys. Numbers can be written 0.995, 2/3 or "
             "1-1/200,\n"
             "decays also hl=138 (their half-life in updates).\n") +
         kExitCodesText;
}

/// A lesson has runs of its own, and is shown to people.
Status checkLesson(const WindowOptions& options) {
  if (options.lesson.empty()) return Ok{};
  const RunOptions seed_alone = {.seed = options.run.seed};
  const bool files = !options.csv.empty() || !options.json.empty() || !options.exports.empty();
  if (options.run == seed_alone && !files && !options.headless && !options.paused &&
      !options.self_test) {
    return Ok{};
  }
  return Error{"--lesson", "the lesson decides how its runs are made",
               "--seed, --theme, --language, --engine, --library and --reset-settings beside it"};
}

Status check(const WindowOptions& options) {
  for (const std::string& path : options.exports) {
    if (Status status = checkExportName(path); !status) return status;
  }
  constexpr std::array<std::string_view, 4> kThemes = {"", "system", "light", "dark"};
  if (std::find(kThemes.begin(), kThemes.end(), options.theme) == kThemes.end()) {
    return Error{"--theme", "'" + options.theme + "' is not known", "system, light, dark"};
  }
  if (options.headless && options.paused) {
    return Error{"--paused", "a run without a window cannot be started later",
                 "--headless or --paused"};
  }
  if (options.keep.keep && !options.headless) {
    return Error{"--keep", "every run of a window is kept", "with --headless"};
  }
  if (options.keep.library && options.self_test) {
    return Error{"--library", "the self-test keeps no run", "without --self-test"};
  }
  constexpr std::array<std::string_view, 5> kLanguages = {"", "system", "en", "de", "zh"};
  if (std::find(kLanguages.begin(), kLanguages.end(), options.language) == kLanguages.end()) {
    return Error{"--language", "'" + options.language + "' is not known", "system, en, de, zh"};
  }
  return checkLesson(options);
}

/// --resume also takes a kept run, which stands for its checkpoints. Another engine may be on
/// another machine, where names and folders of this one mean nothing.
Status takeKeptRun(WindowOptions& options) {
  if (!options.run.resume || options.run.resume->empty() || !options.engine.empty()) return Ok{};
  const auto path = resumedPath(*options.run.resume, options.keep.library.value_or(""));
  if (!path) return path.error();
  if (options.headless) keepWhatGoesOn(options.keep, *options.run.resume);
  options.run.resume = path->path;
  return Ok{};
}

void addWindowOptions(CLI::App& app, WindowOptions& options) {
  app.add_option("--export", options.exports,
                 "Write the picture or the data when the run ends (.png .pdf .svg .csv .json);\n"
                 "repeat for more")
      ->type_name("FILE")
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group("Output");
  const char* group = "Program";
  app.add_flag("--headless", options.headless, "Run without a window, at full speed")->group(group);
  app.add_flag("--paused", options.paused, "Start paused, before step 1")->group(group);
  app.add_option(
         "--lesson", options.lesson,
         "Open a lesson in the workspace Teach; of the run options, only --seed is allowed\n"
         "with it")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--theme", options.theme, "Theme of the window: system, light or dark")
      ->type_name("NAME")
      ->group(group);
  app.add_option("--language", options.language,
                 "Language of the window for this session: system, en, de or zh (simplified\n"
                 "Chinese)")
      ->type_name("NAME")
      ->group(group);
  app.add_option("--engine", options.engine,
                 "Command to run as the engine; it must speak the engine's protocol")
      ->type_name("COMMAND")
      ->group(group);
  app.add_flag("--self-test", options.self_test,
               "Check the engine and the plot without a display, and report the result")
      ->group(group);
  app.add_flag("--reset-settings", options.reset_settings,
               "Reset the saved window size, theme, language and layout")
      ->group(group);
}

}  // namespace

ParsedOptions parseOptions(int argc, char** argv) {
  WindowOptions options;
  CLI::App app(
      "Train a model, plot its raw weights against their averages live, and tune the averages.",
      "emascope");
  app.set_version_flag("--version", "emascope " EMASCOPE_VERSION, "Print the version");
  app.set_help_flag("-h,--help", "Print this help");
  app.footer(footer());
  addRunOptions(app, options.run);
  OutputOptions written;
  addOutputOptions(app, written);
  addKeepOptions(app, options.keep);
  addWindowOptions(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    std::ostringstream text;
    const int code = app.exit(asked, text, std::cerr);
    return {std::nullopt, print("emascope", text.str()) ? code : kExitFailure};
  } catch (const CLI::ParseError& error) {
    std::cerr << "emascope: " << usageError(app, error) << "; see --help\n";
    return {std::nullopt, kExitUsage};
  }
  options.csv = written.csv.value_or("");
  options.json = written.json.value_or("");
  if (const Status status = check(options); !status) {
    std::cerr << "emascope: " << status.error().message() << "; see --help\n";
    return {std::nullopt, kExitUsage};
  }
  if (const Status status = takeKeptRun(options); !status) {
    std::cerr << "emascope: " << status.error().message() << '\n';
    return {std::nullopt, kExitUsage};
  }
  return {std::move(options), kExitOk};
}

}  // namespace emascope::ui
