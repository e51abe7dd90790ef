// SPDX-License-Identifier: Apache-2.0
//
// Computes post-hoc averages from a folder of snapshots.
#include "app/common/run_options_cli.h"
#include "app/common/typed_options.h"
#include "app/engine/command.h"
#include "app/engine/smooth/synthesize_snapshots.h"

#include <csignal>
#include <memory>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

namespace emascope {
namespace {

void addSynthesizeOptions(CLI::App& app, SynthesizeOptions& options) {
  app.add_option("--snapshots", options.snapshots.folder,
                 "Folder of the snapshots: of ema-pytorch's PostHocEMA (0.1000.pt), of EDM2\n"
                 "(network-snapshot-0001000-0.050, as .pt or .safetensors), or see --names")
      ->type_name("DIR")
      ->required();
  addTypedText(app, "--sigma-rel", options.sigma_rel, "X",
               "Relative width of the average to compute, above 0 to 0.288; or --gamma");
  addTypedText(app, "--gamma", options.gamma, "X",
               "Exponent of the average to compute, at least 0; 0 is the mean of all steps");
  addTypedText(app, "--step", options.step, "N",
               "Step of the average to compute, or thousands of images if the names have these;\n"
               "default: the newest snapshot's");
  addOutputFile(
      app, "--save", [&options](std::string file) { options.save = std::move(file); },
      "Write the average as .safetensors")
      ->required();
  addTypedList(app, "--sigma-rels", options.snapshots.sigma_rels, "X,...",
               "Relative widths of the snapshots if their names contain an index: as they were\n"
               "given to PostHocEMA. If the names contain neither: the common width");
  addTypedList(app, "--gammas", options.snapshots.gammas, "X,...",
               "As --sigma-rels, but exponents");
  addTypedText(app, "--names", options.snapshots.names, "PATTERN",
               "Names of other snapshots, without the extension: text with {step} or {kimg}, and\n"
               "{sigma_rel}, {gamma} or {index}, such as 'ema_{sigma_rel}_{step}'; * is any text");
  addTypedText(app, "--key", options.key, "NAME[/NAME]",
               "Entry of a .pt, .pth, .bin or .ckpt file that is the state_dict; of a\n"
               "checkpoint of a run: raw (default) or the label of a track");
  addTypedList(app, "--strip", options.strip, "PREFIX,...",
               "Prefixes to remove from names, such as ema_model.");
  addTypedList(app, "--copy", options.copy, "GLOB,...",
               "Names of tensors to copy from the newest snapshot, as integers and\n"
               "num_batches_tracked are");
}

}  // namespace

void registerCommandSynthesize(CommandRegistry& registry) {
  registry.push_back({.name = "synthesize",
                      .summary = "Compute a post-hoc average from a folder of snapshots",
                      .prepare = [](CLI::App& app) -> std::function<int()> {
                        const auto options = std::make_shared<SynthesizeOptions>();
                        addSynthesizeOptions(app, *options);
                        return [options] {
                          std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write()
                          return synthesizeSnapshots(*options);
                        };
                      },
                      .cuda = false});
}

}  // namespace emascope
