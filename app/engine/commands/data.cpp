// SPDX-License-Identifier: Apache-2.0
//
// Reports what the user's data contain: counts, shapes, classes, ranges and a few samples. Reads
// every sample, so that problems that would stop training are found here.
#include "app/common/exit_code.h"
#include "app/common/run_options_cli.h"
#include "app/common/standard_output.h"
#include "app/engine/command.h"
#include "app/engine/data_words.h"
#include "core/data/batches/training_set.h"
#include "core/data/source.h"
#include "core/data/split.h"
#include "core/data/summary.h"
#include "core/models/user_task/data_choice.h"

#include <cstdint>
#include <iostream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

namespace emascope {
namespace {

struct DescribeOptions {
  std::string file = {};
  UserTaskOptions user_task = {};
  std::uint32_t threads = 0;  ///< 0 = one per processor, at most 8
  bool as_json = false;
  std::uint32_t pictures = 0;  ///< in JSON
};

std::uint32_t readers(std::uint32_t typed) { return typed != 0 ? typed : readingThreads(); }

Result<std::string> describe(const DescribeOptions& options) {
  if (options.pictures > 0 && !options.as_json) {
    return Error{"--pictures", "adds pictures to the JSON", "together with --json"};
  }
  UserTaskOptions user_task = options.user_task;
  user_task["data"] = options.file;
  const auto choice = readDataChoice(user_task);
  if (!choice) return choice.error();
  const DataOptions& data = choice->data;
  auto dataset = openDataset(data);
  if (!dataset) return dataset.error();
  auto summary = summarize(**dataset, {.skip_corrupt = data.skip_corrupt,
                                       .threads = readers(options.threads),
                                       .duplicates = data.duplicates});
  if (!summary) return summary.error();
  // Drawn with the default seed. How many there are does not depend on it.
  const auto split = splitSamples(**dataset, choice->split);
  if (!split) return split.error();
  noteCopies(**dataset, summary->hashes, nullptr);
  const auto scalings = fitToTraining(**dataset, *summary, *split, readers(options.threads));
  if (!scalings) return scalings.error();
  if (options.as_json) return dataJson(**dataset, *summary, *split, options.pictures);
  return dataText(**dataset, *summary, *split);
}

int run(const DescribeOptions& options) {
  const auto text = describe(options);
  if (!text) {
    std::cerr << "emascope-engine: " << text.error().message() << '\n';
    return kExitUsage;
  }
  return print("emascope-engine", *text) ? kExitOk : kExitFailure;
}

}  // namespace

void registerCommandData(CommandRegistry& registry) {
  registry.push_back({"data", "Read your data and report what they contain",
                      [](CLI::App& app) -> std::function<int()> {
                        const auto options = std::make_shared<DescribeOptions>();
                        app.add_option("FILE", options->file, "File or folder")->required();
                        addUserTaskOptions(app, options->user_task, UserTaskOption::About::kFiles);
                        app.remove_option(app.get_option("--data"));  // FILE is that
                        constexpr std::uint32_t kMostThreads = 64;
                        app.add_option("--threads", options->threads,
                                       "Reader threads; 0 = one per processor, at most 8")
                            ->type_name("N")
                            ->check(CLI::Range(0U, kMostThreads))
                            ->capture_default_str();
                        app.add_flag("--json", options->as_json, "Print JSON");
                        constexpr std::uint32_t kMostPictures = 100;
                        app.add_option("--pictures", options->pictures,
                                       "In JSON: up to N samples of image data, as bytes")
                            ->type_name("N")
                            ->check(CLI::Range(0U, kMostPictures));
                        return [options] { return run(*options); };
                      }});
}

}  // namespace emascope
