// SPDX-License-Identifier: Apache-2.0
//
// The options that describe a run, for both programs. CLI11 only collects the values; resolve() in
// core/protocol/options/run_options.h parses them, so that all errors have the same form.
#pragma once

#include "core/protocol/options/run_options.h"

#include <functional>
#include <optional>
#include <string>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace emascope {

/// Adds --preset, --steps, …, --track, --set and --do to `app`; parsing fills `options`, which must
/// live as long as `app`.
void addRunOptions(CLI::App& app, RunOptions& options);

/// Adds the options about one topic of the user's own data and model; parsing fills `user_task`,
/// which must live as long as `app`.
void addUserTaskOptions(CLI::App& app, UserTaskOptions& user_task, UserTaskOption::About about);

/// Adds an option that names an output file. Refuses a second value, which would silently replace
/// the first.
CLI::Option* addOutputFile(CLI::App& app, const char* name, std::function<void(std::string)> take,
                           const char* help);

/// The output files; absent = not written.
struct OutputOptions {
  std::optional<std::string> csv = {};
  std::optional<std::string> json = {};
};

/// Adds --csv and --json in the same way.
void addOutputOptions(CLI::App& app, OutputOptions& options);

/// Whether and where the run is kept.
struct KeepOptions {
  bool keep = false;
  std::optional<std::string> library = {};
  friend bool operator==(const KeepOptions&, const KeepOptions&) = default;
};

/// Adds --keep and --library.
void addKeepOptions(CLI::App& app, KeepOptions& options);

}  // namespace emascope
