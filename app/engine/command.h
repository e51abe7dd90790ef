// SPDX-License-Identifier: Apache-2.0
//
// The engine's subcommands. Each is one file in commands/, which defines
// `void registerCommand<Name>(CommandRegistry&)`; the build registers it.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace emascope {

struct CommandEntry {
  std::string name = {};     ///< as typed
  std::string summary = {};  ///< one sentence without a full stop, for --help
  /// Adds the command's options to `app` and returns the function that does the work. It is called
  /// after the command line has been parsed and, with `cuda`, LibTorch's CUDA half loaded, and
  /// returns the program's exit code. LibTorch must not be used before that.
  std::function<int()> (*prepare)(CLI::App& app) = nullptr;
  bool cuda = true;
  bool hidden = false;  ///< internal: neither listed nor suggested
};

using CommandRegistry = std::vector<CommandEntry>;
[[nodiscard]] const CommandRegistry& commands();

}  // namespace emascope
