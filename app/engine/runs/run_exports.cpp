// SPDX-License-Identifier: Apache-2.0
#include "app/engine/runs/run_exports.h"

#include "app/common/run_options_cli.h"
#include "app/engine/runs/seed_runs.h"
#include "core/base/fallback_places.h"
#include "core/base/output_file.h"
#include "core/base/quoted.h"
#include "core/interchange/run_events.h"
#include "core/interchange/run_html.h"

#include <chrono>
#include <filesystem>
#include <utility>

#include <CLI/CLI.hpp>

namespace emascope {
namespace {

/// Unix time at which a run that has just ended began, without its pauses.
double beginningOf(const RunRecord& record) {
  const std::chrono::duration<double> now = std::chrono::system_clock::now().time_since_epoch();
  return now.count() - (record.points.empty() ? 0.0 : record.points.back().seconds);
}

}  // namespace

void addExportOptions(CLI::App& app, RunExports& exports) {
  constexpr const char* kGroup = "Output";
  addOutputFile(
      app, "--html", [&exports](std::string file) { exports.html = std::move(file); },
      "The run as one page with curves, verdicts and settings, written at the end")
      ->group(kGroup);
  addOutputFile(
      app, "--tensorboard", [&exports](std::string dir) { exports.tensorboard = std::move(dir); },
      "Folder with the run as a TensorBoard event file, written at the end")
      ->type_name("DIR")
      ->group(kGroup);
}

RunExports exportsOfSeed(const RunExports& exports, std::uint64_t seed) {
  const auto path = [seed](const std::optional<std::string>& file) {
    return file ? std::optional(pathOfSeed(*file, seed)) : std::nullopt;
  };
  return {path(exports.html), path(exports.tensorboard)};
}

void addExports(OutputPlan& plan, const RunExports& exports) {
  if (exports.html) plan.writes("--html", *exports.html);
  if (exports.tensorboard) {
    plan.writes("--tensorboard",
                (std::filesystem::path(*exports.tensorboard) / kEventFileName).string());
  }
}

Status checkExports(const RunExports& exports) {
  for (const auto& [option, path] :
       {std::pair("--html", exports.html), std::pair("--tensorboard", exports.tensorboard)}) {
    if (!path || (!path->empty() && *path != "-")) continue;
    return Error{option, inQuotes(*path) + " is not a file name", "a file or a folder"};
  }
  if (exports.html) {
    if (const auto held = HeldOutput::take(*exports.html); !held) return held.error();
  }
  return exports.tensorboard ? checkEventFolder(*exports.tensorboard) : Status(Ok{});
}

std::vector<std::string> saveExports(const RunExports& exports, const RunRecord& record,
                                     const std::string& name) {
  std::vector<std::string> troubles;
  if (exports.html) {
    const WriteTo write = [&](const std::string& place) {
      return saveRun(runHtmlWith(name), record, place);
    };
    if (const Status status = write(*exports.html); !status) {
      troubles.push_back(writtenElsewhere(*exports.html, write, status.error()).message());
    }
  }
  if (exports.tensorboard) {
    const Status status = saveRunEvents(record, beginningOf(record), *exports.tensorboard);
    if (!status) troubles.push_back(status.error().message());
  }
  return troubles;
}

}  // namespace emascope
