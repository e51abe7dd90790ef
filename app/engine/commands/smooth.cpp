// SPDX-License-Identifier: Apache-2.0
//
// Applies the averaging rules to tables and arrays over time, and to files of tensors.
#include "app/common/exit_code.h"
#include "app/common/run_options_cli.h"
#include "app/common/typed_options.h"
#include "app/engine/command.h"
#include "app/engine/smooth/smooth_checkpoints.h"
#include "app/engine/smooth/smooth_series.h"

#include <csignal>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

namespace emascope {
namespace {

int smooth(const SmoothOptions& options) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write()
  auto plan = planSmooth(options);
  if (!plan) {
    std::cerr << "emascope-engine: " << plan.error().message() << '\n';
    return kExitUsage;
  }
  return plan->input.ofTensors() ? smoothCheckpoints(*plan) : smoothSeries(std::move(plan).value());
}

void addCommonOptions(CLI::App& app, SmoothOptions& options) {
  addTypedList(app, "--input", options.inputs, "FILE",
               "CSV table, or NPY array whose first axis is time; - for standard input. Or\n"
               "files of tensors: a pattern in quotes ('run/*.safetensors', 'run/*.pt') is\n"
               "sorted by the numbers in the names; repeat the option for a list in your own\n"
               "order. Shards are joined by their names or by their .index.json")
      ->required();
  addOutputFile(
      app, "--output", [&options](std::string file) { options.output = std::move(file); },
      "CSV with one row per update; - for standard output. For files of tensors a\n"
      ".safetensors file, one per track: {label} in its name is replaced")
      ->required();
  addTypedList(app, "--track", options.tracks, "[LABEL:]KEY=VALUE,...",
               "Average to compute, as for train; repeat for more. Names in copy=, ignore= and\n"
               "average= are globs ('bn*.weight'), not regular expressions");
  addTypedList(app, "--set", options.sets, "CALL:TRACK.PARAM=VALUE",
               "Change a parameter of a track from that update on, as for train; row 1 of the\n"
               "output is update 1");
  addTypedText(app, "--initial", options.initial, "first-row",
               "The first row or file is only the state at construction; by default it is also\n"
               "the first update");
  addTypedText(app, "--steps", options.steps, "N", "Length of the run, for rules that need it");
  addTypedText(app, "--steps-per-epoch", options.steps_per_epoch, "N",
               "Length of an epoch, for rules that need it");
  app.add_flag("--debias", options.debias, "debias=true for every track that does not set it");
  app.add_flag("--skip-non-finite", options.skip_non_finite,
               "Skip missing values (an empty cell, NA, null, ...), NaN and infinities instead\n"
               "of refusing them. In a table a value skips only its column, in files of tensors\n"
               "the whole file");
}

void addSeriesOptions(CLI::App& app, SmoothOptions& options) {
  addTypedList(app, "--column", options.columns, "NAME|NUMBER",
               "Tables: average only this column, by name or by number from 1; repeat for more");
  addTypedText(app, "--header", options.header, "auto|yes|no",
               "Tables: whether the first line names the columns; auto: if it is not all numbers");
  addTypedText(app, "--delimiter", options.delimiter, "SIGN",
               "Tables: column separator: auto, comma, semicolon, tab, pipe, blanks or any one\n"
               "character");
  addTypedText(app, "--decimal", options.decimal, "auto|point|comma",
               "Tables: decimal separator; the other one may then separate thousands");
  addTypedText(app, "--x", options.x, "NAME|NUMBER",
               "Tables: column with a step or time; it is not averaged and comes first in the\n"
               "output");
  addTypedText(app, "--weight-by", options.weight_by, "rows|x",
               "Tables: x makes the decay that of one unit of x, so over a gap it is beta^gap;\n"
               "for schedule=constant and half-life");
  app.add_flag("--per-row", options.per_row,
               "Tables: with --skip-non-finite, a missing or non-finite value skips its whole row");
}

void addTensorOptions(CLI::App& app, SmoothOptions& options) {
  addTypedText(app, "--key", options.key, "NAME[/NAME]",
               "Tensors: entry of a .pt, .pth, .bin or .ckpt file that is the state_dict; of\n"
               "a checkpoint of a run: raw (default) or the label of a track");
  addTypedList(app, "--strip", options.strip, "PREFIX,...",
               "Tensors: prefixes to remove from names, such as module.,_orig_mod.");
  addTypedList(app, "--buffers", options.buffers, "GLOB,...",
               "Tensors: names of buffers, for tracks that treat buffers differently from\n"
               "parameters; running_mean and running_var are known");
}

}  // namespace

void registerCommandSmooth(CommandRegistry& registry) {
  registry.push_back({"smooth", "Average a table, an array or files of weights by the same rules",
                      [](CLI::App& app) -> std::function<int()> {
                        const auto options = std::make_shared<SmoothOptions>();
                        addCommonOptions(app, *options);
                        addSeriesOptions(app, *options);
                        addTensorOptions(app, *options);
                        return [options] { return smooth(*options); };
                      }});
}

}  // namespace emascope
