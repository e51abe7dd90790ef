// SPDX-License-Identifier: Apache-2.0
//
// The demo "diffusion": a denoiser of 8 Gaussians on a ring.
#include "core/base/phrase.h"
#include "core/models/catalog/described_network.h"
#include "core/models/catalog/picture_tools.h"
#include "core/models/model.h"
#include "core/models/network_model.h"
#include "core/random/counter_random.h"
#include "core/random/normal.h"
#include "core/random/streams.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>
#include <vector>

#include <ATen/ops/empty.h>

namespace emascope {
// A denoiser as in Karras, Aittala, Aila and Laine, "Elucidating the design space of
// diffusion-based generative models" (2022): D(x, sigma) = c_skip x + c_out F(c_in x, noise), where
// F is the network. With their weighting, the training loss is the mean square of F minus (clean -
// c_skip x) / c_out, so that is F's target.
namespace diffusion {

constexpr std::int64_t kTrainPoints = 20000;
constexpr std::int64_t kValidationPoints = 2000;
constexpr int kGaussians = 8;
constexpr double kRadius = 0.7;
constexpr double kWidth = 0.05;     ///< standard deviation of one Gaussian in each direction
constexpr double kDataWidth = 0.5;  ///< sigma_data: standard deviation of all points
constexpr double kLogNoise = -1.2;  ///< mean of ln sigma
constexpr double kLogSpread = 1.2;  ///< standard deviation of ln sigma
constexpr double kScale = 4.0;      ///< scale of F's first inputs; with 1, some seeds never learn
constexpr std::int64_t kWaves = 4;  ///< frequencies of the noise level's embedding
constexpr std::int64_t kFeatures = 3 + 2 * kWaves;

constexpr const char* kNetwork = R"({"layers": [
  {"type": "linear", "name": "hidden1", "out_features": 64}, {"type": "silu"},
  {"type": "linear", "name": "hidden2", "out_features": 64}, {"type": "silu"},
  {"type": "linear", "name": "hidden3", "out_features": 64}, {"type": "silu"},
  {"type": "linear", "name": "output", "out_features": 2}]})";

using Point = std::array<double, 2>;

Point center(int gaussian) {
  const double angle = 2.0 * std::numbers::pi * gaussian / kGaussians;
  return {kRadius * std::cos(angle), kRadius * std::sin(angle)};
}

Point draw(CounterRandom& random) {
  const Point middle = center(static_cast<int>(random.below(kGaussians)));
  const double x = middle[0] + kWidth * normal(random);
  return {x, middle[1] + kWidth * normal(random)};
}

/// The optimal denoiser: the expected clean point given `noisy`.
Point exactlyDenoised(const Point& noisy, double sigma) {
  const double variance = kWidth * kWidth + sigma * sigma;
  const double kept = kWidth * kWidth / variance;
  std::array<double, kGaussians> exponents = {};
  for (int k = 0; k < kGaussians; ++k) {
    const Point middle = center(k);
    const double square = std::pow(noisy[0] - middle[0], 2) + std::pow(noisy[1] - middle[1], 2);
    exponents[static_cast<std::size_t>(k)] = -square / (2.0 * variance);
  }
  const double largest = *std::max_element(exponents.begin(), exponents.end());
  Point sum = {};
  double weights = 0.0;
  for (int k = 0; k < kGaussians; ++k) {
    const Point middle = center(k);
    const double weight = std::exp(exponents[static_cast<std::size_t>(k)] - largest);
    for (std::size_t axis = 0; axis < 2; ++axis) {
      sum[axis] += weight * (middle[axis] + kept * (noisy[axis] - middle[axis]));
    }
    weights += weight;
  }
  return {sum[0] / weights, sum[1] / weights};
}

double drawSigma(CounterRandom& random) {
  return std::exp(kLogNoise + kLogSpread * normal(random));
}

Point withNoise(const Point& clean, double sigma, CounterRandom& random) {
  const double x = clean[0] + sigma * normal(random);
  return {x, clean[1] + sigma * normal(random)};
}

