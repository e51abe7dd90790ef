// SPDX-License-Identifier: Apache-2.0
#include "core/models/own/network_start.h"

#include "core/models/architecture/json_network.h"
#include "core/models/architecture/transfer.h"
#include "core/models/weights_file.h"

#include <filesystem>
#include <utility>

namespace emascope {
namespace {

Status needs(const Brought& brought, const char* id, const char* other) {
  if (!brought.contains(id) || brought.contains(other)) return Ok{};
  return Error{id, std::string("needs --") + other, ""};
}

Status checkTogether(const Brought& brought) {
  for (const auto& [id, other] :
       {std::pair("head", "cut"), {"cut", "head"}, {"weights-partial", "weights"}}) {
    if (auto status = needs(brought, id, other); !status) return status;
  }
  return Ok{};
}

/// Into `start`. The network is made once, for the forms of its tensors.
Status takeWeights(const Brought& brought, NetworkStart& start) {
  const auto path = brought.find("weights");
  if (path == brought.end()) return Ok{};
  const auto network = makeJsonNetwork(start.architecture, 1);
  auto tensors = network->parameters();
  const auto buffers = network->buffers();
  tensors.insert(tensors.end(), buffers.begin(), buffers.end());
  auto weights =
      readWeights(path->second, tensors,
                  brought.contains("weights-partial") ? WeightsWanted::kSome : WeightsWanted::kAll);
  if (!weights) return weights.error();
  constexpr std::size_t kShownNames = 10;
  start.words = ", begins with " + std::filesystem::path(path->second).filename().string() + " (" +
                weights->report(kShownNames) + ")";
  start.weights = std::move(weights).value().tensors;
  return Ok{};
}

}  // namespace

Result<NetworkStart> startNetwork(const Brought& brought, const Architecture& architecture,
                                  const SampleShape& input) {
  if (auto status = checkTogether(brought); !status) return status.error();
  Architecture whole = architecture;
  if (const auto head = brought.find("head"); head != brought.end()) {
    const auto added = readArchitecture(head->second);
    if (!added) return added.error();
    auto joined = withHead(architecture, brought.at("cut"), *added);
    if (!joined) return joined.error();
    whole = std::move(joined).value();
  }
  auto shaped = checkArchitecture(whole, input);
  if (!shaped) return shaped.error();
  NetworkStart start{std::move(shaped).value()};
  if (auto status = takeWeights(brought, start); !status) return status.error();
  if (const auto patterns = brought.find("freeze"); patterns != brought.end()) {
    auto frozen = freezeTensors(std::move(start.architecture), repeatedValues(patterns->second));
    if (!frozen) return frozen.error();
    start.architecture = std::move(frozen).value();
    start.words += ", frozen in part";
  }
  return start;
}

}  // namespace emascope
