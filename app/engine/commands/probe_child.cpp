// SPDX-License-Identifier: Apache-2.0
//
// The hidden command that `probe` starts as its sandboxed process.
#include "core/script/probe_child.h"

#include "app/common/exit_code.h"
#include "app/engine/command.h"
#include "core/script/script_inspection.h"

#include <iostream>
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
                        return [wishes]() -> int {
                          const auto parsed = wishesOf(*wishes);
                          if (parsed) probeAsChild(*parsed, inspectScript);
                          std::cerr << "emascope-engine: " << parsed.error().message() << '\n';
                          return kExitUsage;
                        };
                      },
                      .cuda = false,
                      .hidden = true});
}

}  // namespace emascope