/// Computes F's input for `noisy` and its target for `clean`.
void describe(const Point& noisy, double sigma, const Point& clean, float* input, float* target) {
  const double all = std::hypot(sigma, kDataWidth);
  const double skip = kDataWidth * kDataWidth / (all * all);
  const double out = sigma * kDataWidth / all;
  const double noise = std::log(sigma) / 4.0;
  for (std::size_t axis = 0; axis < 2; ++axis) {
    *input++ = static_cast<float>(kScale * noisy[axis] / all);
    *target++ = static_cast<float>((clean[axis] - skip * noisy[axis]) / out);
  }
  *input++ = static_cast<float>(noise);
  for (std::int64_t wave = 0; wave < kWaves; ++wave) {
    const double phase = noise * std::exp2(static_cast<double>(wave));
    *input++ = static_cast<float>(std::cos(phase));
    *input++ = static_cast<float>(std::sin(phase));
  }
}

Batch described(std::int64_t count) {
  return {at::empty({count, kFeatures}, at::kFloat), at::empty({count, 2}, at::kFloat)};
}

/// Adds independent noise to each clean point.
Batch noised(const Batch& batch, CounterRandom& random) {
  const at::Tensor points = batch.inputs.cpu();
  Batch noised = described(points.size(0));
  const float* clean = points.const_data_ptr<float>();
  float* input = noised.inputs.mutable_data_ptr<float>();
  float* target = noised.targets.mutable_data_ptr<float>();
  for (std::int64_t i = 0; i < points.size(0); ++i) {
    const Point point = {clean[2 * i], clean[2 * i + 1]};
    const double sigma = drawSigma(random);
    describe(withNoise(point, sigma, random), sigma, point, input + i * kFeatures, target + 2 * i);
  }
  return {noised.inputs.to(batch.inputs.device()), noised.targets.to(batch.inputs.device())};
}

at::Tensor ring(CounterRandom random) {
  at::Tensor points = at::empty({kTrainPoints, 2}, at::kFloat);
  float* value = points.mutable_data_ptr<float>();
  for (std::int64_t i = 0; i < kTrainPoints; ++i) {
    for (const double coordinate : draw(random)) *value++ = static_cast<float>(coordinate);
  }
  return points;
}

/// Targets come from the exact denoiser. With clean points as targets, irreducible noise would
/// dominate the loss.
Batch validation(CounterRandom random) {
  Batch batch = described(kValidationPoints);
  float* input = batch.inputs.mutable_data_ptr<float>();
  float* target = batch.targets.mutable_data_ptr<float>();
  for (std::int64_t i = 0; i < kValidationPoints; ++i) {
    const double sigma = drawSigma(random);
    const Point noisy = withNoise(draw(random), sigma, random);
    describe(noisy, sigma, exactlyDenoised(noisy, sigma), input + i * kFeatures, target + 2 * i);
  }
  return batch;
}

TaskData data(std::uint64_t seed) {
  return {.train = {ring(CounterRandom(seed, stream::kTrainData)),
                    at::empty({kTrainPoints, 0}, at::kFloat)},
          .validation = validation(CounterRandom(seed, stream::kValidationData)),
          .test = validation(CounterRandom(seed, stream::kTestData))};
}

/// Applies D to `points` [n][2], all with noise level `sigma`.
void denoise(const Model& model, double sigma, const at::Device& device,
             const std::vector<Point>& points, std::vector<Point>& denoised) {
  const auto count = static_cast<std::int64_t>(points.size());
  Batch batch = described(count);
  float* input = batch.inputs.mutable_data_ptr<float>();
  std::array<float, 2> unused = {};
  for (const Point& point : points) {
    describe(point, sigma, point, input, unused.data());
    input += kFeatures;
  }
  const at::Tensor answers = model.outputs(batch.inputs.to(device)).cpu().contiguous();
  const float* answer = answers.const_data_ptr<float>();
  const double all = std::hypot(sigma, kDataWidth);
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (std::size_t axis = 0; axis < 2; ++axis) {
      denoised[i][axis] = kDataWidth * kDataWidth / (all * all) * points[i][axis] +
                          sigma * kDataWidth / all * static_cast<double>(*answer++);
    }
  }
}

