// SPDX-License-Identifier: Apache-2.0
//
// The demo "transfer": a new head on a pretrained backbone, which thaws during the run.
#include "core/base/thread_safety.h"
#include "core/data/digits.h"
#include "core/models/catalog/built_in.h"
#include "core/models/catalog/described_network.h"
#include "core/models/catalog/picture_tools.h"
#include "core/models/model.h"
#include "core/models/network_model.h"
#include "core/random/counter_random.h"
#include "core/random/streams.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/roll.h>
#include <ATen/ops/zeros_like.h>

namespace emascope {
namespace transfer {

constexpr std::int64_t kSide = kDigitSide;
constexpr std::int64_t kKnown = 5;          ///< the backbone has learned the digits below
constexpr std::int64_t kFrozenSteps = 500;  ///< steps during which only the head trains
constexpr std::int64_t kTrainImages = 446;
constexpr std::int64_t kValidationImages = 450;
constexpr double kWrongLabels = 0.1;  ///< fraction of the training images
constexpr int kLearningSteps = 300;   ///< pretraining of the backbone on the digits below kKnown
constexpr std::int64_t kLearningBatch = 32;
constexpr double kLearningRate = 0.05;

/// Convolutions as in the model "digits".
constexpr const char* kBackbone = R"({"layers": [
  {"type": "conv2d", "name": "conv1", "out_channels": 16, "kernel_size": 3, "padding": 1,
   "bias": false},
  {"type": "batch_norm", "name": "norm1"}, {"type": "relu"},
  {"type": "max_pool2d", "kernel_size": 2},
  {"type": "conv2d", "name": "conv2", "out_channels": 32, "kernel_size": 3, "padding": 1,
   "bias": false},
  {"type": "batch_norm", "name": "norm2"}, {"type": "relu"},
  {"type": "max_pool2d", "kernel_size": 2},
  {"type": "flatten"}]})";
constexpr const char* kHead = R"({"layers": [
  {"type": "linear", "name": "head", "out_features": 5}]})";

/// The images of classes `first` to `end` - 1 in random order; targets count from `first`.
Batch images(std::int64_t first, std::int64_t end, CounterRandom& random) {
  std::vector<std::size_t> order;
  for (std::size_t image = 0; image < kDigitCount; ++image) {
    const std::int64_t label = digitLabels()[image];
    if (label >= first && label < end) order.push_back(image);
  }
  for (std::size_t left = order.size(); left > 1; --left) {
    std::swap(order[left - 1], order[random.below(left)]);
  }
  const auto count = static_cast<std::int64_t>(order.size());
  Batch batch{at::empty({count, 1, kSide, kSide}, at::kFloat), at::empty({count}, at::kLong)};
  float* pixels = batch.inputs.mutable_data_ptr<float>();
  std::int64_t* labels = batch.targets.mutable_data_ptr<std::int64_t>();
  for (const std::size_t image : order) {
    for (const std::uint8_t pixel : digitPixels().subspan(image * kDigitPixels, kDigitPixels)) {
      *pixels++ = static_cast<float>(pixel) / 16.0F;
    }
    *labels++ = digitLabels()[image] - first;
  }
  return batch;
}

std::vector<NamedTensor> allOf(const Model& model) {
  std::vector<NamedTensor> all = model.parameters();
  for (NamedTensor& buffer : model.buffers()) all.push_back(std::move(buffer));
  return all;
}

/// The model "digits" after a short training with SGD on the digits below kKnown.
std::vector<NamedTensor> trained(std::uint64_t seed) {
  auto model = makeDigits(seed, Arithmetic::kFastest);
  CounterRandom random(seed, stream::kBackbone);
  const Batch known = images(0, kKnown, random);
  for (const auto& [name, tensor] : model->parameters()) {
    tensor.mutable_grad() = at::zeros_like(tensor);
  }
  std::vector<std::int64_t> chosen(kLearningBatch);
  for (int step = 0; step < kLearningSteps; ++step) {
    const std::int64_t begin = static_cast<std::int64_t>(
        random.below(static_cast<std::uint64_t>(known.targets.size(0) - kLearningBatch)));
    static_cast<void>(model->lossAndGradients({known.inputs.narrow(0, begin, kLearningBatch),
                                               known.targets.narrow(0, begin, kLearningBatch)}));
    const at::NoGradGuard closed;
    for (const auto& [name, tensor] : model->parameters()) {
      at::Tensor weights = tensor;
      weights.sub_(tensor.grad(), kLearningRate);
      tensor.mutable_grad().zero_();
    }
  }
  return allOf(*model);
}

/// Pretrained weights, computed once and shared by all models of a run (one per track).
/// [any-thread]
std::vector<NamedTensor> learned(std::uint64_t seed) {
  static Mutex one_at_a_time;
  static std::optional<std::pair<std::uint64_t, std::vector<NamedTensor>>> last EMASCOPE_GUARDED_BY(
      one_at_a_time);
  const MutexLock lock(one_at_a_time);
  if (!last || last->first != seed) last = {seed, trained(seed)};
  return last->second;
}

