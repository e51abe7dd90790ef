// SPDX-License-Identifier: Apache-2.0
#include "core/models/kernels/digits_kernels.h"
#include "core/models/kernels/two_spirals_kernels.h"
#include "core/random/counter_random.h"
#include "core/simd/instruction_set.h"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope::kernels {
namespace {

std::vector<float> numbers(std::size_t count, double bound, std::uint64_t stream) {
  CounterRandom random(1, stream);
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(bound * (2.0 * random.uniform() - 1.0));
  return values;
}

double relativeDistance(const std::vector<float>& a, const std::vector<float>& b) {
  double distance = 0.0;
  double size = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    distance += std::pow(static_cast<double>(a[i]) - static_cast<double>(b[i]), 2);
    size += std::pow(static_cast<double>(b[i]), 2);
  }
  return std::sqrt(distance / size);
}

struct Outcome {
  float train_loss = 0.0F;
  std::vector<float> gradients = {};
  LossSums sums = {};
};

/// The tensors of the spirals' network, one behind the other in `at`.
template <typename Float>
SpiralsTensors<Float> spiralsIn(Float* at) {
  return {at, at + 64, at + 96, at + 1120, at + 1152, at + 1184};
}

Outcome spirals(InstructionSet set, std::int64_t count) {
  const std::vector<float> weights = numbers(1185, 0.4, 1);
  const std::vector<float> inputs = numbers(2 * static_cast<std::size_t>(count), 4.0, 2);
  std::vector<float> targets = numbers(static_cast<std::size_t>(count), 1.0, 3);
  for (float& target : targets) target = target > 0.0F ? 1.0F : 0.0F;
  const SpiralsBatch batch = {inputs.data(), targets.data(), count};
  Outcome outcome;
  outcome.gradients.resize(weights.size());
  outcome.train_loss = spiralsKernels(set).loss_and_gradients(
      spiralsIn(weights.data()), spiralsIn(outcome.gradients.data()), batch);
  outcome.sums = spiralsKernels(set).evaluate(spiralsIn(weights.data()), batch);
  return outcome;
}

template <typename Float>
DigitsTensors<Float> digitsIn(Float* at) {
  return {at, at + 144, at + 160, at + 176, at + 4784, at + 4816, at + 4848, at + 6128};
}

Outcome digits(InstructionSet set, std::int64_t count) {
  std::vector<float> weights = numbers(6138, 0.1, 1);
  for (std::size_t i = 0; i < 16; ++i) weights[144 + i] = 1.0F;
  for (std::size_t i = 0; i < 32; ++i) weights[4784 + i] = 1.0F;
  const std::vector<float> inputs = numbers(64 * static_cast<std::size_t>(count), 1.0, 2);
  std::vector<std::int64_t> targets;
  for (std::int64_t i = 0; i < count; ++i) targets.push_back(i * 7 % 10);
  const DigitsBatch batch = {inputs.data(), targets.data(), count};
  std::vector<float> mean(48, 0.0F);
  std::vector<float> variance(48, 1.0F);
  std::vector<float> workspace(digitsKernels(set).workspace(count));
  Outcome outcome;
  outcome.gradients.resize(weights.size());
  outcome.train_loss = digitsKernels(set).loss_and_gradients(
      digitsIn<const float>(weights.data()), digitsIn(outcome.gradients.data()),
      {mean.data(), variance.data(), mean.data() + 16, variance.data() + 16}, batch,
      workspace.data());
  outcome.sums = digitsKernels(set).evaluate(
      digitsIn<const float>(weights.data()),
      {mean.data(), variance.data(), mean.data() + 16, variance.data() + 16}, batch);
  return outcome;
}

class EveryInstructionSet : public testing::TestWithParam<InstructionSet> {
 protected:
  void SetUp() override {
    if (!isUsable(GetParam())) GTEST_SKIP() << "this processor does not have it";
  }
  static void expectAgreement(const Outcome& ours, const Outcome& theirs, std::int64_t count) {
    EXPECT_NEAR(ours.train_loss, theirs.train_loss, 1e-6F * theirs.train_loss) << count;
    EXPECT_LT(relativeDistance(ours.gradients, theirs.gradients), 2e-6) << count;
    EXPECT_NEAR(ours.sums.loss, theirs.sums.loss, 1e-6 * theirs.sums.loss) << count;
    EXPECT_EQ(ours.sums.correct, theirs.sums.correct) << count;
  }
};

INSTANTIATE_TEST_SUITE_P(Kernels, EveryInstructionSet,
                         testing::Values(InstructionSet::kPortable, InstructionSet::kAvx2,
                                         InstructionSet::kAvx512),
                         [](const auto& each) { return std::string(nameOf(each.param)); });

TEST_P(EveryInstructionSet, ComputesTheSpiralsAlike) {
  for (const std::int64_t count : {1, 3, 15, 16, 17, 100}) {
    expectAgreement(spirals(GetParam(), count), spirals(InstructionSet::kPortable, count), count);
  }
}

TEST_P(EveryInstructionSet, ComputesTheDigitsAlike) {
  for (const std::int64_t count : {1, 3, 15, 16, 17, 40}) {
    expectAgreement(digits(GetParam(), count), digits(InstructionSet::kPortable, count), count);
  }
}

TEST_P(EveryInstructionSet, GivesTheSameBitsAgain) {
  EXPECT_EQ(digits(GetParam(), 32).gradients, digits(GetParam(), 32).gradients);
  EXPECT_EQ(spirals(GetParam(), 16).gradients, spirals(GetParam(), 16).gradients);
}

TEST_P(EveryInstructionSet, StaysFiniteFarFromZero) {
  std::vector<float> weights = numbers(1185, 50.0, 1);
  const std::vector<float> inputs = numbers(32, 1e6, 2);
  const std::vector<float> targets(16, 1.0F);
  std::vector<float> gradients(weights.size());
  const float loss =
      spiralsKernels(GetParam())
          .loss_and_gradients(spiralsIn<const float>(weights.data()), spiralsIn(gradients.data()),
                              {inputs.data(), targets.data(), 16});
  EXPECT_TRUE(std::isfinite(loss));
  for (const float gradient : gradients) ASSERT_TRUE(std::isfinite(gradient));
}

}  // namespace
}  // namespace emascope::kernels
