// SPDX-License-Identifier: Apache-2.0
//
// Lists the layers of the network that `train --model` would build, with their output shapes and
// numbers of parameters. With --json, prints the description, to keep and edit.
#include "app/common/exit_code.h"
#include "app/common/standard_output.h"
#include "app/common/text_table.h"
#include "app/engine/command.h"
#include "core/models/architecture/built_in_architectures.h"
#include "core/models/architecture/shapes.h"

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace emascope {
namespace {

struct NetworkOptions {
  std::string name = {};
  std::vector<std::int64_t> sample = {};
  std::int64_t outputs = 10;
  bool as_json = false;
};

void addRows(const std::vector<ShapedLayer>& layers, TextTable& table) {
  for (const ShapedLayer& layer : layers) {
    std::int64_t parameters = 0;
    for (const LayerTensor& tensor : layer.tensors) {
      if (tensor.parameter) parameters += tensor.numbers();
    }
    table.add({layer.prefix.substr(0, layer.prefix.size() - 1),
               std::string(layerText(layer.layer.kind)), shapeText(layer.output),
               parameters == 0 ? "" : std::to_string(parameters)});
    addRows(layer.layers, table);
    addRows(layer.projection, table);
  }
}

std::string layersText(const ShapedArchitecture& shaped) {
  TextTable table({"layer", "type", "output", "parameters"});
  addRows(shaped.layers, table);
  return shaped.source + " for samples " + shapeText(shaped.input) + "\n\n" + table.text() + "\n" +
         std::to_string(shaped.parameters) + " parameters, " + std::to_string(shaped.buffers) +
         " numbers in buffers\n";
}

Result<std::string> describeNetwork(const NetworkOptions& options) {
  const auto& built_in = builtInArchitectures();
  const bool known = std::ranges::find(built_in, options.name) != built_in.end();
  const auto architecture = known
                                ? builtInArchitecture(options.name, options.sample, options.outputs)
                                : readArchitecture(options.name);
  if (!architecture) return architecture.error();
  const auto shaped = checkArchitecture(*architecture, options.sample);
  if (!shaped) return shaped.error();
  return options.as_json ? architectureText(*architecture) : layersText(*shaped);
}

int run(const NetworkOptions& options) {
  const auto text = describeNetwork(options);
  if (!text) {
    std::cerr << "emascope-engine: " << text.error().message() << '\n';
    return kExitUsage;
  }
  return print("emascope-engine", *text) ? kExitOk : kExitFailure;
}

}  // namespace

void registerCommandNetwork(CommandRegistry& registry) {
  registry.push_back(
      {"network", "List the layers of a built-in network or of a JSON file",
       [](CLI::App& app) -> std::function<int()> {
         const auto options = std::make_shared<NetworkOptions>();
         app.add_option("NAME|FILE", options->name, "mlp, cnn, resnet, or a JSON file")->required();
         app.add_option("--sample", options->sample,
                        "Shape of a sample: 13, or 3,32,32 (channels, height, width)")
             ->type_name("SIZE,...")
             ->delimiter(',')
             ->required();
         app.add_option("--outputs", options->outputs,
                        "Outputs of a built-in network: number of classes or of predicted numbers")
             ->type_name("N")
             ->capture_default_str();
         app.add_flag("--json", options->as_json,
                      "Print the description as JSON, to keep and edit");
         return [options] { return run(*options); };
       }});
}

}  // namespace emascope
