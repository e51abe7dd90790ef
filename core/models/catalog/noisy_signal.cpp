// SPDX-License-Identifier: Apache-2.0
//
// The demo "noisy-signal": no network; the weights are the latest readings of 16 sensors.
#include "core/base/phrase.h"
#include "core/models/catalog/picture_tools.h"
#include "core/models/initial_weights.h"
#include "core/models/model.h"
#include "core/random/counter_random.h"
#include "core/random/normal.h"
#include "core/random/streams.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>
#include <vector>

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

namespace emascope {
namespace noisy_signal {

constexpr std::int64_t kSensors = 16;
constexpr std::int64_t kTimes = 4000;
constexpr std::int64_t kJump = kTimes / 2;
constexpr std::uint64_t kPositionsPerStep = std::uint64_t{1} << 24U;
constexpr double kNoise = 1.0;   ///< standard deviation of an observation
constexpr double kHeight = 2.0;  ///< height of the jump
constexpr double kSwing = 0.5;   ///< amplitude of the slow wave after the jump

/// Clean value of `sensor` at `time` (1-based): constant until the jump, then a wave. Past the end,
/// the last value.
double clean(std::int64_t sensor, std::int64_t time) {
  const double level = static_cast<double>(sensor) / static_cast<double>(kSensors);
  if (time <= kJump) return level;
  const auto after = static_cast<double>(std::min(time, kTimes) - kJump);
  const double turn = after / static_cast<double>(kTimes - kJump) + level;
  return level + kHeight + kSwing * std::sin(2.0 * std::numbers::pi * turn);
}

/// Clean value of each sensor at `time`, taken from the validation samples, which are the clean
/// series.
at::Tensor truthAt(const at::Tensor& time, const Batch& validation) {
  return validation.inputs.index_select(1, time.clamp(1, kTimes).sub(1).view({1})).squeeze(1);
}

/// The weights equal the latest observation: the gradient of 1/2 |w - x|^2 is w - x, so an SGD step
/// with learning rate 1 sets w to x, and averages of the weights are averages of the series. The
/// time of the observation is a counter buffer, which tracks copy, so that they are compared with
/// the clean value of that time.
class Series final : public Model {
 public:
  explicit Series(std::uint64_t seed) {
    CounterRandom random(seed, stream::kInitialWeights);
    observed_ = uniformWeights({kSensors}, 1, random);
  }

  [[nodiscard]] std::vector<NamedTensor> parameters() const override {
    return {{"observed", observed_}};
  }
  [[nodiscard]] std::vector<NamedTensor> buffers() const override { return {{"time", time_}}; }

  [[nodiscard]] at::Tensor lossAndGradients(const Batch& batch) override {
    const at::NoGradGuard closed_form;
    time_.copy_(batch.targets[0]);
    const at::Tensor away = observed_ - batch.inputs;
    observed_.mutable_grad().add_(away.mean(0));
    return away.square().sum(1).mean().mul(0.5);
  }

  void estimateBuffers(const Batch& batch, std::int64_t /*number*/) override {
    time_.copy_(batch.targets[0]);
  }

  /// One sample per sensor: its entire clean series.
  [[nodiscard]] EvalSums evaluate(const Batch& batch) const override {
    const at::Tensor truth = truthAt(time_, batch);
    const at::Tensor squares = (observed_.index_select(0, batch.targets) - truth).square();
    const at::Tensor sum = squares.sum(at::kDouble);
    return {sum, sum};
  }

 private:
  at::Tensor observed_;  ///< [kSensors]
  at::Tensor time_ = at::zeros({}, at::kLong);
};

/// Step t gets the observations of time t; statistics get those of the last training step.
class Observations final : public BatchSource {
 public:
  Observations(const BatchRequest& request, std::shared_ptr<std::int64_t> now)
      : request_(request),
        now_(std::move(now)),
        made_{at::empty({request.size, kSensors}, at::kFloat),
              at::empty({request.size}, at::kLong)} {}

  [[nodiscard]] const Batch& draw(std::int64_t step) override {
    if (request_.purpose == BatchPurpose::kTraining) *now_ = step;
    CounterRandom random(request_.seed, stream::kObservations);
    random.seek(static_cast<std::uint64_t>(*now_) * kPositionsPerStep);
    float* value = made_.inputs.mutable_data_ptr<float>();
    for (std::int64_t i = 0; i < request_.size * kSensors; ++i) {
      *value++ = static_cast<float>(clean(i % kSensors, *now_) + kNoise * normal(random));
    }
    made_.targets.fill_(*now_);
    if (request_.device.is_cpu()) return made_;
    drawn_ = {made_.inputs.to(request_.device), made_.targets.to(request_.device)};
    return drawn_;
  }

 private:
  BatchRequest request_;
  std::shared_ptr<std::int64_t> now_;
  Batch made_;
  Batch drawn_;
};

TaskData data(std::uint64_t /*seed*/) {
  at::Tensor truth = at::empty({kSensors, kTimes}, at::kFloat);
  float* value = truth.mutable_data_ptr<float>();
  for (std::int64_t sensor = 0; sensor < kSensors; ++sensor) {
    for (std::int64_t time = 1; time <= kTimes; ++time) {
      *value++ = static_cast<float>(clean(sensor, time));
    }
  }
  const auto now = std::make_shared<std::int64_t>(1);
  return {.validation = {truth, at::arange(kSensors, at::kLong)},
          .batches = [now](const BatchRequest& request) {
            return std::make_unique<Observations>(request, now);
          }};
}

TaskPicture picture(const Model& model, const Batch& validation, std::uint64_t /*seed*/) {
  const at::Tensor time = model.buffers().front().tensor;
  return {.kind = "bars",
          .title = words("estimated value of each sensor"),
          .arrays = {pictureArray("shown", model.parameters().front().tensor),
                     pictureArray("clean", truthAt(time, validation))}};
}

std::unique_ptr<Model> make(std::uint64_t seed) { return std::make_unique<Series>(seed); }

}  // namespace noisy_signal

void registerModelNoisySignal(ModelRegistry& registry) {
  registry["noisy-signal"] = {
      .info = {.id = "noisy-signal",
               .title = "a noisy signal",
               .network = "no network: the weights are the latest readings of 16 sensors",
               .data =
                   "Generated: 16 signals with noise. They are constant, jump at step 2,000 and "
                   "oscillate from then on. The loss is the squared distance to the clean signals.",
               .parameters = noisy_signal::kSensors,
               .buffers = 0,
               .train_samples = noisy_signal::kTimes,
               .validation_samples = noisy_signal::kSensors,
               .test_samples = 0,
               .metric = "rmse"},
      .make = noisy_signal::make,
      .data = noisy_signal::data,
      .metric_transform = MetricTransform::kRootMean,
      .picture = inOnePiece<noisy_signal::picture>};
}

}  // namespace emascope
