// SPDX-License-Identifier: Apache-2.0
//
// Documents that `train` writes at the end of a run: a page, and a folder for TensorBoard.
#pragma once

#include "core/base/output_plan.h"
#include "core/base/result.h"
#include "core/protocol/record/run_record.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace emascope {

/// Absent = not written.
struct RunExports {
  std::optional<std::string> html = {};         ///< a file
  std::optional<std::string> tensorboard = {};  ///< a folder
};

/// Adds --html and --tensorboard to `app`, which fill `exports`.
void addExportOptions(CLI::App& app, RunExports& exports);

/// Those of one of several seeds: "page-seed-3.html".
[[nodiscard]] RunExports exportsOfSeed(const RunExports& exports, std::uint64_t seed);

/// Adds the files to the outputs of a run.
void addExports(OutputPlan& plan, const RunExports& exports);

/// Refuses, before the run, what could not be written after it.
[[nodiscard]] Status checkExports(const RunExports& exports);

/// Writes them; `name`: what the run is called in the library, empty if it is not kept. Returns
/// what went wrong, as sentences without a full stop; a page that cannot be written in its place is
/// written elsewhere.
[[nodiscard]] std::vector<std::string> saveExports(const RunExports& exports,
                                                   const RunRecord& record,
                                                   const std::string& name);

}  // namespace emascope
