// SPDX-License-Identifier: Apache-2.0
#include "core/models/architecture/json_network.h"

#include "core/base/input_error.h"
#include "core/base/or_throw.h"
#include "core/data/counter_random.h"
#include "core/data/streams.h"
#include "core/models/architecture/layer_forward.h"

#include <cmath>
#include <numbers>
#include <utility>

#include <ATen/ops/empty.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

namespace emascope {
namespace {

double standardNormal(CounterRandom& random) {
  const double radius = std::sqrt(-2.0 * std::log(1.0 - random.uniform()));
  return radius * std::cos(2.0 * std::numbers::pi * random.uniform());
}

at::Tensor filled(const TensorPlan& plan, CounterRandom& random) {
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

std::vector<LayerModule> makeModules(std::vector<ShapedLayer> layers, CounterRandom& random) {
  std::vector<LayerModule> modules;
  modules.reserve(layers.size());
  for (ShapedLayer& shaped : layers) {
    LayerModule module;
    for (const TensorPlan& plan : shaped.tensors) {
      module.tensors.push_back(filled(plan, random).set_requires_grad(plan.parameter));
    }
    module.layers = makeModules(std::exchange(shaped.layers, {}), random);
    module.projection = makeModules(std::exchange(shaped.projection, {}), random);
    module.shaped = std::move(shaped);
    modules.push_back(std::move(module));
  }
  return modules;
}

void collect(const std::vector<LayerModule>& modules, bool parameters,
             std::vector<NamedTensor>& tensors) {
  for (const LayerModule& module : modules) {
    for (std::size_t i = 0; i < module.tensors.size(); ++i) {
      const TensorPlan& plan = module.shaped.tensors[i];
      if (plan.parameter != parameters) continue;
      tensors.push_back({module.shaped.prefix + plan.name, module.tensors[i]});
    }
    collect(module.layers, parameters, tensors);
    collect(module.projection, parameters, tensors);
  }
}

class JsonNetwork final : public Network {
 public:
  JsonNetwork(ShapedArchitecture architecture, CounterRandom random)
      : source_(std::move(architecture.source)),
        input_(std::move(architecture.input)),
        modules_(makeModules(std::move(architecture.layers), random)) {}

  [[nodiscard]] std::vector<NamedTensor> parameters() const override {
    std::vector<NamedTensor> tensors;
    collect(modules_, true, tensors);
    return tensors;
  }
  [[nodiscard]] std::vector<NamedTensor> buffers() const override {
    std::vector<NamedTensor> tensors;
    collect(modules_, false, tensors);
    return tensors;
  }

  [[nodiscard]] at::Tensor forward(const at::Tensor& inputs, bool training) override {
    return pass(inputs, {.training = training});
  }
  void estimateBuffers(const at::Tensor& inputs, std::int64_t number) override {
    static_cast<void>(pass(inputs, {.training = true, .estimating = number}));
  }

 private:
  [[nodiscard]] at::Tensor pass(const at::Tensor& inputs, const Pass& how) const {
    if (inputs.dim() < 1 || inputs.sizes().slice(1) != at::IntArrayRef(input_)) {
      throw InputError({source_, "gets a batch of the shape " + shapeText(inputs.sizes().vec()),
                        "samples of the shape " + shapeText(input_)});
    }
    at::Tensor values = inputs;
    for (const LayerModule& module : modules_) values = layerForward(module, values, how);
    return values;
  }

  std::string source_;
  SampleShape input_;
  std::vector<LayerModule> modules_;
};

}  // namespace

std::unique_ptr<Network> makeJsonNetwork(const ShapedArchitecture& architecture,
                                         std::uint64_t seed) {
  return std::make_unique<JsonNetwork>(architecture, CounterRandom(seed, stream::kInitialWeights));
}

std::unique_ptr<Network> makeJsonNetwork(const Architecture& architecture, const SampleShape& input,
                                         std::uint64_t seed) {
  return makeJsonNetwork(orThrow(checkArchitecture(architecture, input)), seed);
}

}  // namespace emascope
