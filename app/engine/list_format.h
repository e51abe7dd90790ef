// SPDX-License-Identifier: Apache-2.0
//
// Prints the catalog for the listing commands: as text for people, or as JSON for programs, in the
// form of the protocol's Hello.
#pragma once

#include "core/protocol/spec/catalog.h"

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace emascope {

[[nodiscard]] std::string presetsText(const Catalog& catalog);
[[nodiscard]] std::string presetsJson(const Catalog& catalog);
[[nodiscard]] std::string modelsText(const Catalog& catalog);
[[nodiscard]] std::string modelsJson(const Catalog& catalog);
[[nodiscard]] std::string schedulesText(const Catalog& catalog);
[[nodiscard]] std::string schedulesJson(const Catalog& catalog);
[[nodiscard]] std::string devicesText(const Catalog& catalog);
[[nodiscard]] std::string devicesJson(const Catalog& catalog);

/// A command that prints `text` of this engine's catalog, or `json` with --json.
[[nodiscard]] std::function<int()> listingCommand(CLI::App& app,
                                                  std::string (*text)(const Catalog&),
                                                  std::string (*json)(const Catalog&));

}  // namespace emascope
