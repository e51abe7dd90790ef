// SPDX-License-Identifier: Apache-2.0
//
// The demo "curve": an MLP that fits a noisy curve with a kink and a step.
#include "core/base/phrase.h"
#include "core/models/catalog/described_network.h"
#include "core/models/catalog/picture_tools.h"
#include "core/models/model.h"
#include "core/models/network_model.h"
#include "core/random/counter_random.h"
#include "core/random/normal.h"
#include "core/random/streams.h"

#include <algorithm>
#include <cmath>

#include <ATen/ops/empty.h>

namespace emascope {
namespace curve {

constexpr std::int64_t kTrainPoints = 2000;
constexpr std::int64_t kValidationPoints = 500;
constexpr double kReach = 3.0;  ///< points are in [-kReach, kReach]
constexpr double kNoise = 0.3;  ///< standard deviation of a training target

constexpr const char* kNetwork = R"({"layers": [
  {"type": "linear", "name": "hidden1", "out_features": 64}, {"type": "tanh"},
  {"type": "linear", "name": "hidden2", "out_features": 64}, {"type": "tanh"},
  {"type": "linear", "name": "output", "out_features": 1}]})";

/// A sine with a kink at -1 and a step at 1.
double clean(double x) {
  return std::sin(2.0 * x) + std::max(0.0, -1.0 - x) + (x > 1.0 ? 1.0 : 0.0);
}

Batch points(std::int64_t count) {
  return {at::empty({count, 1}, at::kFloat), at::empty({count, 1}, at::kFloat)};
}

Batch training(CounterRandom random) {
  Batch batch = points(kTrainPoints);
  float* inputs = batch.inputs.mutable_data_ptr<float>();
  float* targets = batch.targets.mutable_data_ptr<float>();
  for (std::int64_t i = 0; i < kTrainPoints; ++i) {
    const double x = kReach * (2.0 * random.uniform() - 1.0);
    inputs[i] = static_cast<float>(x);
    targets[i] = static_cast<float>(clean(x) + kNoise * normal(random));
  }
  return batch;
}

/// Evenly spaced points without noise.
Batch validation() {
  Batch batch = points(kValidationPoints);
  float* inputs = batch.inputs.mutable_data_ptr<float>();
  float* targets = batch.targets.mutable_data_ptr<float>();
  for (std::int64_t i = 0; i < kValidationPoints; ++i) {
    const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(kValidationPoints);
    const double x = kReach * (2.0 * share - 1.0);
    inputs[i] = static_cast<float>(x);
    targets[i] = static_cast<float>(clean(x));
  }
  return batch;
}

TaskData data(std::uint64_t seed) {
  return {.train = training(CounterRandom(seed, stream::kTrainData)), .validation = validation()};
}

TaskPicture picture(const Model& model, const Batch& validation, std::uint64_t /*seed*/) {
  return {.kind = "curve",
          .title = words("the fitted curve"),
          .arrays = {pictureArray("x", validation.inputs.squeeze(1)),
                     pictureArray("fitted", model.outputs(validation.inputs).squeeze(1)),
                     pictureArray("clean", validation.targets.squeeze(1))}};
}

std::unique_ptr<Model> make(std::uint64_t seed) {
  return makeNetworkModel(describedNetwork(kNetwork, {1}, "curve", seed),
                          {Objective::Loss::kSquared}, seed);
}

}  // namespace curve

void registerModelCurve(ModelRegistry& registry) {
  registry["curve"] = {
      .info = {.id = "curve",
               .title = "fitting a curve",
               .network = "MLP 1-64-64-1",
               .data = "Generated: a sine with a kink and a step. The training points have noise, "
                       "the validation points lie on the curve itself.",
               .parameters = 4353,
               .buffers = 0,
               .train_samples = curve::kTrainPoints,
               .validation_samples = curve::kValidationPoints,
               .test_samples = 0,
               .metric = "rmse"},
      .make = curve::make,
      .data = curve::data,
      .bfloat16 = true,
      .metric_transform = MetricTransform::kRootMean,
      .view = {.columns = {"x"}},
      .picture = inOnePiece<curve::picture>};
}

}  // namespace emascope
