// SPDX-License-Identifier: Apache-2.0
#include "core/models/script/script_constants.h"

#include "core/models/script/script_network.h"

#include <exception>

#include <ATen/ops/equal.h>
#include <ATen/ops/zeros.h>

namespace emascope {
namespace script_constants {

/// Below this the difference of two values stays finite, as in core/ema/kernels.h.
constexpr double kLargestAveraged = 0x1p126;

bool canBeAveraged(const at::Tensor& tensor) {
  return tensor.scalar_type() != at::kFloat || tensor.abs().lt(kLargestAveraged).all().item<bool>();
}

/// Note: -infinity equals itself; NaN does not, and is not a mask.
std::set<std::string> unchanged(const std::vector<NamedTensor>& before,
                                const std::vector<NamedTensor>& after) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (canBeAveraged(before[i].tensor)) continue;
    if (at::equal(before[i].tensor, after[i].tensor)) names.insert(before[i].name);
  }
  return names;
}

}  // namespace script_constants

std::set<std::string> constantBuffers(const LoadedScript& script,
                                      const std::vector<std::string>& trained,
                                      const std::vector<std::int64_t>& input,
                                      const ScriptPrefix& prefix) {
  constexpr std::int64_t kSamples = 2;
  const auto file = script.buffers();
  if (script_constants::unchanged(file, file).empty()) return {};
  std::vector<std::int64_t> sizes = input;
  sizes.insert(sizes.begin(), kSamples);
  const auto network = makeScriptNetwork(script, trained, prefix);
  const at::Tensor inputs = at::zeros(sizes, script.takesTokens() ? at::kLong : at::kFloat);
  try {
    static_cast<void>(network->forward(inputs, /*training=*/true));
  } catch (const std::exception& /*told when it is trained*/) {
    return script_constants::unchanged(file, file);
  }
  const auto tried = network->buffers();
  std::vector<NamedTensor> before;
  std::vector<NamedTensor> after;
  for (const NamedTensor& buffer : file) {
    for (const NamedTensor& other : tried) {
      if (other.name != buffer.name) continue;
      before.push_back(buffer);
      after.push_back(other);
    }
  }
  return script_constants::unchanged(before, after);
}

}  // namespace emascope
