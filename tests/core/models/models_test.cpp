// SPDX-License-Identifier: Apache-2.0
#include "core/data/digits.h"
#include "core/models/catalog/built_in.h"
#include "core/models/model.h"
#include "core/models/preset.h"
#include "core/random/counter_random.h"
#include "core/random/streams.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include <gtest/gtest.h>

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>

namespace emascope {
namespace {

/// What the trainer does before the first step.
void giveGradients(const Model& model) {
  for (const NamedTensor& parameter : model.parameters()) {
    parameter.tensor.mutable_grad() = at::zeros_like(parameter.tensor);
  }
}

Batch firstOf(const Batch& all, std::int64_t count) {
  return {all.inputs.narrow(0, 0, count), all.targets.narrow(0, 0, count)};
}

/// |a - b| / |b| in the Euclidean norm.
double relativeDistance(const at::Tensor& a, const at::Tensor& b) {
  const at::Tensor exact = b.detach().to(at::kDouble);
  const double size = exact.norm().item<double>();
  const double distance = (a.detach().to(at::kDouble) - exact).norm().item<double>();
  return distance == 0.0 ? 0.0 : distance / size;
}

/// As a run draws it.
Batch trainingBatch(const ModelEntry& entry, std::uint64_t seed, std::int64_t count) {
  const TaskData data = entry.data(seed);
  if (data.batches) return data.batches({.size = count, .seed = seed})->draw(1);
  const Batch batch = firstOf(data.train, count);
  if (entry.augment == nullptr) return batch;
  CounterRandom random(seed, stream::kAugmentation);
  return entry.augment(batch, random);
}

std::vector<std::string> names() {
  std::vector<std::string> names;
  for (const auto& [name, entry] : models()) names.push_back(name);
  return names;
}

class EveryModel : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { at::set_num_threads(1); }  // as a trainer does for models of this size
  const ModelEntry& entry() const { return models().at(GetParam()); }
};

/// Those with kernels of their own.
class WithKernels : public EveryModel {
 protected:
  std::unique_ptr<Model> make(std::uint64_t seed, Arithmetic arithmetic) const {
    return GetParam() == "digits" ? makeDigits(seed, arithmetic) : makeTwoSpirals(seed, arithmetic);
  }
};

std::string inOneWord(const testing::TestParamInfo<std::string>& each) {
  std::string name = each.param;
  std::erase(name, '-');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Catalog, EveryModel, testing::ValuesIn(names()), inOneWord);
INSTANTIATE_TEST_SUITE_P(Catalog, WithKernels, testing::Values("two-spirals", "digits"), inOneWord);

TEST_P(EveryModel, SaysItsTrueSizes) {
  const auto model = entry().make(1);
  std::int64_t parameters = 0;
  for (const auto& [name, tensor] : model->parameters()) {
    parameters += tensor.numel();
    EXPECT_TRUE(tensor.is_contiguous() && tensor.scalar_type() == at::kFloat) << name;
  }
  std::int64_t buffers = 0;
  for (const auto& [name, tensor] : model->buffers()) {
    if (tensor.is_floating_point()) buffers += tensor.numel();
  }
  const TaskData data = entry().data(1);
  EXPECT_EQ(parameters, entry().info.parameters);
  EXPECT_EQ(buffers, entry().info.buffers);
  if (!data.batches) {
    EXPECT_EQ(data.train.inputs.size(0), entry().info.train_samples);
    EXPECT_EQ(data.train.targets.size(0), entry().info.train_samples);
  }
  EXPECT_EQ(data.validation.inputs.size(0), entry().info.validation_samples);
  EXPECT_EQ(data.test.inputs.defined() ? data.test.inputs.size(0) : 0, entry().info.test_samples);
}

TEST_P(EveryModel, StartsFromTheSeedAlone) {
  at::manual_seed(1);
  const auto first = entry().make(5)->parameters();
  const Batch first_batch = trainingBatch(entry(), 5, 16);
  const at::Tensor first_targets = entry().data(5).validation.targets;
  at::manual_seed(2);
  const auto again = entry().make(5)->parameters();
  const Batch again_batch = trainingBatch(entry(), 5, 16);
  const auto other = entry().make(6)->parameters();
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_TRUE(first[i].tensor.equal(again[i].tensor)) << first[i].name;
  }
  EXPECT_FALSE(first[0].tensor.equal(other[0].tensor));
  EXPECT_TRUE(first_batch.inputs.equal(again_batch.inputs));
  EXPECT_TRUE(first_targets.equal(entry().data(5).validation.targets));
  // The text is the same for all.
  EXPECT_EQ(first_batch.inputs.equal(trainingBatch(entry(), 6, 16).inputs),
            GetParam() == "characters");
}

