// SPDX-License-Identifier: Apache-2.0
#include "tests/support/toy_model.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include <ATen/ops/empty.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/zeros.h>

namespace emascope {
namespace {

constexpr std::int64_t kInputs = 3;

class ToyModel;
ToyHooks current_hooks;
thread_local std::vector<const ToyModel*> models_alive;  // models created by this thread

std::span<float> floats(const at::Tensor& tensor) {
  return {tensor.mutable_data_ptr<float>(), static_cast<std::size_t>(tensor.numel())};
}

class ToyModel final : public Model {
 public:
  explicit ToyModel(std::uint64_t seed) {
    for (std::size_t i = 0; i < kInputs; ++i) {
      floats(weight_)[i] = 0.1F * static_cast<float>(i + seed);
    }
    weight_.set_requires_grad(true);
    bias_.set_requires_grad(true);
    models_alive.push_back(this);
  }
  ~ToyModel() override { std::erase(models_alive, this); }

  [[nodiscard]] std::vector<NamedTensor> parameters() const override {
    return {{"weight", weight_}, {"bias", bias_}};
  }
  [[nodiscard]] std::vector<NamedTensor> buffers() const override {
    return {{"running_mean", mean_}, {"passes", passes_}};
  }

  [[nodiscard]] at::Tensor lossAndGradients(const Batch& batch) override {
    const std::int64_t count = batch.inputs.size(0);
    const float share = 1.0F / static_cast<float>(count);
    float loss = 0.0F;
    for (std::int64_t n = 0; n < count; ++n) {
      const float* x = batch.inputs.const_data_ptr<float>() + n * kInputs;
      const float error = output(x) - batch.targets.const_data_ptr<float>()[n];
      loss += 0.5F * share * error * error;
      floats(bias_.grad())[0] += share * error;
      for (std::size_t i = 0; i < kInputs; ++i) {
        floats(weight_.grad())[i] += share * error * x[i];
        floats(mean_)[i] += 0.1F * share * (x[i] - floats(mean_)[i]);
      }
    }
    ++*passes_.mutable_data_ptr<std::int64_t>();
    if (current_hooks.after_pass) {
      current_hooks.after_pass({++calls_, loss, floats(weight_.grad()), floats(mean_)});
    }
    return at::scalar_tensor(loss, at::kFloat);
  }

  [[nodiscard]] std::int64_t gradientPasses() const override { return calls_; }
  void setGradientPasses(std::int64_t passes) override { calls_ = passes; }

  void estimateBuffers(const Batch& batch, std::int64_t number) override {
    const auto share = 1.0F / static_cast<float>(number);
    const at::Tensor mean = batch.inputs.mean(0);
    for (std::size_t i = 0; i < kInputs; ++i) {
      floats(mean_)[i] = share * floats(mean)[i] + (1.0F - share) * floats(mean_)[i];
    }
    *passes_.mutable_data_ptr<std::int64_t>() = number;
  }

  [[nodiscard]] EvalSums evaluate(const Batch& batch) const override {
    if (current_hooks.before_evaluation) current_hooks.before_evaluation();
    double loss = 0.0;
    double correct = 0.0;
    for (std::int64_t n = 0; n < batch.inputs.size(0); ++n) {
      const double error = output(batch.inputs.const_data_ptr<float>() + n * kInputs) -
                           batch.targets.const_data_ptr<float>()[n];
      loss += 0.5 * error * error;
      if (std::abs(error) < 0.5) correct += 1.0;
    }
    return {at::scalar_tensor(loss, at::kDouble), at::scalar_tensor(correct, at::kDouble)};
  }

  [[nodiscard]] std::vector<float> everything() const {
    std::vector<float> all;
    for (const at::Tensor& tensor : {weight_, bias_, mean_}) {
      all.insert(all.end(), floats(tensor).begin(), floats(tensor).end());
    }
    return all;
  }
  [[nodiscard]] std::int64_t passes() const { return *passes_.const_data_ptr<std::int64_t>(); }

 private:
  [[nodiscard]] float output(const float* x) const {
    float sum = floats(bias_)[0];
    for (std::size_t i = 0; i < kInputs; ++i) sum += floats(weight_)[i] * x[i];
    return sum;
  }

  at::Tensor weight_ = at::zeros({kInputs}, at::kFloat);
  at::Tensor bias_ = at::zeros({1}, at::kFloat);
  at::Tensor mean_ = at::zeros({kInputs}, at::kFloat);
  at::Tensor passes_ = at::zeros({}, at::kLong);
  std::int64_t calls_ = 0;
};

Batch samples(std::int64_t count, double phase) {
  Batch batch{at::empty({count, kInputs}, at::kFloat), at::empty({count}, at::kFloat)};
  for (std::int64_t n = 0; n < count; ++n) {
    double target = 0.3;
    for (std::int64_t i = 0; i < kInputs; ++i) {
      const double x = std::sin(phase + 1.7 * static_cast<double>(n) + static_cast<double>(i * i));
      batch.inputs.mutable_data_ptr<float>()[n * kInputs + i] = static_cast<float>(x);
      target += x * static_cast<double>(i - 1);
    }
    // Includes noise that no weights can fit, so that training never settles.
    target += 0.5 * std::cos(13.0 * static_cast<double>(n) + phase);
    batch.targets.mutable_data_ptr<float>()[n] = static_cast<float>(target);
  }
  return batch;
}

}  // namespace

ToyWorld::ToyWorld(ToyHooks hooks) { current_hooks = std::move(hooks); }
ToyWorld::~ToyWorld() { current_hooks = {}; }

std::vector<float> ToyWorld::floatsOf(std::size_t model) {
  return models_alive.at(model)->everything();
}
std::int64_t ToyWorld::counterOf(std::size_t model) { return models_alive.at(model)->passes(); }

const ModelEntry& toyModel() {
  static const ModelEntry entry = {.info = {.id = "toy",
                                            .title = "toy",
                                            .network = "linear 3-1",
                                            .data = "Generated.",
                                            .parameters = 4,
                                            .buffers = 3,
                                            .train_samples = 200,
                                            .validation_samples = 300},
                                   .make = [](std::uint64_t seed) -> std::unique_ptr<Model> {
                                     return std::make_unique<ToyModel>(seed);
                                   },
                                   .data = [](std::uint64_t seed) -> TaskData {
                                     const auto phase = static_cast<double>(seed);
                                     return {samples(200, phase), samples(300, phase + 0.5)};
                                   }};
  return entry;
}

}  // namespace emascope
