// SPDX-License-Identifier: Apache-2.0
//
// Rewords CLI11's command-line errors in the style of the programs' other errors.
#pragma once

#include <string>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace emascope {

/// The message of `error`, which parsing with `app` has thrown. An option that does not exist is
/// named with the one whose name is closest, "'--presett' is not an option (did you mean
/// --preset?)", or with the argument that the subcommand takes instead, "'--data' is not an option
/// (write: emascope-engine data FILE)".
[[nodiscard]] std::string usageError(const CLI::App& app, const CLI::ParseError& error);

}  // namespace emascope
