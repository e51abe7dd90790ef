// SPDX-License-Identifier: Apache-2.0
#include "app/engine/command.h"
#include "app/engine/list_format.h"

namespace emascope {

void registerCommandSchedules(CommandRegistry& registry) {
  registry.push_back(
      {"schedules", "List the averaging rules and their parameters for --track",
       [](CLI::App& app) { return listingCommand(app, schedulesText, schedulesJson); }});
}

}  // namespace emascope
