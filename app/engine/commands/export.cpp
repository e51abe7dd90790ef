// SPDX-License-Identifier: Apache-2.0
//
// Writes a run in a form that other people and other tools read.
#include "app/common/exit_code.h"
#include "app/engine/command.h"
#include "app/engine/refusal.h"
#include "app/engine/runs/export_weights.h"
#include "app/engine/runs/run_source.h"
#include "core/base/output_plan.h"
#include "core/base/quoted.h"
#include "core/interchange/imported_csv.h"
#include "core/interchange/imported_record.h"
#include "core/interchange/run_events.h"
#include "core/interchange/run_html.h"
#include "core/protocol/record/run_writer.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include <CLI/CLI.hpp>

namespace emascope {
namespace {

struct RunExport {
  std::string run = {};
  std::string format = {};
  std::string output = {};
  std::string library = {};
  std::optional<std::string> name = {};
  std::optional<std::string> of = {};
};

constexpr const char* kEventsFormat = "tensorboard";
constexpr const char* kWeightsFormat = "weights";

/// How the format is written. That of event files is written to a folder, and this only says
/// whether it is possible.
Result<RunFormat> formatOf(const std::string& format, const RunSource& source) {
  if (format == "html" || format == kEventsFormat) return runHtmlWith(source.title);
  if (format == "csv") {
    return isImported(source.record) ? RunFormat(writeImportedCsv) : RunFormat(writeRunCsv);
  }
  if (!isImported(source.record)) return RunFormat(writeRunJson);
  return Error{"--format json", "is for runs of EMAscope, whose settings it contains",
               "html, tensorboard or csv for a log of another tool"};
}

Status checkFormat(const RunExport& options) {
  constexpr std::array<std::string_view, 5> kFormats = {"html", kEventsFormat, "csv", "json",
                                                        kWeightsFormat};
  if (std::ranges::find(kFormats, options.format) == kFormats.end()) {
    return Error{"--format", inQuotes(options.format) + " is not known",
                 "html, tensorboard, csv, json or weights"};
  }
  if (options.of && options.of->empty()) {
    return Error{"--of", "is empty", "best, raw or the label of an average"};
  }
  if (options.of && options.format != kWeightsFormat) {
    return Error{"--of", "applies to weights only", "together with --format weights"};
  }
  if (options.name && options.format == kWeightsFormat) {
    return Error{"--run", "chooses a run of a database, which has no weights",
                 "a kept run with --format weights"};
  }
  return Ok{};
}

/// Nothing that was read may be written over.
Status checkExport(const RunExport& options, const RunSource& source) {
  if (options.format == kEventsFormat) {
    std::error_code error;
    const auto written = std::filesystem::path(options.output) / kEventFileName;
    const bool over_itself = std::filesystem::equivalent(options.run, options.output, error) ||
                             std::ranges::any_of(source.files, [&](const std::string& file) {
                               return std::filesystem::equivalent(file, written, error);
                             });
    if (over_itself) return Error{"--output", "is the run or log to export", "another folder"};
    return checkEventFolder(options.output);
  }
  OutputPlan plan;
  for (const std::string& file : source.files) plan.reads("RUN", file);
  plan.writes("--output", options.output);
  return plan.check();
}

Status writeExport(const RunExport& options, const RunSource& source) {
  if (options.format == kEventsFormat) {
    return saveRunEvents(source.record, source.started, options.output);
  }
  const auto format = formatOf(options.format, source);
  if (!format) return format.error();
  return saveRun(*format, source.record, options.output);
}

int exportWeights(const RunExport& options) {
  const auto chosen =
      chooseWeights(options.run, options.library, options.of.value_or(std::string(kBestAverage)));
  if (!chosen) return refuse(chosen.error(), kExitUsage);
  OutputPlan plan;
  for (const std::string& file : chosen->files) plan.reads("RUN", file);
  plan.writes("--output", options.output);
  if (auto status = plan.check(); !status) return refuse(status.error(), kExitUsage);
  for (const std::string& note : chosen->notes) std::cerr << "note: " << note << '\n';
  if (auto status = writeWeights(*chosen, options.output); !status) {
    return refuse(status.error(), kExitFailure);
  }
  std::cout << shownWords(*chosen) << ": " << options.output << '\n';
  return kExitOk;
}

int exportRun(const RunExport& options) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write()
  if (auto status = checkFormat(options); !status) return refuse(status.error(), kExitUsage);
  if (options.format == kWeightsFormat) return exportWeights(options);
  const auto source = readRunSource(options.run, options.library, options.name);
  if (!source) return refuse(source.error(), kExitUsage);
  if (const auto format = formatOf(options.format, *source); !format) {
    return refuse(format.error(), kExitUsage);
  }
  if (auto status = checkExport(options, *source); !status) {
    return refuse(status.error(), kExitUsage);
  }
  for (const std::string& note : source->notes) std::cerr << "note: " << note << '\n';
  if (auto status = writeExport(options, *source); !status) {
    return refuse(status.error(), kExitFailure);
  }
  return source->damaged ? kExitUsage : kExitOk;
}

}  // namespace

void registerCommandExport(CommandRegistry& registry) {
  registry.push_back(
      {"export", "Write a run as a page, for TensorBoard, or as a table, or its weights",
       [](CLI::App& app) -> std::function<int()> {
         const auto options = std::make_shared<RunExport>();
         app.add_option(
                "RUN", options->run,
                "A kept run: its folder, its id, or a unique beginning of one; or a log, as\n"
                "import takes it")
             ->required();
         app.add_option("--format", options->format,
                        "html: one page with curves, verdicts and settings, which needs nothing\n"
                        "else; tensorboard: a folder with an event file; csv; json; weights: a\n"
                        "safetensors file, from a checkpoint of a kept run")
             ->type_name("html|tensorboard|csv|json|weights")
             ->required();
         app.add_option("--output", options->output,
                        "File to write (for tensorboard, a folder); an existing one is replaced")
             ->type_name("PATH")
             ->required();
         app.add_option_function<std::string>(
                "--run", [options](const std::string& name) { options->name = name; },
                "For a database of several runs: the run to export")
             ->type_name("NAME");
         app.add_option_function<std::string>(
                "--of", [options](const std::string& of) { options->of = of; },
                "With --format weights: which ones; best: those of the average with the lowest\n"
                "validation loss among the run's checkpoints (default); raw; or a track's label")
             ->type_name("best|raw|LABEL");
         app.add_option("--library", options->library,
                        "Folder of the library, instead of $XDG_DATA_HOME/emascope")
             ->type_name("DIR");
         return [options] { return exportRun(*options); };
       },
       /*cuda=*/false});
}

}  // namespace emascope
