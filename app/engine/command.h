// SPDX-License-Identifier: Apache-2.0
//
// The engine's subcommands. Each is one file in commands/, which defines
// `void registerCommand<Name>(CommandRegistry&)` and is on offer by existing.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace emascope {

struct CommandEntry {
  std::string name = {};     ///< as it is typed
  std::string summary = {};  ///< one sentence without a full stop, for --help
  /// Adds the command's options to `app`. What it returns does the work once the command line has
  /// been read and, with `cuda`, LibTorch's CUDA half loaded, and returns the program's exit code.
  /// Nothing is asked of LibTorch before that.
  std::function<int()> (*prepare)(CLI::App& app) = nullptr;
  bool cuda = true;
  bool hidden = false;  ///< for this program itself: neither listed nor suggested
};

using CommandRegistry = std::vector<CommandEntry>;
[[nodiscard]] const CommandRegistry& commands();

}  // namespace emascope
