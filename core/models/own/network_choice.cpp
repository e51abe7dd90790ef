// SPDX-License-Identifier: Apache-2.0
#include "core/models/own/network_choice.h"

#include "core/models/architecture/architecture.h"
#include "core/models/architecture/built_in_architectures.h"
#include "core/models/architecture/json_network.h"
#include "core/models/architecture/shapes.h"
#include "core/models/own/script_choice.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <utility>

namespace emascope {
namespace {

constexpr std::size_t kImageDimensions = 3;
constexpr std::array<std::string_view, 3> kBuiltIn = {"mlp", "cnn", "resnet"};

/// What was typed, or what suits such samples.
std::string nameOf(const Brought& brought, const std::vector<std::int64_t>& input) {
  if (const auto typed = brought.find("model"); typed != brought.end()) return typed->second;
  return input.size() == kImageDimensions ? "cnn" : "mlp";
}

Result<Architecture> architectureOf(const std::string& name, const std::vector<std::int64_t>& input,
                                    std::int64_t outputs) {
  if (std::find(kBuiltIn.begin(), kBuiltIn.end(), name) != kBuiltIn.end()) {
    return builtInArchitecture(name, input, outputs);
  }
  if (std::filesystem::path(name).extension() == ".json") return readArchitecture(name);
  return Error{
      "model", "'" + name + "' is not known",
      "mlp, cnn, resnet, a JSON file (name.json) that describes a network, or a TorchScript "
      "file (name.pt)"};
}

Status checkNoScriptOptions(const Brought& brought) {
  for (const char* id : {"trust", "sha256", "freeze", "unfreeze"}) {
    if (brought.contains(id)) {
      return Error{id, "is for a TorchScript file as the model", "with --model name.pt"};
    }
  }
  return Ok{};
}

}  // namespace

Result<NetworkChoice> chooseNetwork(const Brought& brought, const std::vector<std::int64_t>& input,
                                    std::int64_t outputs) {
  const std::string name = nameOf(brought, input);
  if (isScriptName(name)) return chooseScript(brought, name, input);
  if (auto status = checkNoScriptOptions(brought); !status) return status.error();
  const auto architecture = architectureOf(name, input, outputs);
  if (!architecture) return architecture.error();
  auto shaped = checkArchitecture(*architecture, input);
  if (!shaped) return shaped.error();
  const std::string title = std::filesystem::path(name).stem().string() + " " +
                            shapeText(shaped->input) + " → " + shapeText(shaped->output);
  return NetworkChoice{title, shaped->parameters, shaped->buffers,
                       [shaped = std::move(shaped).value()](std::uint64_t seed) {
                         return makeJsonNetwork(shaped, seed);
                       }};
}

}  // namespace emascope
