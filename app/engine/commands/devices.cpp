// SPDX-License-Identifier: Apache-2.0
//
// Lists where a run can take place, with the reason where it cannot.
#include "app/engine/command.h"
#include "app/engine/list_format.h"

namespace emascope {

void registerCommandDevices(CommandRegistry& registry) {
  registry.push_back({"devices", "List the devices, with the reason if one cannot be used",
                      [](CLI::App& app) { return listingCommand(app, devicesText, devicesJson); }});
}

}  // namespace emascope
