// SPDX-License-Identifier: Apache-2.0
//
// The Python that makes a TorchScript file of a person's own module.
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

struct Asked {
  std::string module = "my_module:MyNetwork";
  std::string arguments = {};
  std::string weights = {};
  std::string output = "model.pt";
};

/// Letters, digits and underscores, not beginning with a digit; with `dots` several of them.
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

/// A literal of Python.
std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<std::string> pythonFor(const Asked& asked) {
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

int exportScript(const Asked& asked) {
  const auto python = pythonFor(asked);
  if (!python) {
    std::cerr << "emascope-engine: " << python.error().message() << '\n';
    return kExitUsage;
  }
  return print("emascope-engine", *python) ? kExitOk : kExitFailure;
}

void addOptions(CLI::App& app, Asked& asked) {
  app.add_option("module", asked.module, "Where the class is that makes the network")
      ->type_name("MODULE:CLASS")
      ->capture_default_str();
  app.add_option("--arguments", asked.arguments, "What the class is called with: 10, width=64")
      ->type_name("PYTHON");
  app.add_option("--weights", asked.weights, "A state_dict that torch.save has written")
      ->type_name("FILE");
  addOutputFile(
      app, "--output", [&asked](std::string file) { asked.output = std::move(file); },
      "The TorchScript file")
      ->default_str(asked.output);
  app.footer(
      "\nRun it where your module is: emascope-engine export-script my_module:MyNetwork | python3 "
      "-\n"
      "A module that torch.jit.script refuses can be traced: torch.jit.trace(model, example) in\n"
      "place of torch.jit.script(model); a trace knows one mode, training or evaluation.");
}

}  // namespace

void registerCommandExportScript(CommandRegistry& registry) {
  registry.push_back({.name = "export-script",
                      .summary = "The Python that makes a TorchScript file of your own module",
                      .prepare = [](CLI::App& app) -> std::function<int()> {
                        const auto asked = std::make_shared<Asked>();
                        addOptions(app, *asked);
                        return [asked] { return exportScript(*asked); };
                      },
                      .cuda = false});
}

}  // namespace emascope
