// SPDX-License-Identifier: Apache-2.0
#include "core/models/user_task/network_choice.h"

#include "core/models/architecture/architecture.h"
#include "core/models/architecture/built_in_architectures.h"
#include "core/models/architecture/json_network.h"
#include "core/models/architecture/shapes.h"
#include "core/models/user_task/network_start.h"
#include "core/models/user_task/script_choice.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace emascope {
namespace {

constexpr std::size_t kImageDimensions = 3;
constexpr std::array<std::string_view, 3> kBuiltIn = {"mlp", "cnn", "resnet"};

/// The typed name, or the default for samples of this shape.
std::string nameOf(const UserTaskOptions& user_task, const std::vector<std::int64_t>& input) {
  if (const auto typed = user_task.find("model"); typed != user_task.end()) return typed->second;
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

Status checkNone(const UserTaskOptions& user_task, std::initializer_list<const char*> ids,
                 const char* belongs_to, const char* allowed) {
  for (const char* id : ids) {
    if (user_task.contains(id)) return Error{id, belongs_to, allowed};
  }
  return Ok{};
}

Status checkNoScriptOptions(const UserTaskOptions& user_task) {
  return checkNone(user_task, {"trust", "sha256", "unfreeze", "step-limit"},
                   "only applies to a TorchScript file as the model", "with --model name.pt");
}

Status checkNoDescribedOptions(const UserTaskOptions& user_task) {
  return checkNone(user_task, {"weights", "weights-of", "weights-strip", "weights-partial"},
                   "only applies to a network described by its layers",
                   "with mlp, cnn, resnet or a JSON file as the model");
}

}  // namespace

Result<NetworkChoice> chooseNetwork(const UserTaskOptions& user_task,
                                    const std::vector<std::int64_t>& input, std::int64_t outputs) {
  const std::string name = nameOf(user_task, input);
  if (isScriptName(name)) {
    if (auto status = checkNoDescribedOptions(user_task); !status) return status.error();
    return chooseScript(user_task, name, input);
  }
  if (auto status = checkNoScriptOptions(user_task); !status) return status.error();
  const auto architecture = architectureOf(name, input, outputs);
  if (!architecture) return architecture.error();
  auto start = startNetwork(user_task, *architecture, input);
  if (!start) return start.error();
  const ShapedArchitecture& shaped = start->architecture;
  const std::string title = std::filesystem::path(name).stem().string() + " " +
                            shapeText(shaped.input) + " → " + shapeText(shaped.output) +
                            start->words;
  NetworkChoice choice{.title = title,
                       .source = shaped.source,
                       .parameters = shaped.parameters,
                       .buffers = shaped.buffers};
  const Layer& begin = shaped.layers.front().layer;
  if (begin.kind == LayerKind::kEmbedding) choice.tokens = begin.in;
  choice.make = [start = std::move(start).value()](std::uint64_t seed) {
    return makeJsonNetwork(start.architecture, seed, start.weights);
  };
  return choice;
}

}  // namespace emascope
