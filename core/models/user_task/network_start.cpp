// SPDX-License-Identifier: Apache-2.0
#include "core/models/user_task/network_start.h"

#include "core/models/architecture/json_network.h"
#include "core/models/architecture/transfer.h"
#include "core/models/weights_file.h"

#include <filesystem>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace emascope {
namespace {

Status needs(const UserTaskOptions& user_task, const char* id, const char* other) {
  if (!user_task.contains(id) || user_task.contains(other)) return Ok{};
  return Error{id, std::string("needs --") + other, ""};
}

Status checkTogether(const UserTaskOptions& user_task) {
  for (const auto& [id, other] : {std::pair("head", "cut"),
                                  {"cut", "head"},
                                  {"weights-partial", "weights"},
                                  {"weights-of", "weights"},
                                  {"weights-strip", "weights"}}) {
    if (auto status = needs(user_task, id, other); !status) return status;
  }
  return Ok{};
}

/// Those of --weights-strip, which are apart by commas.
std::vector<std::string> prefixesOf(const UserTaskOptions& user_task) {
  const auto typed = user_task.find("weights-strip");
  std::vector<std::string> prefixes;
  if (typed == user_task.end()) return prefixes;
  std::istringstream list(typed->second);
  for (std::string prefix; std::getline(list, prefix, ',');) {
    if (!prefix.empty()) prefixes.push_back(prefix);
  }
  return prefixes;
}

/// Reads the weights into `start`. Builds the network once to get the shapes of its tensors.
Status takeWeights(const UserTaskOptions& user_task, NetworkStart& start) {
  const auto path = user_task.find("weights");
  if (path == user_task.end()) return Ok{};
  const auto network = makeJsonNetwork(start.architecture, 1);
  auto tensors = network->parameters();
  const auto buffers = network->buffers();
  tensors.insert(tensors.end(), buffers.begin(), buffers.end());
  const auto of = user_task.find("weights-of");
  auto weights = readWeights(
      path->second, tensors,
      user_task.contains("weights-partial") ? WeightsWanted::kSome : WeightsWanted::kAll,
      of == user_task.end() ? std::string() : of->second, prefixesOf(user_task));
  if (!weights) return weights.error();
  constexpr std::size_t kShownNames = 10;
  start.words = ", weights from " + std::filesystem::path(path->second).filename().string() + " (" +
                weights->report(kShownNames) + ")";
  start.weights = std::move(weights).value().tensors;
  return Ok{};
}

}  // namespace

Result<NetworkStart> startNetwork(const UserTaskOptions& user_task,
                                  const Architecture& architecture, const SampleShape& input) {
  if (auto status = checkTogether(user_task); !status) return status.error();
  Architecture whole = architecture;
  if (const auto head = user_task.find("head"); head != user_task.end()) {
    const auto added = readArchitecture(head->second);
    if (!added) return added.error();
    auto joined = withHead(architecture, user_task.at("cut"), *added);
    if (!joined) return joined.error();
    whole = std::move(joined).value();
  }
  auto shaped = checkArchitecture(whole, input);
  if (!shaped) return shaped.error();
  NetworkStart start{std::move(shaped).value()};
  if (auto status = takeWeights(user_task, start); !status) return status.error();
  if (const auto patterns = user_task.find("freeze"); patterns != user_task.end()) {
    auto frozen = freezeTensors(std::move(start.architecture), repeatedValues(patterns->second));
    if (!frozen) return frozen.error();
    start.architecture = std::move(frozen).value();
    start.words += ", partly frozen";
  }
  return start;
}

}  // namespace emascope
