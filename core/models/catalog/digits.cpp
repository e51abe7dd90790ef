// SPDX-License-Identifier: Apache-2.0
//
// The demo "digits": a CNN with BatchNorm that reads handwritten digits.
#include "core/data/digits.h"

#include "core/models/catalog/built_in.h"
#include "core/models/catalog/picture_tools.h"
#include "core/models/initial_weights.h"
#include "core/models/kernels/digits_kernels.h"
#include "core/models/model.h"
#include "core/models/objective.h"
#include "core/random/counter_random.h"
#include "core/random/streams.h"

#include <numeric>
#include <optional>
#include <type_traits>
#include <utility>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/roll.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/autograd/autograd.h>

namespace emascope {
namespace digits {

constexpr std::int64_t kChannels1 = 16;
constexpr std::int64_t kChannels2 = 32;
constexpr std::int64_t kClasses = 10;
constexpr std::int64_t kSide = kDigitSide;
constexpr std::int64_t kFeatures = kChannels2 * (kSide / 4) * (kSide / 4);
constexpr std::int64_t kValidationImages = 500;
constexpr std::int64_t kTrainImages = kDigitCount - kValidationImages;
constexpr double kWrongLabels = 0.1;  ///< fraction of the training images
constexpr double kMomentum = 0.1;     ///< of the running statistics
constexpr double kEpsilon = 1e-5;

/// Convolution 3 x 3 without bias, BatchNorm, ReLU, 2 x 2 max pooling.
struct Stage {
  at::Tensor convolution;  ///< [out, in, 3, 3]
  at::Tensor weight;       ///< [out], of the BatchNorm
  at::Tensor bias;         ///< [out]
  at::Tensor mean;         ///< [out], running
  at::Tensor variance;     ///< [out], running, unbiased
  at::Tensor batches;      ///< int64: batches seen

  Stage(std::int64_t in, std::int64_t out, CounterRandom& random)
      : convolution(uniformWeights({out, in, 3, 3}, in * 9, random)),
        weight(at::ones({out}, at::kFloat).set_requires_grad(true)),
        bias(at::zeros({out}, at::kFloat).set_requires_grad(true)),
        mean(at::zeros({out}, at::kFloat)),
        variance(at::ones({out}, at::kFloat)),
        batches(at::zeros({}, at::kLong)) {}

  /// `momentum`: of the running statistics. Without one, normalizes by the running statistics and
  /// does not update them.
  [[nodiscard]] at::Tensor apply(const at::Tensor& inputs, std::optional<double> momentum) const {
    const at::Tensor sums = at::conv2d(inputs, convolution, {}, 1, 1);
    const at::Tensor normal =
        at::batch_norm(sums, weight, bias, mean, variance, momentum.has_value(),
                       momentum.value_or(kMomentum), kEpsilon, /*cudnn_enabled=*/true);
    return at::max_pool2d(at::relu(normal), 2);
  }
};

class Network final : public Model {
 public:
  Network(std::uint64_t seed, Arithmetic arithmetic)
      : Network(CounterRandom(seed, stream::kInitialWeights), arithmetic) {}

  [[nodiscard]] std::vector<NamedTensor> parameters() const override {
    return {{"conv1.weight", stage1_.convolution},
            {"norm1.weight", stage1_.weight},
            {"norm1.bias", stage1_.bias},
            {"conv2.weight", stage2_.convolution},
            {"norm2.weight", stage2_.weight},
            {"norm2.bias", stage2_.bias},
            {"output.weight", weight_},
            {"output.bias", bias_}};
  }

  [[nodiscard]] std::vector<NamedTensor> buffers() const override {
    return {{"norm1.running_mean", stage1_.mean},
            {"norm1.running_var", stage1_.variance},
            {"norm1.num_batches_tracked", stage1_.batches},
            {"norm2.running_mean", stage2_.mean},
            {"norm2.running_var", stage2_.variance},
            {"norm2.num_batches_tracked", stage2_.batches}};
  }

