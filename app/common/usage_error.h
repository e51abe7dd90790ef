// SPDX-License-Identifier: Apache-2.0
//
// What is wrong with a command line, in the words of the programs' other refusals.
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
