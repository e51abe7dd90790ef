// SPDX-License-Identifier: Apache-2.0
//
// Prints Python code that exports the user's own module as a TorchScript file.
#include "app/common/exit_code.h"
#include "app/common/run_options_cli.h"
#include "app/common/standard_output.h"
#include "app/engine/command.h"
#include "core/base/result.h"

#include <cctype>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

struct ExportArguments {
  std::string module = "my_module:MyNetwork";
  std::string arguments = {};
  std::string weights = {};
  std::string output = "model.pt";
};

/// True for a Python identifier (ASCII); with `dots`, also for several joined by dots.
bool isIdentifier(std::string_view text, bool dots) {
  bool at_start = true;
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (character == '.' && dots && !at_start) {
      at_start = true;
      continue;
    }
    if (std::isalpha(byte) == 0 && character != '_' && (at_start || std::isdigit(byte) == 0)) {
      return false;
    }
    at_start = false;
  }
  return !at_start;
}

/// `text` as a Python string literal.
std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<std::string> pythonFor(const ExportArguments& asked) {
  const std::size_t colon = asked.module.find(':');
  const std::string file = asked.module.substr(0, colon);
  const std::string name = colon == std::string::npos ? "" : asked.module.substr(colon + 1);
  if (!isIdentifier(file, true) || !isIdentifier(name, false)) {
    return Error{"MODULE:CLASS", "'" + asked.module + "' is not a class of a Python module",
                 "my_package.my_module:MyNetwork"};
  }
  std::string text = "import torch\nfrom " + file + " import " + name + "\n";
  text += "model = " + name + "(" + asked.arguments + ")\n";
  if (!asked.weights.empty()) {
    text += "model.load_state_dict(torch.load(" + quoted(asked.weights) +
            ", map_location=\"cpu\", weights_only=True))\n";
  }
  return text + "torch.jit.script(model.float().train()).save(" + quoted(asked.output) + ")\n";
}

int exportScript(const ExportArguments& asked) {
  const auto python = pythonFor(asked);
  if (!python) {
    std::cerr << "emascope-engine: " << python.error().message() << '\n';
    return kExitUsage;
  }
  return print("emascope-engine", *python) ? kExitOk : kExitFailure;
}

void addOptions(CLI::App& app, ExportArguments& asked) {
  app.add_option("module", asked.module, "Module and class of the network")
      ->type_name("MODULE:CLASS")
      ->capture_default_str();
  app.add_option("--arguments", asked.arguments, "Arguments of the class: 10, width=64")
      ->type_name("PYTHON");
  app.add_option("--weights", asked.weights, "state_dict to load, written by torch.save")
      ->type_name("FILE");
  addOutputFile(
      app, "--output", [&asked](std::string file) { asked.output = std::move(file); },
      "TorchScript file that the code writes")
      ->default_str(asked.output);
  app.footer(
      "\nRun it in the folder of your module:\n"
      "  emascope-engine export-script my_module:MyNetwork | python3 -\n"
      "If torch.jit.script refuses the module, trace it: torch.jit.trace(model, example)\n"
      "instead of torch.jit.script(model). A trace records one mode, training or evaluation.");
}

}  // namespace

void registerCommandExportScript(CommandRegistry& registry) {
  registry.push_back({.name = "export-script",
                      .summary = "Print Python code that exports your module as TorchScript",
                      .prepare = [](CLI::App& app) -> std::function<int()> {
                        const auto asked = std::make_shared<ExportArguments>();
                        addOptions(app, *asked);
                        return [asked] { return exportScript(*asked); };
                      },
                      .cuda = false});
}

}  // namespace emascope
