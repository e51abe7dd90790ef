// SPDX-License-Identifier: Apache-2.0
#include "core/script/script_trial.h"

#include "core/script/script_reasons.h"

#include <cmath>
#include <exception>
#include <optional>
#include <utility>

#include <ATen/ops/arange.h>

namespace emascope {
namespace {

struct FirstWeight {
  std::string name = {};
  std::vector<std::int64_t> shape = {};
  bool embedding = false;
};

bool isEmbedding(const torch::jit::Module& root, const std::string& parameter) {
  const std::string owner = parameter.substr(0, parameter.rfind('.'));
  for (const auto& entry : root.named_modules()) {
    if (entry.name != owner) continue;
    const auto& name = entry.value.type()->name();
    return name && name->name().find("Embedding") != std::string::npos;
  }
  return false;
}

/// The first parameter with two or more dimensions, or else the first such buffer.
std::optional<FirstWeight> firstWeight(const torch::jit::Module& module) {
  for (const auto& entry : module.named_parameters()) {
    if (entry.value.dim() < 2) continue;
    return FirstWeight{entry.name, entry.value.sizes().vec(), isEmbedding(module, entry.name)};
  }
  return std::nullopt;
}

/// The square root of a square number, none for other numbers.
std::optional<std::int64_t> sideOf(std::int64_t count) {
  const auto side = static_cast<std::int64_t>(std::llround(std::sqrt(static_cast<double>(count))));
  if (side < 2 || side * side != count) return std::nullopt;
  return side;
}

std::vector<std::vector<std::int64_t>> shapesFor(const FirstWeight& weight) {
  const std::int64_t inputs = weight.shape[1];
  std::vector<std::vector<std::int64_t>> shapes;
  if (weight.embedding) {
    for (const std::int64_t length : {8, 16, 32, 64, 128}) shapes.push_back({length});
  } else if (weight.shape.size() == 2) {
    shapes.push_back({inputs});
    for (const std::int64_t channels : {1, 3}) {
      const auto side = inputs % channels == 0 ? sideOf(inputs / channels) : std::nullopt;
      if (side) shapes.push_back({channels, *side, *side});
    }
    shapes.push_back({8, inputs});
  } else if (weight.shape.size() == 3) {
    for (const std::int64_t length : {16, 32, 64, 100, 128, 256, 1000}) {
      shapes.push_back({inputs, length});
    }
  } else if (weight.shape.size() == 4) {
    for (const std::int64_t side : {28, 32, 8, 16, 64, 96, 128, 224}) {
      shapes.push_back({inputs, side, side});
    }
  }
  return shapes;
}

const char* kindOf(const c10::IValue& output) {
  if (output.isTuple()) return "a tuple";
  if (output.isGenericDict()) return "a dict";
  if (output.isList()) return "a list";
  if (output.isNone()) return "nothing";
  return "an object";
}

}  // namespace

at::Tensor TrialInput::samples(std::int64_t count) const {
  std::vector<std::int64_t> sizes = shape;
  sizes.insert(sizes.begin(), count);
  std::int64_t values = 1;
  for (const std::int64_t size : sizes) values *= size;
  const at::Tensor ramp = at::arange(values, at::kLong).reshape(sizes);
  if (type == at::kLong) return ramp.remainder(classes);
  constexpr std::int64_t kPeriod = 17;  // makes all samples different
  return ramp.remainder(kPeriod).to(type).sub_(kPeriod / 2).div_(kPeriod);
}

std::vector<TrialInput> trialInputs(const torch::jit::Module& module,
                                    const std::vector<std::int64_t>& shape) {
  const auto weight = firstWeight(module);
  const bool tokens = weight && weight->embedding;
  const std::int64_t classes = tokens ? weight->shape[0] : 2;
  if (!shape.empty()) {
    std::vector<TrialInput> given = {{shape, at::kFloat, classes, "as given"},
                                     {shape, at::kLong, classes, "as given"}};
    if (tokens) std::swap(given[0], given[1]);
    return given;
  }
  std::vector<TrialInput> trials;
  if (!weight) return trials;
  for (auto& deduced : shapesFor(*weight)) {
    trials.push_back({std::move(deduced), tokens ? at::kLong : at::kFloat, classes,
                      "deduced from " + weight->name});
  }
  return trials;
}

TrialOutput tryForward(torch::jit::Module& module, const at::Tensor& input) {
  TrialOutput result;
  try {
    const c10::IValue output = module.forward({input});
    if (output.isTensor() && output.toTensor().defined()) {
      result.tensor = output.toTensor();
    } else {
      result.kind = kindOf(output);
    }
  } catch (const c10::Error& error) {
    result.failure = interpreterReason(error.what_without_backtrace());
  } catch (const std::exception& error) {
    result.failure = interpreterReason(error.what());
  }
  return result;
}

}  // namespace emascope
