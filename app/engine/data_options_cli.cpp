// SPDX-License-Identifier: Apache-2.0
#include "app/engine/data_options_cli.h"

#include "core/data/target_column.h"

#include <algorithm>
#include <thread>

#include <CLI/CLI.hpp>

namespace emascope {

void addDataOptions(CLI::App& app, TypedDataOptions& options) {
  constexpr std::uint32_t kMostPixels = 4096;
  constexpr std::uint64_t kMostMemory = std::uint64_t{1} << 24U;
  constexpr std::uint32_t kMostThreads = 64;
  DataOptions& data = options.data;
  app.add_option("--target", data.target,
                 "What is learnt: column or array by name, or column by number from 1; the last "
                 "column if not said");
  app.add_option("--labels", data.labels, "File of targets: IDX, NPY or CSV (file name, label)");
  app.add_option("--ignore", data.ignore, "Column or array that is left out; may be repeated")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--split-column", data.split_column, "Column that says train, validation or test");
  app.add_option("--task", options.task, "What the targets are, if not what they look like")
      ->check(CLI::IsMember({"classification", "regression"}));
  app.add_option("--classes", options.classes, "Labels are 0 to N-1, also those that do not occur")
      ->check(CLI::Range(2, static_cast<int>(kMostClasses)));
  app.add_option("--header", options.header, "Whether a table's first line is names")
      ->check(CLI::IsMember({"auto", "yes", "no"}))
      ->capture_default_str();
  app.add_flag("--impute", data.impute, "Missing numbers become the training part's mean");
  app.add_flag("--skip-corrupt", data.skip_corrupt, "Leave out samples that cannot be read");
  app.add_option("--image-size", data.image_size, "Side to which pictures are resized, in pixels")
      ->check(CLI::Range(1U, kMostPixels));
  app.add_option("--image-channels", data.image_channels, "1 for grey, 3 for colours")
      ->check(CLI::IsMember({1, 3}));
  app.add_option("--memory", options.memory_mib, "MiB that data may take")
      ->check(CLI::Range(std::uint64_t{1}, kMostMemory))
      ->capture_default_str();
  app.add_option("--threads", options.threads, "Threads that read; 0 is one a processor")
      ->check(CLI::Range(0U, kMostThreads))
      ->capture_default_str();
}

DataOptions dataOptions(const TypedDataOptions& options) {
  DataOptions data = options.data;
  if (options.task == "classification") data.task = TaskKind::kClassification;
  if (options.task == "regression") data.task = TaskKind::kRegression;
  if (options.header == "yes") data.header = DataOptions::Header::kYes;
  if (options.header == "no") data.header = DataOptions::Header::kNo;
  if (options.classes != 0) data.classes = options.classes;
  data.memory_budget = options.memory_mib << 20U;
  return data;
}

std::uint32_t readingThreads(const TypedDataOptions& options) {
  constexpr std::uint32_t kMost = 8;
  if (options.threads != 0) return options.threads;
  return std::clamp(std::thread::hardware_concurrency(), 1U, kMost);
}

}  // namespace emascope