TEST_P(WithKernels, LeavesTheGlobalGeneratorAlone) {
  const at::Tensor before = at::detail::getDefaultCPUGenerator().get_state();
  const auto model = entry().make(3);
  giveGradients(*model);
  const TaskData data = entry().data(3);
  (void)model->lossAndGradients(firstOf(data.train, 16));
  EXPECT_TRUE(at::detail::getDefaultCPUGenerator().get_state().equal(before));
}

TEST_P(WithKernels, HasTheGradientsOfAutograd) {
  const TaskData data = entry().data(2);
  for (const std::int64_t count : {1, 7, 16, 32, 50}) {
    const auto fast = make(2, Arithmetic::kFastest);
    const auto reference = make(2, Arithmetic::kLibTorch);
    giveGradients(*fast);
    giveGradients(*reference);
    const Batch batch = firstOf(data.train, count);
    const double loss = fast->lossAndGradients(batch).item<double>();
    EXPECT_NEAR(loss, reference->lossAndGradients(batch).item<double>(), 1e-6 * loss);
    const auto theirs = reference->parameters();
    const auto ours = fast->parameters();
    for (std::size_t i = 0; i < ours.size(); ++i) {
      EXPECT_LT(relativeDistance(ours[i].tensor.grad(), theirs[i].tensor.grad()), 1e-6)
          << ours[i].name << ", batch of " << count;
    }
  }
}

TEST_P(WithKernels, UpdatesItsBuffersAsLibTorchDoes) {
  const TaskData data = entry().data(2);
  const auto fast = make(2, Arithmetic::kFastest);
  const auto reference = make(2, Arithmetic::kLibTorch);
  giveGradients(*fast);
  giveGradients(*reference);
  for (int step = 0; step < 3; ++step) {
    const Batch batch = firstOf(data.train, 20 + step);
    (void)fast->lossAndGradients(batch);
    (void)reference->lossAndGradients(batch);
  }
  const auto ours = fast->buffers();
  const auto theirs = reference->buffers();
  ASSERT_EQ(static_cast<std::int64_t>(ours.empty()), entry().info.buffers == 0);
  for (std::size_t i = 0; i < ours.size(); ++i) {
    EXPECT_LT(relativeDistance(ours[i].tensor, theirs[i].tensor), 1e-6) << ours[i].name;
  }
}

// update_bn() of torch.optim.swa_utils: statistics reset, momentum none, one training pass for each
// batch.
TEST_P(WithKernels, EstimatesItsBuffersAsLibTorchDoes) {
  const TaskData data = entry().data(2);
  const auto fast = make(2, Arithmetic::kFastest);
  const auto reference = make(2, Arithmetic::kLibTorch);
  giveGradients(*fast);
  (void)fast->lossAndGradients(firstOf(data.train, 32));  // what is there before does not count
  for (std::int64_t number = 1; number <= 5; ++number) {
    const Batch batch{data.train.inputs.narrow(0, 40 * number, 32),
                      data.train.targets.narrow(0, 40 * number, 32)};
    fast->estimateBuffers(batch, number);
    reference->estimateBuffers(batch, number);
  }
  const auto ours = fast->buffers();
  const auto theirs = reference->buffers();
  for (std::size_t i = 0; i < ours.size(); ++i) {
    EXPECT_LT(relativeDistance(ours[i].tensor, theirs[i].tensor), 1e-6) << ours[i].name;
    if (ours[i].tensor.dim() == 0) {
      EXPECT_EQ(ours[i].tensor.item<std::int64_t>(), 5);
    }
  }
}

TEST(Digits, EstimatesTheMeanOverTheBatchesOfTheirMeanAndVariance) {
  const TaskData data = models().at("digits").data(2);
  const auto model = models().at("digits").make(2);
  at::Tensor mean = at::zeros({16}, at::kDouble);
  at::Tensor variance = at::zeros({16}, at::kDouble);
  constexpr std::int64_t kBatches = 6;
  for (std::int64_t number = 1; number <= kBatches; ++number) {
    const Batch batch{data.train.inputs.narrow(0, 50 * number, 32),
                      data.train.targets.narrow(0, 50 * number, 32)};
    model->estimateBuffers(batch, number);
    const at::Tensor sums =
        at::conv2d(batch.inputs.to(at::kDouble),
                   model->parameters()[0].tensor.detach().to(at::kDouble), {}, 1, 1)
            .transpose(0, 1)
            .flatten(1);
    mean += sums.mean(1) / kBatches;
    variance += sums.var(1, /*unbiased=*/true) / kBatches;
  }
  const auto buffers = model->buffers();
  EXPECT_LT(relativeDistance(buffers[0].tensor, mean), 1e-6);
  EXPECT_LT(relativeDistance(buffers[1].tensor, variance), 1e-6);
  EXPECT_EQ(buffers[2].tensor.item<std::int64_t>(), kBatches);
}

