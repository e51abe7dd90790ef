// SPDX-License-Identifier: Apache-2.0
//
// Lists the models of the demos.
#include "app/engine/command.h"
#include "app/engine/list_format.h"

namespace emascope {

void registerCommandModels(CommandRegistry& registry) {
  registry.push_back({"models", "List the models of the demos and their data",
                      [](CLI::App& app) { return listingCommand(app, modelsText, modelsJson); }});
}

}  // namespace emascope