/// The first-order version of the paper's sampler: starts from pure noise and lowers sigma in steps
/// that are uniform in sigma^(1/7). Each piece of work is one step.
class Sampling {
 public:
  Sampling(const Model& model, const Batch& validation, std::uint64_t seed)
      : model_(model), device_(validation.inputs.device()) {
    CounterRandom random(seed, stream::kSamples);
    for (Point& point : points_) point = withNoise({}, kMostNoise, random);
  }

  [[nodiscard]] std::optional<TaskPicture> operator()() {
    denoise(model_, sigma_, device_, points_, denoised_);
    const double next = sigmaAfter(++step_);
    for (std::size_t i = 0; i < kSamples; ++i) {
      for (std::size_t axis = 0; axis < 2; ++axis) {
        points_[i][axis] =
            denoised_[i][axis] + next / sigma_ * (points_[i][axis] - denoised_[i][axis]);
      }
    }
    sigma_ = next;
    if (step_ < kSteps) return std::nullopt;
    return whole();
  }

 private:
  static constexpr std::size_t kSamples = 500;
  static constexpr int kSteps = 32;
  static constexpr double kMostNoise = 5.0;
  static constexpr double kLeastNoise = 0.01;

  [[nodiscard]] static double sigmaAfter(int step) {
    if (step == kSteps) return 0.0;
    const double first = std::pow(kMostNoise, 1.0 / 7.0);
    const double last = std::pow(kLeastNoise, 1.0 / 7.0);
    return std::pow(first + step * (last - first) / (kSteps - 1), 7.0);
  }

  [[nodiscard]] TaskPicture whole() const {
    TaskPicture::Array samples{"samples", {kSamples, 2}, {}};
    for (const Point& point : points_) {
      for (const double coordinate : point) {
        samples.values.push_back(static_cast<float>(coordinate));
      }
    }
    TaskPicture::Array centers{"centers", {kGaussians, 2}, {}};
    for (int k = 0; k < kGaussians; ++k) {
      for (const double coordinate : center(k)) {
        centers.values.push_back(static_cast<float>(coordinate));
      }
    }
    return {.kind = "samples",
            .title = words("points generated from noise"),
            .arrays = {samples, centers}};
  }

  const Model& model_;
  at::Device device_;
  std::vector<Point> points_ = std::vector<Point>(kSamples);
  std::vector<Point> denoised_ = std::vector<Point>(kSamples);
  double sigma_ = kMostNoise;
  int step_ = 0;
};

PictureWork picture(const Model& model, const Batch& validation, std::uint64_t seed) {
  return Sampling(model, validation, seed);
}

std::unique_ptr<Model> make(std::uint64_t seed) {
  return makeNetworkModel(describedNetwork(kNetwork, {kFeatures}, "diffusion", seed),
                          {Objective::Loss::kSquared}, seed);
}

}  // namespace diffusion

void registerModelDiffusion(ModelRegistry& registry) {
  registry["diffusion"] = {
      .info = {.id = "diffusion",
               .title = "2-D diffusion",
               .network = "denoiser, MLP 11-64-64-64-2",
               .data = "Generated: points of 8 small Gaussians on a ring, to which each batch adds "
                       "fresh noise. The loss is the distance to the exact denoiser.",
               .parameters = 9218,
               .buffers = 0,
               .train_samples = diffusion::kTrainPoints,
               .validation_samples = diffusion::kValidationPoints,
               .test_samples = diffusion::kValidationPoints,
               .metric = "rmse"},
      .make = diffusion::make,
      .data = diffusion::data,
      .augment = diffusion::noised,
      .bfloat16 = true,
      .metric_transform = MetricTransform::kRootMean,
      .picture = diffusion::picture};
}

}  // namespace emascope