TEST_P(EveryModel, AddsToTheGradients) {
  const Batch batch = trainingBatch(entry(), 2, 16);
  const auto once = entry().make(2);
  const auto twice = entry().make(2);
  giveGradients(*once);
  giveGradients(*twice);
  (void)once->lossAndGradients(batch);
  (void)twice->lossAndGradients(batch);
  (void)twice->lossAndGradients(batch);
  for (std::size_t i = 0; i < once->parameters().size(); ++i) {
    EXPECT_LT(relativeDistance(twice->parameters()[i].tensor.grad(),
                               2.0 * once->parameters()[i].tensor.grad()),
              1e-6);
  }
}

TEST_P(WithKernels, EvaluatesAsLibTorchDoes) {
  const TaskData data = entry().data(4);
  const auto fast = make(4, Arithmetic::kFastest);
  const auto reference = make(4, Arithmetic::kLibTorch);
  giveGradients(*fast);
  (void)fast->lossAndGradients(firstOf(data.train, 32));  // statistics that are not the first ones
  for (std::size_t i = 0; i < fast->buffers().size(); ++i) {
    reference->buffers()[i].tensor.copy_(fast->buffers()[i].tensor);
  }
  for (const std::int64_t count : {1, 33, 500}) {
    const c10::InferenceMode guard;
    const Batch batch = firstOf(data.validation, count);
    const EvalSums ours = fast->evaluate(batch);
    const EvalSums theirs = reference->evaluate(batch);
    ASSERT_EQ(ours.loss.scalar_type(), at::kDouble);
    ASSERT_EQ(ours.metric.scalar_type(), at::kDouble);
    EXPECT_LT(relativeDistance(ours.loss, theirs.loss), 1e-6);
    EXPECT_EQ(ours.metric.item<double>(), theirs.metric.item<double>());
  }
}

TEST_P(EveryModel, EvaluationWritesNothing) {
  const auto model = entry().make(4);
  const TaskData data = entry().data(4);
  std::vector<at::Tensor> before;
  for (const auto& [name, tensor] : model->parameters()) before.push_back(tensor.clone());
  for (const auto& [name, tensor] : model->buffers()) before.push_back(tensor.clone());
  const c10::InferenceMode guard;
  (void)model->evaluate(data.validation);
  std::size_t i = 0;
  for (const auto& [name, tensor] : model->parameters()) EXPECT_TRUE(tensor.equal(before[i++]));
  for (const auto& [name, tensor] : model->buffers()) EXPECT_TRUE(tensor.equal(before[i++]));
}

TEST_P(EveryModel, ReadsItsTensorsWhereTheyAreNow) {
  const auto model = entry().make(4);
  const TaskData data = entry().data(4);
  const c10::InferenceMode guard;
  const double before = model->evaluate(data.validation).loss.item<double>();
  const NamedTensor output = model->parameters().back();
  at::Tensor elsewhere = output.tensor.detach().clone();
  elsewhere.view(-1)[0] += 1.0;
  at::Tensor handle = output.tensor;
  handle.set_data(elsewhere);
  EXPECT_NE(model->evaluate(data.validation).loss.item<double>(), before);
}

TEST_P(EveryModel, DoesNotHideANonFiniteWeight) {
  const TaskData data = entry().data(4);
  const Batch training = trainingBatch(entry(), 4, 16);
  const std::size_t count = entry().make(4)->parameters().size();
  for (std::size_t broken = 0; broken < count; ++broken) {
    const auto model = entry().make(4);
    giveGradients(*model);
    model->parameters()[broken].tensor.detach().view(-1)[0] =
        std::numeric_limits<float>::quiet_NaN();
    EXPECT_TRUE(std::isnan(model->lossAndGradients(training).item<double>()))
        << model->parameters()[broken].name;
    const c10::InferenceMode guard;
    EXPECT_TRUE(std::isnan(model->evaluate(data.validation).loss.item<double>()))
        << model->parameters()[broken].name;
  }
}

