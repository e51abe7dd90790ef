// SPDX-License-Identifier: Apache-2.0
#include "core/models/architecture/json_network.h"

#include "core/base/input_error.h"
#include "core/base/or_throw.h"
#include "core/models/architecture/layer_forward.h"
#include "core/random/counter_random.h"
#include "core/random/streams.h"

#include <cmath>
#include <map>
#include <numbers>
#include <utility>

#include <ATen/ops/empty.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

double standardNormal(CounterRandom& random) {
  const double radius = std::sqrt(-2.0 * std::log(1.0 - random.uniform()));
  return radius * std::cos(2.0 * std::numbers::pi * random.uniform());
}

at::Tensor filled(const LayerTensor& plan, CounterRandom& random) {
  if (plan.filling == Filling::kCounter) return at::zeros(plan.shape, at::kLong);
  if (plan.filling == Filling::kZeros) return at::zeros(plan.shape, at::kFloat);
  if (plan.filling == Filling::kOnes) return at::ones(plan.shape, at::kFloat);
  at::Tensor tensor = at::empty(plan.shape, at::kFloat);
  float* values = tensor.mutable_data_ptr<float>();
  for (std::int64_t i = 0; i < tensor.numel(); ++i) {
    values[i] = static_cast<float>(plan.filling == Filling::kNormal
                                       ? standardNormal(random)
                                       : plan.bound * (2.0 * random.uniform() - 1.0));
  }
  return tensor;
}

using TensorsByName = std::map<std::string, at::Tensor, std::less<>>;

/// Number of random positions that filled() consumes.
std::uint64_t drawsOf(const LayerTensor& plan) {
  if (plan.filling != Filling::kUniform && plan.filling != Filling::kNormal) return 0;
  const auto numbers = static_cast<std::uint64_t>(plan.numbers());
  return plan.filling == Filling::kNormal ? 2 * numbers : numbers;
}

/// Initial values of one tensor. They do not affect those of the others, whether given or drawn.
at::Tensor startOf(const LayerTensor& plan, const std::string& name, const TensorsByName& weights,
                   CounterRandom& random) {
  const auto found = weights.find(name);
  at::Tensor tensor;
  if (found == weights.end()) {
    tensor = filled(plan, random);
  } else {
    random.seek(random.position() + drawsOf(plan));
    if (plan.frozen) return found->second;
    tensor = found->second.clone();
  }
  return tensor.set_requires_grad(plan.parameter && !plan.frozen);
}

std::vector<LayerModule> makeModules(std::vector<ShapedLayer> layers, const TensorsByName& weights,
                                     CounterRandom& random) {
  std::vector<LayerModule> modules;
  modules.reserve(layers.size());
  for (ShapedLayer& shaped : layers) {
    LayerModule module;
    for (const LayerTensor& plan : shaped.tensors) {
      module.tensors.push_back(startOf(plan, shaped.prefix + plan.name, weights, random));
    }
    module.layers = makeModules(std::exchange(shaped.layers, {}), weights, random);
    module.projection = makeModules(std::exchange(shaped.projection, {}), weights, random);
    module.shaped = std::move(shaped);
    modules.push_back(std::move(module));
  }
  return modules;
}

enum class Role { kParameter, kBuffer, kConstant };

Role roleOf(const LayerTensor& plan) {
  if (plan.frozen) return Role::kConstant;
  return plan.parameter ? Role::kParameter : Role::kBuffer;
}

void collect(const std::vector<LayerModule>& modules, Role role,
             std::vector<NamedTensor>& tensors) {
  for (const LayerModule& module : modules) {
    for (std::size_t i = 0; i < module.tensors.size(); ++i) {
      const LayerTensor& plan = module.shaped.tensors[i];
      if (roleOf(plan) != role) continue;
      tensors.push_back({module.shaped.prefix + plan.name, module.tensors[i]});
    }
    collect(module.layers, role, tensors);
    collect(module.projection, role, tensors);
  }
}

void moveFrozen(std::vector<LayerModule>& modules, const at::Device& device) {
  const c10::InferenceMode normal(false);  // gradients may have to pass through the results
  for (LayerModule& module : modules) {
    for (std::size_t i = 0; i < module.tensors.size(); ++i) {
      if (module.shaped.tensors[i].frozen) module.tensors[i] = module.tensors[i].to(device);
    }
    moveFrozen(module.layers, device);
    moveFrozen(module.projection, device);
  }
}

class JsonNetwork final : public Network {
 public:
  JsonNetwork(ShapedArchitecture architecture, const TensorsByName& weights, CounterRandom random)
      : source_(std::move(architecture.source)),
        input_(std::move(architecture.input)),
        modules_(makeModules(std::move(architecture.layers), weights, random)) {}

  [[nodiscard]] std::vector<NamedTensor> parameters() const override {
    return tensorsOf(Role::kParameter);
  }
  [[nodiscard]] std::vector<NamedTensor> buffers() const override {
    return tensorsOf(Role::kBuffer);
  }
  [[nodiscard]] std::vector<NamedTensor> constants() const override {
    return tensorsOf(Role::kConstant);
  }

  [[nodiscard]] at::Tensor forward(const at::Tensor& inputs, bool training) override {
    return pass(inputs, {.training = training});
  }
  at::Tensor estimateBuffers(const at::Tensor& inputs, std::int64_t number) override {
    return pass(inputs, {.training = true, .estimating = number});
  }

 private:
  [[nodiscard]] std::vector<NamedTensor> tensorsOf(Role role) const {
    std::vector<NamedTensor> tensors;
    collect(modules_, role, tensors);
    return tensors;
  }

  [[nodiscard]] at::Tensor pass(const at::Tensor& inputs, const Pass& how) {
    if (inputs.dim() < 1 || inputs.sizes().slice(1) != at::IntArrayRef(input_)) {
      throw InputError({source_, "received a batch of the shape " + shapeText(inputs.sizes().vec()),
                        "samples of the shape " + shapeText(input_)});
    }
    if (inputs.device() != frozen_on_) {
      moveFrozen(modules_, inputs.device());
      frozen_on_ = inputs.device();
    }
    at::Tensor values = inputs;
    for (const LayerModule& module : modules_) values = layerForward(module, values, how);
    return values;
  }

  std::string source_;
  SampleShape input_;
  std::vector<LayerModule> modules_;
  at::Device frozen_on_ = at::kCPU;
};

}  // namespace

std::unique_ptr<Network> makeJsonNetwork(const ShapedArchitecture& architecture, std::uint64_t seed,
                                         const std::vector<NamedTensor>& weights) {
  TensorsByName by_name;
  for (const NamedTensor& named : weights) by_name[named.name] = named.tensor;
  return std::make_unique<JsonNetwork>(architecture, by_name,
                                       CounterRandom(seed, stream::kInitialWeights));
}

std::unique_ptr<Network> makeJsonNetwork(const Architecture& architecture, const SampleShape& input,
                                         std::uint64_t seed) {
  return makeJsonNetwork(orThrow(checkArchitecture(architecture, input)), seed);
}

}  // namespace emascope