  [[nodiscard]] at::Tensor lossAndGradients(const Batch& batch) override {
    stage1_.batches.add_(1);
    stage2_.batches.add_(1);
    if (usesKernels(batch)) {
      at::Tensor loss = at::empty({}, at::kFloat);
      *loss.mutable_data_ptr<float>() = fast_.loss_and_gradients(
          weights(), gradients(), statistics<float>(), samples(batch), workspaceFor(batch));
      return loss;
    }
    const at::AutoGradMode with_gradients(true);
    const at::Tensor loss = at::cross_entropy_loss(logits(batch.inputs, kMomentum), batch.targets);
    torch::autograd::backward({loss}, {});
    return loss.detach();
  }

  void estimateBuffers(const Batch& batch, std::int64_t number) override {
    const at::NoGradGuard no_gradients;
    stage1_.batches.fill_(number);
    stage2_.batches.fill_(number);
    if (usesKernels(batch)) {
      fast_.estimate_statistics(weights(), statistics<float>(), samples(batch), number,
                                workspaceFor(batch));
    } else {
      static_cast<void>(logits(batch.inputs, 1.0 / static_cast<double>(number)));
    }
  }

  [[nodiscard]] at::Tensor outputs(const at::Tensor& inputs) const override {
    return logits(inputs, std::nullopt);
  }

  [[nodiscard]] const Objective* objective() const override {
    static const Objective objective = {.loss = Objective::Loss::kCrossEntropy,
                                        .classes = kClasses};
    return &objective;
  }

  [[nodiscard]] EvalSums evaluate(const Batch& batch) const override {
    if (usesKernels(batch)) {
      const kernels::LossSums sums =
          fast_.evaluate(weights(), statistics<const float>(), samples(batch));
      return {at::scalar_tensor(sums.loss, at::kDouble),
              at::scalar_tensor(sums.correct, at::kDouble)};
    }
    const at::Tensor outputs = logits(batch.inputs, std::nullopt);
    const at::Tensor losses =
        at::cross_entropy_loss(outputs, batch.targets, {}, at::Reduction::None);
    const at::Tensor right = outputs.argmax(1).eq(batch.targets);
    return {losses.sum(at::kDouble), right.sum(at::kDouble)};
  }

 private:
  Network(CounterRandom random, Arithmetic arithmetic)
      : arithmetic_(arithmetic),
        stage1_(1, kChannels1, random),
        stage2_(kChannels1, kChannels2, random),
        weight_(uniformWeights({kClasses, kFeatures}, kFeatures, random)),
        bias_(uniformWeights({kClasses}, kFeatures, random)) {}

  [[nodiscard]] bool usesKernels(const Batch& batch) const {
    return arithmetic_ == Arithmetic::kFastest && batch.inputs.is_cpu();
  }

  [[nodiscard]] at::Tensor logits(const at::Tensor& inputs, std::optional<double> momentum) const {
    const at::Tensor features = stage2_.apply(stage1_.apply(inputs, momentum), momentum);
    return at::linear(features.flatten(1), weight_, bias_);
  }

  [[nodiscard]] kernels::DigitsTensors<const float> weights() const {
    return pointers<const float>(
        [](const at::Tensor& tensor) { return tensor.const_data_ptr<float>(); });
  }

  [[nodiscard]] kernels::DigitsTensors<float> gradients() const {
    return pointers<float>(
        [](const at::Tensor& tensor) { return tensor.grad().mutable_data_ptr<float>(); });
  }

  /// `of(tensor)` for each parameter.
  template <typename Float, typename Of>
  [[nodiscard]] kernels::DigitsTensors<Float> pointers(const Of& of) const {
    return {of(stage1_.convolution), of(stage1_.weight), of(stage1_.bias), of(stage2_.convolution),
            of(stage2_.weight),      of(stage2_.bias),   of(weight_),      of(bias_)};
  }

  template <typename Float>
  [[nodiscard]] kernels::DigitsStatistics<Float> statistics() const {
    const auto values = [](const at::Tensor& tensor) -> Float* {
      if constexpr (std::is_const_v<Float>) {
        return tensor.const_data_ptr<float>();
      } else {
        return tensor.mutable_data_ptr<float>();
      }
    };
    return {values(stage1_.mean), values(stage1_.variance), values(stage2_.mean),
            values(stage2_.variance)};
  }