TEST_P(EveryModel, HasAPreset) {
  EXPECT_TRUE(std::any_of(presets().begin(), presets().end(),
                          [](const Preset& preset) { return preset.info.model == GetParam(); }));
}

TEST(TwoSpirals, OneTrainingLabelIn20IsWrongAndNoValidationLabel) {
  const TaskData data = models().at("two-spirals").data(1);
  // The class that the angle at this radius is nearer to.
  const auto wrongShare = [](const Batch& batch) {
    int wrong = 0;
    int counted = 0;
    for (std::int64_t i = 0; i < batch.inputs.size(0); ++i) {
      const double x = batch.inputs[i][0].item<double>() / 4.0;
      const double y = batch.inputs[i][1].item<double>() / 4.0;
      const double radius = std::hypot(x, y);
      if (radius < 0.5 || radius > 0.95) continue;
      ++counted;
      const bool second = std::cos(std::atan2(x, y) - 3.0 * M_PI * radius) < 0.0;
      if (second != (batch.targets[i].item<double>() > 0.5)) ++wrong;
    }
    return static_cast<double>(wrong) / counted;
  };
  EXPECT_NEAR(wrongShare(data.train), 0.05, 0.015);
  EXPECT_EQ(wrongShare(data.validation), 0.0);
  EXPECT_EQ(wrongShare(data.test), 0.0);
}

// Drawn as the validation samples are, and others.
TEST(GeneratedTestSamples, AreNoneThatAnythingWasChosenBy) {
  for (const char* id : {"two-spirals", "diffusion"}) {
    const TaskData data = models().at(id).data(1);
    ASSERT_EQ(data.test.inputs.sizes(), data.validation.inputs.sizes()) << id;
    EXPECT_FALSE(data.test.inputs.equal(data.validation.inputs)) << id;
    EXPECT_FALSE(data.test.inputs[0].equal(data.validation.inputs[0])) << id;
    EXPECT_TRUE(data.test.inputs.equal(models().at(id).data(1).test.inputs)) << id;
  }
}

TEST(Digits, EveryImageIsEitherForTrainingOrForValidation) {
  const TaskData data = models().at("digits").data(3);
  const double all = data.train.inputs.sum(at::kDouble).item<double>() +
                     data.validation.inputs.sum(at::kDouble).item<double>();
  double expected = 0.0;
  for (const std::uint8_t pixel : digitPixels()) expected += pixel / 16.0;
  EXPECT_EQ(all, expected);
}

TEST(Digits, OneTrainingLabelIn10IsWrong) {
  const TaskData data = models().at("digits").data(3);
  std::multiset<std::pair<std::vector<int>, int>> known;
  for (std::size_t i = 0; i < kDigitCount; ++i) {
    const auto pixels = digitPixels().subspan(i * kDigitPixels, kDigitPixels);
    known.insert({std::vector<int>(pixels.begin(), pixels.end()), digitLabels()[i]});
  }
  const auto wrong = [&](const Batch& batch) {
    int count = 0;
    for (std::int64_t i = 0; i < batch.inputs.size(0); ++i) {
      const at::Tensor pixels = (batch.inputs[i].flatten() * 16.0).to(at::kInt);
      const int* values = pixels.const_data_ptr<int>();
      const std::vector<int> image(values, values + kDigitPixels);
      if (!known.contains({image, batch.targets[i].item<int>()})) ++count;
    }
    return count;
  };
  EXPECT_EQ(wrong(data.validation), 0);
  EXPECT_NEAR(wrong(data.train), 130, 35);
}

TEST(Digits, AugmentationShiftsByAtMostOnePixel) {
  const ModelEntry& entry = models().at("digits");
  const Batch batch = firstOf(entry.data(1).train, 32);
  CounterRandom random(1, 5);
  std::set<std::pair<int, int>> seen;
  for (int draw = 0; draw < 200; ++draw) {
    const Batch shifted = entry.augment(batch, random);
    for (int down = -1; down <= 1; ++down) {
      for (int right = -1; right <= 1; ++right) {
        if (shifted.inputs.equal(at::roll(batch.inputs, {down, right}, {2, 3}))) {
          seen.insert({down, right});
        }
      }
    }
    ASSERT_TRUE(shifted.targets.equal(batch.targets));
  }
  EXPECT_EQ(seen.size(), 9U);
}

}  // namespace
}  // namespace emascope