/// A pretrained backbone, frozen at first, with a new head.
class Transfer final : public Network {
 public:
  explicit Transfer(std::uint64_t seed)
      : backbone_(describedNetwork(kBackbone, {1, kSide, kSide}, "transfer", seed)),
        head_(describedNetwork(kHead, {128}, "transfer", seed)) {
    const at::NoGradGuard taken_over;
    const std::vector<NamedTensor> known = learned(seed);
    takeOver(backbone_->parameters(), known);
    takeOver(backbone_->buffers(), known);
  }

  [[nodiscard]] std::vector<NamedTensor> parameters() const override {
    std::vector<NamedTensor> all = backbone_->parameters();
    for (NamedTensor& each : head_->parameters()) all.push_back(std::move(each));
    return all;
  }
  [[nodiscard]] std::vector<NamedTensor> buffers() const override { return backbone_->buffers(); }

  [[nodiscard]] at::Tensor forward(const at::Tensor& inputs, bool training) override {
    if (training && ++passes_ <= kFrozenSteps) return head_->forward(frozen(inputs), true);
    return head_->forward(backbone_->forward(inputs, training), training);
  }

  void setPasses(std::int64_t passes) override { passes_ = passes; }

  at::Tensor estimateBuffers(const at::Tensor& inputs, std::int64_t number) override {
    return head_->estimateBuffers(backbone_->estimateBuffers(inputs, number), number);
  }

 private:
  /// Copies by name; the backbone lacks the other model's head.
  static void takeOver(const std::vector<NamedTensor>& to, const std::vector<NamedTensor>& from) {
    for (const auto& [name, tensor] : to) {
      const auto same = std::find_if(
          from.begin(), from.end(), [&name = name](const auto& each) { return each.name == name; });
      at::Tensor target = tensor;
      target.copy_(same->tensor);
    }
  }

  [[nodiscard]] at::Tensor frozen(const at::Tensor& inputs) {
    const at::NoGradGuard only_the_head_learns;
    return backbone_->forward(inputs, /*training=*/false);
  }

  std::unique_ptr<Network> backbone_;
  std::unique_ptr<Network> head_;
  std::int64_t passes_ = 0;
};

TaskData data(std::uint64_t seed) {
  CounterRandom random(seed, stream::kTrainData);
  const Batch all = images(kKnown, 10, random);
  Batch train{all.inputs.narrow(0, kValidationImages, kTrainImages),
              all.targets.narrow(0, kValidationImages, kTrainImages).clone()};
  std::int64_t* labels = train.targets.mutable_data_ptr<std::int64_t>();
  constexpr std::uint64_t kNew = 10 - kKnown;
  for (std::int64_t i = 0; i < kTrainImages; ++i) {
    if (random.uniform() >= kWrongLabels) continue;
    const std::uint64_t other = static_cast<std::uint64_t>(labels[i]) + 1 + random.below(kNew - 1);
    labels[i] = static_cast<std::int64_t>(other % kNew);
  }
  return {.train = std::move(train),
          .validation = {all.inputs.narrow(0, 0, kValidationImages),
                         all.targets.narrow(0, 0, kValidationImages)}};
}

/// Shifts the entire batch cyclically by -1, 0 or 1 pixels in both directions.
Batch moved(const Batch& batch, CounterRandom& random) {
  const auto down = static_cast<std::int64_t>(random.below(3)) - 1;
  const auto right = static_cast<std::int64_t>(random.below(3)) - 1;
  return {at::roll(batch.inputs, {down, right}, {2, 3}), batch.targets};
}

TaskPicture picture(const Model& model, const Batch& validation, std::uint64_t /*seed*/) {
  return mistakes(model, validation, kKnown);
}

std::unique_ptr<Model> make(std::uint64_t seed) {
  return makeNetworkModel(std::make_unique<Transfer>(seed), {Objective::Loss::kCrossEntropy}, seed);
}

}  // namespace transfer

void registerModelTransfer(ModelRegistry& registry) {
  registry["transfer"] = {
      .info = {.id = "transfer",
               .title = "a new head for known digits",
               .network = "CNN 16-32 pretrained on 0 to 4, frozen for 500 steps; new head",
               .data =
                   "The digits 5 to 9 of the 1,797 handwritten digits; one training label in 10 "
                   "is wrong, the validation labels are right.",
               .parameters = 5493,
               .buffers = 96,
               .train_samples = transfer::kTrainImages,
               .validation_samples = transfer::kValidationImages,
               .test_samples = 0},
      .make = transfer::make,
      .data = transfer::data,
      .augment = transfer::moved,
      .bfloat16 = true,
      .view = {.classes = {"5", "6", "7", "8", "9"}, .images = true},
      .picture = inOnePiece<transfer::picture>};
}

}  // namespace emascope
