// SPDX-License-Identifier: Apache-2.0
//
// The files of tests/golden/script, loaded as if a person had agreed to each, and what Python
// computed with them.
#pragma once

#include "core/base/or_throw.h"
#include "core/base/sha256.h"
#include "core/models/script/script_network.h"
#include "tests/support/temporary_folder.h"

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/tensor.h>

namespace emascope {

/// By which outputs and gradients may differ from the recorded ones.
inline constexpr double kTolerance = 2e-6;

inline std::string scriptPath(const std::string& name) {
  return EMASCOPE_SOURCE_DIR "/tests/golden/script/" + name;
}

inline LoadedScript loadedFrom(const std::string& path) {
  return orThrow(LoadedScript::load(path, sha256(TemporaryFolder::contents(path))));
}

inline LoadedScript loaded(const std::string& name) { return loadedFrom(scriptPath(name)); }

inline std::unique_ptr<Network> networkOf(const LoadedScript& script,
                                          const ScriptParts& parts = {}) {
  return makeScriptNetwork(script, orThrow(trainedParameters(script, parts)));
}

inline nlohmann::json recorded(const std::string& name) {
  return nlohmann::json::parse(TemporaryFolder::contents(scriptPath("outputs.json"))).at(name);
}

/// As record_scripts.py makes it.
inline at::Tensor ramp(const std::vector<std::int64_t>& shape, float shift = 0.0F) {
  std::int64_t count = 1;
  for (const std::int64_t size : shape) count *= size;
  const at::Tensor numbers = at::arange(count, at::kFloat);
  return (numbers / static_cast<double>(count) - 0.5 + shift).reshape(shape);
}

inline at::Tensor numbers(const nlohmann::json& json) {
  return at::tensor(json.get<std::vector<float>>());
}

inline double largestDifference(const at::Tensor& a, const at::Tensor& b) {
  return (a.flatten() - b.flatten()).abs().max().item<double>();
}

inline at::Tensor named(const std::vector<NamedTensor>& tensors, const std::string& name) {
  for (const NamedTensor& entry : tensors) {
    if (entry.name == name) return entry.tensor;
  }
  throw std::out_of_range(name);
}

}  // namespace emascope
