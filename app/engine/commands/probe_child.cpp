// SPDX-License-Identifier: Apache-2.0
//
// The hidden command that `probe` starts as its sandboxed process.
#include "core/script/probe_child.h"

#include "app/engine/command.h"
#include "core/script/script_inspection.h"

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

namespace emascope {

void registerCommandProbeChild(CommandRegistry& registry) {
  registry.push_back({.name = kProbeChildCommand,
                      .summary = "Started by probe",
                      .prepare = [](CLI::App& app) -> std::function<int()> {
                        const auto wishes = std::make_shared<std::string>();
                        app.add_option("wishes", *wishes)->required();
                        return
                            [wishes]() -> int { probeAsChild(wishesOf(*wishes), inspectScript); };
                      },
                      .cuda = false,
                      .hidden = true});
}

}  // namespace emascope
