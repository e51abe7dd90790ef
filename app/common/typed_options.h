// SPDX-License-Identifier: Apache-2.0
//
// Options of a command line that are kept as they were typed, to be parsed and checked elsewhere.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace emascope {

/// Adds an option with one value for each time it is given, so that "--track a --track b" and
/// "--track a file" are unambiguous. `form` is shown in --help in the place of the value. `values`
/// must live as long as `app`.
CLI::Option* addTypedList(CLI::App& app, const char* name, std::vector<std::string>& values,
                          const char* form, const char* help);

/// Adds an option of which the last value counts. `value` must live as long as `app`.
CLI::Option* addTypedText(CLI::App& app, const char* name, std::optional<std::string>& value,
                          const char* form, const char* help);

}  // namespace emascope
