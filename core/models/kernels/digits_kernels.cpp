// SPDX-License-Identifier: Apache-2.0
//
// Compiled once per instruction set; see core/simd/lanes.h.
#include "core/models/kernels/digits_kernels.h"

#include "core/models/kernels/norm_pool.h"
#include "core/models/kernels/winograd.h"

namespace emascope::kernels::EMASCOPE_ISA {
extern const DigitsKernels kDigits;

namespace {

constexpr int kSide1 = 8;
constexpr int kSide2 = 4;
constexpr int kChannels1 = 16;
constexpr int kChannels2 = 32;
constexpr int kFeatures = kChannels2 * 4;
constexpr int kClasses = 10;

// Number of floats for one group of kLanes images.
constexpr int kInputSize = planeSize(kSide1);
constexpr int kSums1Size = kChannels1 * planeSize(kSide1);
constexpr int kPooled1Size = kChannels1 * planeSize(kSide2);
constexpr int kChosen1Size = kChannels1 * kSide2 * kSide2 * kLanes;
constexpr int kSums2Size = kChannels2 * planeSize(kSide2);
constexpr int kFeaturesSize = kFeatures * kLanes;
constexpr int kLogitsSize = kClasses * kLanes;
constexpr int kTurnedSize = kChannels1 * kChannels2 * kTaps;

/// Workspace of a training step, each part for all groups. The padding of planes starts as zero and
/// is never written.
struct Work {
  int images;
  int groups;
  float* input;
  float* sums1;  ///< convolution 1
  float* pooled1;
  float* chosen1;
  float* sums2;
  float* features;
  float* chosen2;
  float* logits;
  float* d_features;
  float* d_sums2;
  float* d_pooled1;
  float* d_sums1;
  float* turned;  ///< convolution 2's weights; see turnWeights()
  Norm norm1[kChannels1];
  Norm norm2[kChannels2];

  Work(float* memory, std::int64_t count)
      : images(static_cast<int>(count)), groups((images + kLanes - 1) / kLanes) {
    const auto take = [&memory, this](int size) {
      float* part = memory;
      memory += static_cast<std::ptrdiff_t>(size) * groups;
      return part;
    };
    input = take(kInputSize);
    sums1 = take(kSums1Size);
    pooled1 = take(kPooled1Size);
    chosen1 = take(kChosen1Size);
    sums2 = take(kSums2Size);
    features = take(kFeaturesSize);
    chosen2 = take(kFeaturesSize);
    logits = take(kLogitsSize);
    d_features = take(kFeaturesSize);
    d_sums2 = take(kSums2Size);
    d_pooled1 = take(kPooled1Size);
    d_sums1 = take(kSums1Size);
    turned = memory;
  }

