// SPDX-License-Identifier: Apache-2.0
//
// Lists the demos.
#include "app/engine/command.h"
#include "app/engine/list_format.h"

namespace emascope {

void registerCommandPresets(CommandRegistry& registry) {
  registry.push_back({"presets", "List the demos: models with settings",
                      [](CLI::App& app) { return listingCommand(app, presetsText, presetsJson); }});
}

}  // namespace emascope
