// SPDX-License-Identifier: Apache-2.0
//
// Reads a run that another tool has logged, and reports what is in it.
#include "app/common/exit_code.h"
#include "app/common/run_options_cli.h"
#include "app/common/standard_output.h"
#include "app/engine/command.h"
#include "app/engine/import_words.h"
#include "app/engine/refusal.h"
#include "core/base/output_plan.h"
#include "core/interchange/imported_csv.h"
#include "core/interchange/imported_record.h"
#include "core/interchange/read_log.h"

#include <csignal>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

namespace emascope {
namespace {

struct ImportOptions {
  std::string log = {};
  std::optional<std::string> run = {};
  std::optional<std::string> csv = {};
  bool as_json = false;
};

/// Says why a file could not be written.
int failToWrite(const Error& error) {
  std::cerr << "emascope-engine: " << error.message() << '\n';
  return kExitFailure;
}

int importLog(const ImportOptions& options) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write()
  OutputPlan plan;
  plan.reads("LOG", options.log);
  if (options.csv) plan.writes("--csv", *options.csv);
  if (const Status status = plan.check(); !status) return refuse(status.error());
  const auto run = readLog(options.log, options.run);
  if (!run) return refuse(run.error());
  if (options.csv) {
    const auto record = importedRecord(*run);
    if (!record) return refuse(record.error());
    if (auto status = saveRun(writeImportedCsv, *record, *options.csv); !status) {
      return failToWrite(status.error());
    }
  }
  for (const std::string& place : run->damage) {
    std::cerr << "emascope-engine: " << place << "; what follows in that file is not read\n";
  }
  if (!print("emascope-engine", options.as_json ? importJson(*run) : importText(*run))) {
    return kExitFailure;
  }
  return run->damage.empty() ? kExitOk : kExitUsage;
}

}  // namespace

void registerCommandImport(CommandRegistry& registry) {
  registry.push_back(
      {"import", "Read a log of another tool and compare its raw and averaged values",
       [](CLI::App& app) -> std::function<int()> {
         const auto options = std::make_shared<ImportOptions>();
         app.add_option("LOG", options->log,
                        "File or folder: TensorBoard event files, a Trackio database,\n"
                        "metrics.csv or trainer_state.json")
             ->required();
         app.add_option_function<std::string>(
                "--run", [options](const std::string& name) { options->run = name; },
                "Run to read, of a database with several")
             ->type_name("NAME");
         addOutputFile(
             app, "--csv", [options](std::string file) { options->csv = std::move(file); },
             "Write the loss, raw and averaged, as the CSV of a run");
         app.add_flag("--json", options->as_json, "Print JSON");
         return [options] { return importLog(*options); };
       },
       /*cuda=*/false});
}

}  // namespace emascope
