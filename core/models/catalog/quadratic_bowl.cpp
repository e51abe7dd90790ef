// SPDX-License-Identifier: Apache-2.0
//
// The demo "quadratic-bowl": two numbers in a noisy quadratic bowl whose minimum is known.
#include "core/base/phrase.h"
#include "core/models/catalog/picture_tools.h"
#include "core/models/model.h"
#include "core/random/counter_random.h"
#include "core/random/normal.h"
#include "core/random/streams.h"

#include <array>
#include <cmath>
#include <numbers>

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/tensor.h>

namespace emascope {
namespace quadratic_bowl {

constexpr std::int64_t kTrainPoints = 2000;
constexpr std::array<double, 2> kOptimum = {1.0, -0.5};
constexpr double kStart = 5.0;  ///< initial distance from the optimum; the seed sets the direction
constexpr double kNoise = 1.0;  ///< standard deviation of a point in each direction
constexpr double kSteep = 1.0;  ///< the bowl's curvature across its valley
constexpr double kFlat = 0.1;   ///< curvature along the valley
constexpr double kValley = std::numbers::pi / 6.0;  ///< angle between the valley and the first axis

/// The loss of a sample x is 1/2 (w - x)^T H (w - x). Its mean over the samples is smallest where w
/// is the mean of the samples.
class Bowl final : public Model {
 public:
  explicit Bowl(std::uint64_t seed) {
    CounterRandom random(seed, stream::kInitialWeights);
    const double angle = 2.0 * std::numbers::pi * random.uniform();
    weights_ =
        at::tensor({kOptimum[0] + kStart * std::cos(angle), kOptimum[1] + kStart * std::sin(angle)},
                   at::kFloat)
            .set_requires_grad(true);
    const double c = std::cos(kValley);
    const double s = std::sin(kValley);
    curvature_ = at::tensor({kFlat * c * c + kSteep * s * s, (kFlat - kSteep) * c * s,
                             (kFlat - kSteep) * c * s, kFlat * s * s + kSteep * c * c},
                            at::kFloat)
                     .view({2, 2});
  }

  [[nodiscard]] std::vector<NamedTensor> parameters() const override {
    return {{"position", weights_}};
  }
  [[nodiscard]] std::vector<NamedTensor> buffers() const override { return {}; }

  [[nodiscard]] at::Tensor lossAndGradients(const Batch& batch) override {
    const at::NoGradGuard closed_form;
    const at::Tensor away = weights_ - batch.inputs;
    const at::Tensor slopes = at::matmul(away, curvature(away));
    weights_.mutable_grad().add_(slopes.mean(0));
    return slopes.mul(away).sum(1).mean().mul(0.5);
  }

  [[nodiscard]] EvalSums evaluate(const Batch& batch) const override {
    const at::Tensor away = weights_ - batch.inputs;
    const at::Tensor slopes = at::matmul(away, curvature(away));
    return {slopes.mul(away).sum(at::kDouble).mul(0.5), away.square().sum(at::kDouble)};
  }

 private:
  [[nodiscard]] at::Tensor curvature(const at::Tensor& beside) const {
    return curvature_.to(beside.device());
  }

  at::Tensor weights_;    ///< [2]
  at::Tensor curvature_;  ///< [2, 2], symmetric
};

/// Pairs of points on opposite sides of the optimum, so that the optimum is their mean.
at::Tensor points(CounterRandom random) {
  at::Tensor points = at::empty({kTrainPoints, 2}, at::kFloat);
  float* values = points.mutable_data_ptr<float>();
  for (std::int64_t i = 0; i < kTrainPoints; i += 2) {
    for (const double middle : kOptimum) {
      const double away = kNoise * normal(random);
      values[0] = static_cast<float>(middle + away);
      values[2] = static_cast<float>(middle - away);
      ++values;
    }
    values += 2;
  }
  return points;
}

TaskData data(std::uint64_t seed) {
  return {.train = {points(CounterRandom(seed, stream::kTrainData)),
                    at::empty({kTrainPoints, 0}, at::kFloat)},
          .validation = {at::tensor({kOptimum[0], kOptimum[1]}, at::kFloat).view({1, 2}),
                         at::empty({1, 0}, at::kFloat)}};
}

TaskPicture picture(const Model& model, const Batch& validation, std::uint64_t /*seed*/) {
  return {.kind = "point",
          .title = words("distance to the minimum"),
          .arrays = {pictureArray("position", model.parameters().front().tensor),
                     pictureArray("bottom", validation.inputs[0])}};
}

std::unique_ptr<Model> make(std::uint64_t seed) { return std::make_unique<Bowl>(seed); }

}  // namespace quadratic_bowl

void registerModelQuadraticBowl(ModelRegistry& registry) {
  registry["quadratic-bowl"] = {
      .info = {.id = "quadratic-bowl",
               .title = "a noisy bowl",
               .network = "two numbers, no network",
               .data = "Generated: points around (1, -0.5) in a bowl ten times steeper across than "
                       "along its valley. The loss is the height above the minimum.",
               .parameters = 2,
               .buffers = 0,
               .train_samples = quadratic_bowl::kTrainPoints,
               .validation_samples = 1,
               .test_samples = 0,
               .metric = "distance"},
      .make = quadratic_bowl::make,
      .data = quadratic_bowl::data,
      .metric_transform = MetricTransform::kRootMean,
      .picture = inOnePiece<quadratic_bowl::picture>};
}

}  // namespace emascope