  [[nodiscard]] static kernels::DigitsBatch samples(const Batch& batch) {
    return {batch.inputs.const_data_ptr<float>(), batch.targets.const_data_ptr<std::int64_t>(),
            batch.inputs.size(0)};
  }

  /// Zeroed when the batch size changes, as the kernels require.
  [[nodiscard]] float* workspaceFor(const Batch& batch) {
    if (workspace_batch_ != batch.inputs.size(0)) {
      workspace_batch_ = batch.inputs.size(0);
      const std::size_t floats = fast_.workspace(workspace_batch_);
      workspace_ = at::zeros({static_cast<std::int64_t>(floats)}, at::kFloat);
    }
    return workspace_.mutable_data_ptr<float>();
  }

  Arithmetic arithmetic_;
  const kernels::DigitsKernels& fast_ = kernels::digitsKernels(widestInstructionSet());
  std::int64_t workspace_batch_ = 0;
  at::Tensor workspace_;  ///< only on a CPU
  Stage stage1_;
  Stage stage2_;
  at::Tensor weight_;  ///< [10, 128]
  at::Tensor bias_;    ///< [10]
};

/// The images `which`. Each label is wrong with probability `wrong_labels`.
Batch images(std::span<const std::size_t> which, double wrong_labels, CounterRandom& random) {
  const auto count = static_cast<std::int64_t>(which.size());
  Batch batch{at::empty({count, 1, kSide, kSide}, at::kFloat), at::empty({count}, at::kLong)};
  float* pixels = batch.inputs.mutable_data_ptr<float>();
  std::int64_t* labels = batch.targets.mutable_data_ptr<std::int64_t>();
  for (const std::size_t image : which) {
    for (const std::uint8_t pixel : digitPixels().subspan(image * kDigitPixels, kDigitPixels)) {
      *pixels++ = static_cast<float>(pixel) / 16.0F;
    }
    std::uint64_t label = digitLabels()[image];
    if (random.uniform() < wrong_labels)
      label = (label + 1 + random.below(kClasses - 1)) % kClasses;
    *labels++ = static_cast<std::int64_t>(label);
  }
  return batch;
}

TaskData data(std::uint64_t seed) {
  CounterRandom random(seed, stream::kTrainData);
  std::vector<std::size_t> order(kDigitCount);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t left = order.size(); left > 1; --left) {
    std::swap(order[left - 1], order[random.below(left)]);
  }
  const std::span<const std::size_t> all(order);
  Batch validation = images(all.first(kValidationImages), 0.0, random);
  Batch train = images(all.subspan(kValidationImages), kWrongLabels, random);
  return {.train = std::move(train), .validation = std::move(validation)};
}

/// Shifts the entire batch cyclically by -1, 0 or 1 pixels in both directions.
Batch shifted(const Batch& batch, CounterRandom& random) {
  const auto down = static_cast<std::int64_t>(random.below(3)) - 1;
  const auto right = static_cast<std::int64_t>(random.below(3)) - 1;
  return {at::roll(batch.inputs, {down, right}, {2, 3}), batch.targets};
}

TaskPicture picture(const Model& model, const Batch& validation, std::uint64_t /*seed*/) {
  return mistakes(model, validation, 0);
}

std::unique_ptr<Model> make(std::uint64_t seed) { return makeDigits(seed, Arithmetic::kFastest); }

}  // namespace digits

std::unique_ptr<Model> makeDigits(std::uint64_t seed, Arithmetic arithmetic) {
  return std::make_unique<digits::Network>(seed, arithmetic);
}

void registerModelDigits(ModelRegistry& registry) {
  registry["digits"] = {
      .info = {.id = "digits",
               .title = "handwritten digits",
               .network = "CNN 16-32 with BatchNorm",
               .data = "1,797 images of 8 x 8 pixels (E. Alpaydin and C. Kaynak, UCI data set 80); "
                       "one training label in 10 is wrong, the validation labels are right.",
               .parameters = 6138,
               .buffers = 96,
               .train_samples = digits::kTrainImages,
               .validation_samples = digits::kValidationImages,
               .test_samples = 0},
      .make = digits::make,
      .data = digits::data,
      .augment = digits::shifted,
      .view = {.images = true},
      .picture = inOnePiece<digits::picture>};
}

}  // namespace emascope
