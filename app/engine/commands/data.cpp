// SPDX-License-Identifier: Apache-2.0
//
// Says what is in a person's data: counts, shapes, classes, ranges and a few samples. Every sample
// is read, so that what training would stumble over is found here.
#include "app/common/exit_code.h"
#include "app/engine/command.h"
#include "app/engine/data_options_cli.h"
#include "app/engine/data_words.h"
#include "core/data/source.h"
#include "core/data/summary.h"

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

namespace emascope {
namespace {

struct DescribeOptions {
  TypedDataOptions typed = {};
  bool as_json = false;
};

Result<std::string> describe(const DescribeOptions& options) {
  const DataOptions data = dataOptions(options.typed);
  auto dataset = openDataset(data);
  if (!dataset) return dataset.error();
  auto summary = summarise(**dataset, {.skip_corrupt = data.skip_corrupt,
                                       .allow_missing = data.impute,
                                       .threads = readingThreads(options.typed)});
  if (!summary) return summary.error();
  return (options.as_json ? dataJson : dataText)(**dataset, *summary);
}

int run(const DescribeOptions& options) {
  const auto text = describe(options);
  if (!text) {
    std::cerr << "emascope-engine: " << text.error().message() << '\n';
    return kExitUsage;
  }
  std::cout << *text << std::flush;
  return std::cout ? kExitOk : kExitFailure;
}

}  // namespace

void registerCommandData(CommandRegistry& registry) {
  registry.push_back(
      {"data", "What is in a file of data, or a folder of pictures",
       [](CLI::App& app) -> std::function<int()> {
         const auto options = std::make_shared<DescribeOptions>();
         app.add_option("FILE", options->typed.data.path, "File or folder")->required();
         addDataOptions(app, options->typed);
         app.add_flag("--json", options->as_json, "For programs");
         return [options] { return run(*options); };
       }});
}

}  // namespace emascope
