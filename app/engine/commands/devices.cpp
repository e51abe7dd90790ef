// SPDX-License-Identifier: Apache-2.0
#include "app/engine/command.h"
#include "app/engine/list_format.h"

namespace emascope {

void registerCommandDevices(CommandRegistry& registry) {
  registry.push_back({"devices", "Where a run can be computed, and why not elsewhere",
                      [](CLI::App& app) { return listingCommand(app, devicesText, devicesJson); }});
}

}  // namespace emascope
