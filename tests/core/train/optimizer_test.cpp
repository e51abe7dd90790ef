// SPDX-License-Identifier: Apache-2.0
//
// The flat optimizers against torch.optim's rules written out in double, and against torch.optim.
#include "core/train/optimizer.h"

#include "core/ema/averager.h"

#include <cmath>
#include <memory>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include <torch/optim/adam.h>
#include <torch/optim/adamw.h>
#include <torch/optim/sgd.h>

namespace emascope {
namespace {

using Kind = OptimizerSettings::Kind;
constexpr std::int64_t kParameters = 200;
constexpr int kOracleSteps = 60;

double gradientAt(int step, std::size_t i) {
  return static_cast<double>(
      static_cast<float>(std::sin(0.7 * step + 0.3 * static_cast<double>(i)) * 0.4));
}

struct Oracle {
  std::vector<double> w, m, v;
  explicit Oracle(std::size_t count) : w(count), m(count), v(count) {
    for (std::size_t i = 0; i < count; ++i) w[i] = 0.01 * static_cast<double>(i);
  }
  void step(const OptimizerSettings& s, int t) {
    for (std::size_t i = 0; i < w.size(); ++i) {
      double g = gradientAt(t, i);
      if (s.kind == Kind::kAdamW) {
        w[i] *= 1.0 - s.lr * s.weight_decay;
      } else {
        g += s.weight_decay * w[i];
      }
      if (s.kind == Kind::kSgd) {
        m[i] = s.momentum * m[i] + g;
        w[i] -= s.lr * m[i];
        continue;
      }
      m[i] = s.beta1 * m[i] + (1.0 - s.beta1) * g;
      v[i] = s.beta2 * v[i] + (1.0 - s.beta2) * g * g;
      const double m_hat = m[i] / (1.0 - std::pow(s.beta1, t));
      const double v_hat = v[i] / (1.0 - std::pow(s.beta2, t));
      w[i] -= s.lr * m_hat / (std::sqrt(v_hat) + s.eps);
    }
  }
};

struct Flat {
  explicit Flat(const OptimizerSettings& settings) {
    arrays.weights = flatFloats(kParameters, at::kCPU);
    arrays.gradients = flatFloats(kParameters, at::kCPU);
    if (momentsOf(settings) > 0) arrays.first = flatFloats(kParameters, at::kCPU);
    if (momentsOf(settings) > 1) arrays.second = flatFloats(kParameters, at::kCPU);
    for (std::int64_t i = 0; i < kParameters; ++i) {
      arrays.weights.mutable_data_ptr<float>()[i] =
          static_cast<float>(0.01 * static_cast<double>(i));
    }
  }
  void setGradient(int step) {
    for (std::int64_t i = 0; i < kParameters; ++i) {
      arrays.gradients.mutable_data_ptr<float>()[i] =
          static_cast<float>(gradientAt(step, static_cast<std::size_t>(i)));
    }
  }
  FlatOptimizer::Arrays arrays;
};

class Optimizer : public testing::TestWithParam<OptimizerSettings> {};

TEST_P(Optimizer, AgreesWithItsRuleInDouble) {
  const OptimizerSettings settings = GetParam();
  Flat flat(settings);
  FlatOptimizer optimizer(settings, flat.arrays);
  Oracle oracle(kParameters);
  for (int step = 1; step <= kOracleSteps; ++step) {
    flat.setGradient(step);
    optimizer.step();
    oracle.step(settings, step);
  }
  for (std::size_t i = 0; i < kParameters; ++i) {
    ASSERT_NEAR(flat.arrays.weights.const_data_ptr<float>()[i], oracle.w[i], 1e-5) << i;
  }
}

std::unique_ptr<torch::optim::Optimizer> libTorchs(const OptimizerSettings& s,
                                                   const at::Tensor& weights) {
  namespace optim = torch::optim;
  const std::vector<at::Tensor> all = {weights};
  const auto betas = std::make_tuple(s.beta1, s.beta2);
  if (s.kind == Kind::kSgd) {
    return std::make_unique<optim::SGD>(
        all, optim::SGDOptions(s.lr).momentum(s.momentum).weight_decay(s.weight_decay));
  }
  if (s.kind == Kind::kAdam) {
    return std::make_unique<optim::Adam>(
        all, optim::AdamOptions(s.lr).betas(betas).eps(s.eps).weight_decay(s.weight_decay));
  }
  return std::make_unique<optim::AdamW>(
      all, optim::AdamWOptions(s.lr).betas(betas).eps(s.eps).weight_decay(s.weight_decay));
}

TEST_P(Optimizer, AgreesWithLibTorchsOwn) {
  const OptimizerSettings settings = GetParam();
  Flat flat(settings);
  Flat other(settings);
  FlatOptimizer optimizer(settings, flat.arrays);
  at::Tensor weights = other.arrays.weights;
  weights.set_requires_grad(true);
  weights.mutable_grad() = other.arrays.gradients;
  const auto reference = libTorchs(settings, weights);
  for (int step = 1; step <= kOracleSteps; ++step) {
    flat.setGradient(step);
    other.setGradient(step);
    optimizer.step();
    reference->step();
  }
  for (std::int64_t i = 0; i < kParameters; ++i) {
    ASSERT_NEAR(flat.arrays.weights.const_data_ptr<float>()[i],
                other.arrays.weights.const_data_ptr<float>()[i], 2e-6)
        << i;
  }
}

TEST_P(Optimizer, UndoneStepLeavesNoTrace) {
  const OptimizerSettings settings = GetParam();
  Flat with(settings);
  Flat without(settings);
  FlatOptimizer undone(settings, with.arrays);
  FlatOptimizer straight(settings, without.arrays);
  for (int step = 1; step <= 10; ++step) {
    with.setGradient(step);
    without.setGradient(step);
    if (step == 6) {
      const std::vector<at::Tensor> arrays = {with.arrays.weights, with.arrays.first,
                                              with.arrays.second};
      std::vector<at::Tensor> saved;
      for (const auto& array : arrays) saved.push_back(array.defined() ? array.clone() : array);
      undone.step();
      undone.undo();
      for (std::size_t i = 0; i < arrays.size(); ++i) {
        if (arrays[i].defined()) arrays[i].copy_(saved[i]);
      }
    }
    undone.step();
    straight.step();
  }
  EXPECT_TRUE(with.arrays.weights.equal(without.arrays.weights));
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, Optimizer,
    testing::Values(OptimizerSettings{.kind = Kind::kSgd, .lr = 0.1},
                    OptimizerSettings{.kind = Kind::kSgd, .lr = 0.1, .weight_decay = 0.01},
                    OptimizerSettings{
                        .kind = Kind::kSgd, .lr = 0.05, .momentum = 0.9, .weight_decay = 0.001},
                    OptimizerSettings{.kind = Kind::kAdam, .lr = 0.02},
                    OptimizerSettings{.kind = Kind::kAdam, .lr = 0.02, .weight_decay = 0.01},
                    OptimizerSettings{.kind = Kind::kAdamW, .lr = 0.02, .weight_decay = 0.01}));

TEST(Optimizer, TakesANewRateFromTheNextStepOn) {
  const OptimizerSettings settings{.kind = Kind::kSgd, .lr = 0.1};
  Flat flat(settings);
  FlatOptimizer optimizer(settings, flat.arrays);
  flat.arrays.weights.zero_();
  flat.arrays.gradients.fill_(1.0);
  optimizer.step();
  optimizer.setRate(0.5);
  optimizer.step();
  EXPECT_FLOAT_EQ(flat.arrays.weights.const_data_ptr<float>()[7], -0.6F);
}

TEST(Optimizer, TakesANewWeightDecayFromTheNextStepOn) {
  const OptimizerSettings settings{.kind = Kind::kSgd, .lr = 0.5};
  Flat flat(settings);
  FlatOptimizer optimizer(settings, flat.arrays);
  flat.arrays.weights.fill_(1.0);
  optimizer.step();
  EXPECT_EQ(flat.arrays.weights.const_data_ptr<float>()[7], 1.0F);
  optimizer.setWeightDecay(0.25);
  optimizer.step();
  EXPECT_EQ(flat.arrays.weights.const_data_ptr<float>()[7], 0.875F);
  EXPECT_EQ(optimizer.weightDecay(), 0.25);
}

TEST(Optimizer, StepsByAFactorOfItsRateWithoutChangingTheRate) {
  const OptimizerSettings settings{.kind = Kind::kSgd, .lr = 0.5};
  Flat flat(settings);
  FlatOptimizer optimizer(settings, flat.arrays);
  flat.arrays.weights.zero_();
  flat.arrays.gradients.fill_(1.0);
  optimizer.step(0.25);
  EXPECT_EQ(flat.arrays.weights.const_data_ptr<float>()[7], -0.125F);
  EXPECT_EQ(optimizer.rate(), 0.5);
}

}  // namespace
}  // namespace emascope
