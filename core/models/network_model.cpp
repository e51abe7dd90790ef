// SPDX-License-Identifier: Apache-2.0
#include "core/models/network_model.h"

#include "core/base/input_error.h"
#include "core/models/autocast.h"
#include "core/random/counter_random.h"
#include "core/random/streams.h"

#include <utility>

#include <ATen/Context.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

namespace emascope {
namespace {

class NetworkModel final : public Model {
 public:
  NetworkModel(std::unique_ptr<Network> network, Objective objective, std::uint64_t seed,
               std::string source)
      : network_(std::move(network)),
        objective_(std::move(objective)),
        source_(std::move(source)),
        seed_(seed) {}

  [[nodiscard]] std::vector<NamedTensor> parameters() const override {
    return network_->parameters();
  }
  [[nodiscard]] std::vector<NamedTensor> buffers() const override { return network_->buffers(); }
  [[nodiscard]] std::vector<NamedTensor> constants() const override {
    return network_->constants();
  }

  [[nodiscard]] bool trainInBfloat16() override {
    bfloat16_ = true;
    return true;
  }

  [[nodiscard]] at::Tensor lossAndGradients(const Batch& batch) override {
    seedPass(stream::kDropout, ++passes_);
    const at::AutoGradMode with_gradients(true);
    const at::Tensor given = trainingOutputs(batch.inputs);
    checkShape(given, batch.targets);
    const at::Tensor loss = trainingLoss(objective_, given, batch.targets);
    torch::autograd::backward({loss}, {});
    return loss.detach().to(at::kFloat);
  }

  [[nodiscard]] std::int64_t gradientPasses() const override { return passes_; }
  void setGradientPasses(std::int64_t passes) override {
    passes_ = passes;
    network_->setPasses(passes);
  }

  void estimateBuffers(const Batch& batch, std::int64_t number) override {
    seedPass(stream::kStatisticsDropout, number);
    const at::NoGradGuard no_gradients;
    static_cast<void>(network_->estimateBuffers(batch.inputs, number));
  }

  [[nodiscard]] at::Tensor outputs(const at::Tensor& inputs) const override {
    return network_->forward(inputs, /*training=*/false);
  }

  [[nodiscard]] const Objective* objective() const override { return &objective_; }

  [[nodiscard]] EvalSums evaluate(const Batch& batch) const override {
    const at::Tensor given = network_->forward(batch.inputs, /*training=*/false);
    checkShape(given, batch.targets);
    return evaluationSums(objective_, given, batch.targets);
  }

 private:
  /// A script's output shape may differ between training and evaluation, or depend on the values.
  void checkShape(const at::Tensor& given, const at::Tensor& targets) const {
    if (objective_.loss == Objective::Loss::kCrossEntropy && objective_.classes == 0) return;
    const Status fits = checkOutputs(objective_, given, targets, objective_.classes, source_);
    if (!fits) throw InputError(fits.error());
  }

  [[nodiscard]] at::Tensor trainingOutputs(const at::Tensor& inputs) const {
    if (!bfloat16_) return network_->forward(inputs, /*training=*/true);
    const Autocast mixed(inputs.device().type());
    return network_->forward(inputs, /*training=*/true).to(at::kFloat);
  }

  void seedPass(std::uint64_t stream, std::int64_t number) const {
    CounterRandom random(seed_, stream);
    random.seek(static_cast<std::uint64_t>(number));
    at::manual_seed(random.next());
  }

  std::unique_ptr<Network> network_;
  Objective objective_;
  std::string source_;
  std::uint64_t seed_;
  std::int64_t passes_ = 0;
  bool bfloat16_ = false;
};

}  // namespace

std::unique_ptr<Model> makeNetworkModel(std::unique_ptr<Network> network, Objective objective,
                                        std::uint64_t seed, std::string source) {
  return std::make_unique<NetworkModel>(std::move(network), std::move(objective), seed,
                                        std::move(source));
}

}  // namespace emascope
