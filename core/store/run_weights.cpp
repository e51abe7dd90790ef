// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_weights.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace emascope {
namespace {

constexpr std::string_view kRaw = "raw";
constexpr std::string_view kAverage = "average.";

/// "raw, 'main', 'fast'"; a label ends at the first dot.
std::string setsIn(const SafetensorsHeader& header) {
  std::vector<std::string> sets = {std::string(kRaw)};
  for (const TensorInfo& tensor : header.tensors) {
    if (!tensor.name.starts_with(kAverage)) continue;
    const std::string rest = tensor.name.substr(kAverage.size());
    const std::string set = "'" + asUtf8(rest.substr(0, rest.find('.'))) + "'";
    if (std::ranges::find(sets, set) == sets.end()) sets.push_back(set);
  }
  std::string text;
  for (const std::string& set : sets) text += (text.empty() ? "" : ", ") + set;
  return text;
}

}  // namespace

bool isRunCheckpoint(const SafetensorsHeader& header) {
  return std::ranges::any_of(
      std::array{"emascope.version", "emascope.sha256", "emascope.sha256.header"},
      [&header](const char* key) { return header.metadata.contains(key); });
}

Result<std::vector<RunWeight>> weightsOfRun(const SafetensorsHeader& header, const std::string& of,
                                            const std::string& path) {
  const bool raw = of.empty() || of == kRaw;
  const std::string prefix = (raw ? std::string(kRaw) : std::string(kAverage) + of) + ".";
  std::vector<RunWeight> weights;
  for (std::size_t i = 0; i < header.tensors.size(); ++i) {
    const std::string& name = header.tensors[i].name;
    if (name.size() > prefix.size() && name.starts_with(prefix)) {
      weights.push_back({i, name.substr(prefix.size())});
    }
  }
  if (weights.empty()) {
    return Error{path, "the checkpoint has no weights of '" + asUtf8(raw ? "raw" : of) + "'",
                 setsIn(header)};
  }
  return weights;
}

}  // namespace emascope
