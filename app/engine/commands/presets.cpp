// SPDX-License-Identifier: Apache-2.0
#include "app/engine/command.h"
#include "app/engine/list_format.h"

namespace emascope {

void registerCommandPresets(CommandRegistry& registry) {
  registry.push_back({"presets", "Models with the settings their story needs",
                      [](CLI::App& app) { return listingCommand(app, presetsText, presetsJson); }});
}

}  // namespace emascope
