// SPDX-License-Identifier: Apache-2.0
//
// Options resolved against a catalog, as the tests of this folder need it.
#pragma once

#include "core/protocol/options/run_options.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {

/// The configuration; a failure of the test if the options are refused.
[[nodiscard]] inline RunConfig resolvedIn(const Catalog& catalog, const RunOptions& options) {
  const auto config = resolve(options, catalog);
  EXPECT_TRUE(config.ok()) << (config.ok() ? "" : config.error().message());
  return config.ok() ? *config : RunConfig{};
}

/// The error's message, or "accepted".
[[nodiscard]] inline std::string refusalIn(const Catalog& catalog, const RunOptions& options) {
  const auto config = resolve(options, catalog);
  return config.ok() ? "accepted" : config.error().message();
}

/// The options that `words` spell, as the programs' command lines read them.
[[nodiscard]] inline RunOptions parsed(const std::vector<std::string>& words) {
  RunOptions options;
  for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
    const std::string& name = words[i];
    const std::string& value = words[i + 1];
    if (name == "--preset") options.preset = value;
    if (name == "--steps") options.steps = value;
    if (name == "--seed") options.seed = value;
    if (name == "--eval-every") options.eval_every = value;
    if (name == "--device") options.device = value;
    if (name == "--threads") options.threads = value;
    if (name == "--lr") options.lr = value;
    if (name == "--speed") options.speed = value;
    if (name == "--track") options.tracks.push_back(value);
    if (name == "--set") options.sets.push_back(value);
    if (name == "--snapshots") options.snapshots = value;
    if (name == "--snapshot-mib") options.snapshot_mib = value;
    if (name == "--synthesize") options.syntheses.push_back(value);
    if (name == "--do") options.dos.push_back(value);
  }
  return options;
}

}  // namespace emascope