  [[nodiscard]] Present present(int group) const { return Present(images - group * kLanes); }
};

std::size_t workspace(std::int64_t count) {
  const auto groups = static_cast<std::size_t>((count + kLanes - 1) / kLanes);
  return groups * (kInputSize + 2 * kSums1Size + 2 * kPooled1Size + kChosen1Size + 2 * kSums2Size +
                   3 * kFeaturesSize + kLogitsSize) +
         kTurnedSize;
}

/// Loads images from `first` on into one padded plane; 0 past the end.
void loadImages(const DigitsBatch& batch, std::int64_t first, float* plane) {
  for (int lane = 0; lane < kLanes; ++lane) {
    const bool there = first + lane < batch.count;
    const float* image = batch.inputs + (there ? first + lane : 0) * kSide1 * kSide1;
    for (int y = 0; y < kSide1; ++y) {
      for (int x = 0; x < kSide1; ++x) {
        plane[pixelAt(kSide1, y, x) + lane] = there ? image[y * kSide1 + x] : 0.0F;
      }
    }
  }
}

/// logits[class] = bias + weight . features, for one group.
void classify(const float* weight, const float* bias, const float* features, float* logits) {
  constexpr int kAtOnce = 5;
  for (int first = 0; first < kClasses; first += kAtOnce) {
    Lanes sum[kAtOnce];
    for (int c = 0; c < kAtOnce; ++c) sum[c] = broadcast(bias[first + c]);
    for (int f = 0; f < kFeatures; ++f) {
      const Lanes x = load(features + f * kLanes);
      for (int c = 0; c < kAtOnce; ++c) {
        sum[c] += broadcast(weight[(first + c) * kFeatures + f]) * x;
      }
    }
    for (int c = 0; c < kAtOnce; ++c) store(logits + (first + c) * kLanes, sum[c]);
  }
}

/// Adds the losses of one group; with `share` above 0, turns `logits` into the gradient of the sum
/// times `share`.
LossSums crossEntropy(const DigitsBatch& batch, std::int64_t first, float share, float* logits) {
  Lanes largest = load(logits);
  IntLanes best = {};
  for (int c = 1; c < kClasses; ++c) {
    const Lanes logit = load(logits + c * kLanes);
    const IntLanes larger = (logit > largest) | (logit != logit);
    best = larger ? IntLanes{} + c : best;
    largest = larger ? logit : largest;
  }
  Lanes total = {};
  for (int c = 0; c < kClasses; ++c) {
    total += exponential(load(logits + c * kLanes) - largest);
  }
  LossSums sums;
  IntLanes target = IntLanes{} - 1;
  const int there = batch.count - first < kLanes ? static_cast<int>(batch.count - first) : kLanes;
  for (int i = 0; i < there; ++i) {
    const auto label = static_cast<int>(batch.targets[first + i]);
    target[i] = label;
    sums.loss += __builtin_log(static_cast<double>(total[i])) + static_cast<double>(largest[i]) -
                 static_cast<double>(logits[label * kLanes + i]);
    sums.correct += best[i] == label ? 1.0 : 0.0;
  }
  if (share > 0.0F) {
    const Present present(there);
    for (int c = 0; c < kClasses; ++c) {
      const Lanes part = exponential(load(logits + c * kLanes) - largest) / total;
      const Lanes own = target == c ? broadcast(1.0F) : Lanes{};
      store(logits + c * kLanes, present.lanes ? (part - own) * share : Lanes{});
    }
  }
  return sums;
}

/// The norm of one channel from this batch. `update` updates its running statistics.
template <int kSide, typename Update>
Norm trainNorm(const float* planes, int stride, const Work& work, float weight, float bias,
               const Update& update, float& running_mean, float& running_variance) {
  const Moments moments = momentsOf<kSide>(planes, stride, work.groups, work.images);
  const double values = static_cast<double>(work.images) * kSide * kSide;
  update(running_mean, moments.mean);
  update(running_variance, moments.squares / (values - 1.0));
  return normOf(moments.mean, moments.squares / values, weight, bias);
}

template <typename Update>
void forwardStage1(const DigitsTensors<const float>& w, const DigitsStatistics<float>& statistics,
                   const Update& update, const DigitsBatch& batch, Work& work) {
  for (int g = 0; g < work.groups; ++g) {
    loadImages(batch, g * kLanes, work.input + g * kInputSize);
    for (int o = 0; o < kChannels1; o += kOutAtOnce) {
      convolve<1, kSide1>(w.convolution1 + o * kTaps, work.input + g * kInputSize,
                          work.sums1 + g * kSums1Size + o * planeSize(kSide1));
    }
  }
  for (int c = 0; c < kChannels1; ++c) {
    work.norm1[c] =
        trainNorm<kSide1>(work.sums1 + c * planeSize(kSide1), kSums1Size, work, w.norm1_weight[c],
                          w.norm1_bias[c], update, statistics.mean1[c], statistics.variance1[c]);
    for (int g = 0; g < work.groups; ++g) {
      normPool<kSide1, true>(work.norm1[c], work.present(g),
                             work.sums1 + g * kSums1Size + c * planeSize(kSide1),
                             work.pooled1 + g * kPooled1Size + c * planeSize(kSide2),
                             work.chosen1 + g * kChosen1Size + c * kSide2 * kSide2 * kLanes);
    }
  }
}

template <typename Update>
void forwardStage2(const DigitsTensors<const float>& w, const DigitsStatistics<float>& statistics,
                   const Update& update, Work& work) {
  for (int g = 0; g < work.groups; ++g) {
    for (int o = 0; o < kChannels2; o += kOutAtOnce) {
      convolve<kChannels1, kSide2>(w.convolution2 + o * kChannels1 * kTaps,
                                   work.pooled1 + g * kPooled1Size,
                                   work.sums2 + g * kSums2Size + o * planeSize(kSide2));
    }
  }
  for (int c = 0; c < kChannels2; ++c) {
    work.norm2[c] =
        trainNorm<kSide2>(work.sums2 + c * planeSize(kSide2), kSums2Size, work, w.norm2_weight[c],
                          w.norm2_bias[c], update, statistics.mean2[c], statistics.variance2[c]);
    for (int g = 0; g < work.groups; ++g) {
      const int features = g * kFeaturesSize + c * 4 * kLanes;
      normPool<kSide2, false>(work.norm2[c], work.present(g),
                              work.sums2 + g * kSums2Size + c * planeSize(kSide2),
                              work.features + features, work.chosen2 + features);
    }
  }
}

/// From d loss / d logits to d loss / d features.
void backwardOutput(const DigitsTensors<const float>& w, const DigitsTensors<float>& gradients,
                    Work& work) {
  constexpr int kAtOnce = 4;
  for (int c = 0; c < kClasses; ++c) {
    for (int f = 0; f < kFeatures; f += kAtOnce) {
      Lanes sum[kAtOnce] = {};
      for (int g = 0; g < work.groups; ++g) {
        const Lanes d = load(work.logits + g * kLogitsSize + c * kLanes);
        const float* x = work.features + g * kFeaturesSize + f * kLanes;
        for (int i = 0; i < kAtOnce; ++i) sum[i] += d * load(x + i * kLanes);
      }
      for (int i = 0; i < kAtOnce; ++i) {
        gradients.output_weight[c * kFeatures + f + i] += sumOfLanes(sum[i]);
      }
    }
  }
  for (int g = 0; g < work.groups; ++g) {
    Lanes d[kClasses];
    for (int c = 0; c < kClasses; ++c) {
      d[c] = load(work.logits + g * kLogitsSize + c * kLanes);
      gradients.output_bias[c] += sumOfLanes(d[c]);
    }
    for (int f = 0; f < kFeatures; ++f) {
      Lanes sum = {};
      for (int c = 0; c < kClasses; ++c)
        sum += broadcast(w.output_weight[c * kFeatures + f]) * d[c];
      store(work.d_features + g * kFeaturesSize + f * kLanes, sum);
    }
  }
}

/// One channel's planes in all groups: first plane, and stride between groups.
struct Channel {
  const float* in;
  const float* chosen;
  const float* gradient;
  float* in_gradient;
  int in_stride;
  int chosen_stride;
  int gradient_stride;
};

template <int kSide, bool kOutPadded>
void backwardNorm(const Norm& norm, const Channel& at, const Work& work, float& weight_gradient,
                  float& bias_gradient) {
  NormGradients sums;
  for (int g = 0; g < work.groups; ++g) {
    const NormGradients part = normGradients<kSide, kOutPadded>(
        norm, at.in + g * at.in_stride, at.chosen + g * at.chosen_stride,
        at.gradient + g * at.gradient_stride);
    sums.bias += part.bias;
    sums.weight += part.weight;
  }
  weight_gradient += static_cast<float>(sums.weight);
  bias_gradient += static_cast<float>(sums.bias);
  const double values = static_cast<double>(work.images) * kSide * kSide;
  const NormGradients mean = {sums.bias / values, sums.weight / values};
  for (int g = 0; g < work.groups; ++g) {
    backThroughNormPool<kSide, kOutPadded>(
        norm, mean, work.present(g), at.in + g * at.in_stride, at.chosen + g * at.chosen_stride,
        at.gradient + g * at.gradient_stride, at.in_gradient + g * at.in_stride);
  }
}

void backwardStages(const DigitsTensors<const float>& w, const DigitsTensors<float>& gradients,
                    Work& work) {
  for (int c = 0; c < kChannels2; ++c) {
    const int plane = c * planeSize(kSide2);
    const int features = c * 4 * kLanes;
    backwardNorm<kSide2, false>(
        work.norm2[c],
        {work.sums2 + plane, work.chosen2 + features, work.d_features + features,
         work.d_sums2 + plane, kSums2Size, kFeaturesSize, kFeaturesSize},
        work, gradients.norm2_weight[c], gradients.norm2_bias[c]);
  }
  addWeightGradients<kChannels1, kChannels2, kSide2>(work.pooled1, work.d_sums2, work.groups,
                                                     gradients.convolution2);
  turnWeights<kChannels1, kChannels2>(w.convolution2, work.turned);
  for (int g = 0; g < work.groups; ++g) {
    for (int o = 0; o < kChannels1; o += kOutAtOnce) {
      convolve<kChannels2, kSide2>(work.turned + o * kChannels2 * kTaps,
                                   work.d_sums2 + g * kSums2Size,
                                   work.d_pooled1 + g * kPooled1Size + o * planeSize(kSide2));
    }
  }
  for (int c = 0; c < kChannels1; ++c) {
    const int plane = c * planeSize(kSide1);
    backwardNorm<kSide1, true>(work.norm1[c],
                               {work.sums1 + plane, work.chosen1 + c * kSide2 * kSide2 * kLanes,
                                work.d_pooled1 + c * planeSize(kSide2), work.d_sums1 + plane,
                                kSums1Size, kChosen1Size, kPooled1Size},
                               work, gradients.norm1_weight[c], gradients.norm1_bias[c]);
  }
  addWeightGradients<1, kChannels1, kSide1>(work.input, work.d_sums1, work.groups,
                                            gradients.convolution1);
}

float lossAndGradients(const DigitsTensors<const float>& weights,
                       const DigitsTensors<float>& gradients,
                       const DigitsStatistics<float>& statistics, const DigitsBatch& batch,
                       float* memory) {
  Work work(memory, batch.count);
  forwardStage1(weights, statistics, Follow{}, batch, work);
  forwardStage2(weights, statistics, Follow{}, work);
  const auto count = static_cast<double>(batch.count);
  double loss = 0.0;
  for (int g = 0; g < work.groups; ++g) {
    float* logits = work.logits + g * kLogitsSize;
    classify(weights.output_weight, weights.output_bias, work.features + g * kFeaturesSize, logits);
    loss += crossEntropy(batch, g * kLanes, static_cast<float>(1.0 / count), logits).loss;
  }
  backwardOutput(weights, gradients, work);
  backwardStages(weights, gradients, work);
  return static_cast<float>(loss / count);
}

void estimateStatistics(const DigitsTensors<const float>& weights,
                        const DigitsStatistics<float>& statistics, const DigitsBatch& batch,
                        std::int64_t number, float* memory) {
  Work work(memory, batch.count);
  const TakeMean mean{1.0 / static_cast<double>(number)};
  forwardStage1(weights, statistics, mean, batch, work);
  forwardStage2(weights, statistics, mean, work);
}

/// Workspace of an evaluation: one group and a few channels at a time, within the first-level
/// cache.
struct alignas(64) EvaluationWork {
  float weights2[kWinogradPlaces * kChannels1 * kChannels2];  ///< convolution 2's; see winograd.h
  float input[kInputSize] = {};
  float sums1[kOutAtOnce * planeSize(kSide1)] = {};
  float pooled1[kPooled1Size] = {};
  float spread1[kWinogradPlaces * kChannels1 * kLanes] = {};  ///< pooled1; see winograd.h
  float sums2[kWinogradOuts * planeSize(kSide2)] = {};
  float features[kFeaturesSize] = {};
  float logits[kLogitsSize] = {};
};

void predict(const DigitsTensors<const float>& w, const Norm* norm1, const Norm* norm2,
             EvaluationWork& work) {
  const Present all(kLanes);
  for (int o = 0; o < kChannels1; o += kOutAtOnce) {
    convolve<1, kSide1>(w.convolution1 + o * kTaps, work.input, work.sums1);
    for (int c = 0; c < kOutAtOnce; ++c) {
      normPool<kSide1, true>(norm1[o + c], all, work.sums1 + c * planeSize(kSide1),
                             work.pooled1 + (o + c) * planeSize(kSide2), nullptr);
    }
  }
  spreadPlanes<kChannels1>(work.pooled1, work.spread1);
  for (int o = 0; o < kChannels2; o += kWinogradOuts) {
    convolveSpread<kChannels1, kChannels2>(work.weights2, work.spread1, o, work.sums2);
    for (int c = 0; c < kWinogradOuts; ++c) {
      normPool<kSide2, false>(norm2[o + c], all, work.sums2 + c * planeSize(kSide2),
                              work.features + (o + c) * 4 * kLanes, nullptr);
    }
  }
  classify(w.output_weight, w.output_bias, work.features, work.logits);
}

LossSums evaluate(const DigitsTensors<const float>& weights,
                  const DigitsStatistics<const float>& statistics, const DigitsBatch& batch) {
  Norm norm1[kChannels1];
  Norm norm2[kChannels2];
  for (int c = 0; c < kChannels1; ++c) {
    norm1[c] = normOf(static_cast<double>(statistics.mean1[c]),
                      static_cast<double>(statistics.variance1[c]), weights.norm1_weight[c],
                      weights.norm1_bias[c]);
  }
  for (int c = 0; c < kChannels2; ++c) {
    norm2[c] = normOf(static_cast<double>(statistics.mean2[c]),
                      static_cast<double>(statistics.variance2[c]), weights.norm2_weight[c],
                      weights.norm2_bias[c]);
  }
  EvaluationWork work;
  spreadWeights<kChannels1, kChannels2>(weights.convolution2, work.weights2);
  LossSums sums;
  for (std::int64_t first = 0; first < batch.count; first += kLanes) {
    loadImages(batch, first, work.input);
    predict(weights, norm1, norm2, work);
    const LossSums part = crossEntropy(batch, first, 0.0F, work.logits);
    sums.loss += part.loss;
    sums.correct += part.correct;
  }
  return sums;
}

}  // namespace

const DigitsKernels kDigits = {workspace, lossAndGradients, estimateStatistics, evaluate};

}  // namespace emascope::kernels::EMASCOPE_ISA
