// SPDX-License-Identifier: Apache-2.0
//
// The optimizers' kernels, their threads run by the host, against the CPU's loops. All bits must be
// equal, as each operation is one that IEEE 754 rounds correctly.
#include "tests/core/cuda/plugin/step_case.h"
#include "tests/support/cuda_on_host.h"
#include "tests/support/not_a_number.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

void expectTheLoopsBits(const StepShape& shape, int steps = 1) {
  SCOPED_TRACE(testing::Message() << shape.rule.name << ", type " << shape.type << ", "
                                  << shape.count << " values, offsets " << shape.gradient_offset
                                  << ", " << shape.weight_offset << " and " << shape.moment_offset
                                  << ", blocks " << shape.blocks);
  StepCase c(shape);
  for (int number = 1; number <= steps; ++number) {
    c.newGradients(number);
    const auto expected = c.expected(number);
    ASSERT_EQ(c.run(), EMASCOPE_CUDA_OK);
    ASSERT_TRUE(c.bits() == expected) << "step " << number;
    ASSERT_TRUE(c.guardsStand());
  }
}

class EveryOptimizer : public testing::TestWithParam<StepRule> {};
INSTANTIATE_TEST_SUITE_P(Step, EveryOptimizer, testing::ValuesIn(kStepRules),
                         [](const auto& rule) { return std::string(rule.param.name); });

TEST_P(EveryOptimizer, GivesTheBitsOfTheCpusLoops) {
  for (const int type : kTypes)
    expectTheLoopsBits({.rule = GetParam(), .type = type, .count = kChunk + 1027}, 4);
}

TEST_P(EveryOptimizer, EndsWhereTheWeightsEnd) {
  for (const int type : kTypes) {
    for (std::size_t count = 0; count <= 17; ++count)
      expectTheLoopsBits({.rule = GetParam(), .type = type, .count = count});
  }
}

TEST_P(EveryOptimizer, TakesViewsAtAnyElement) {
  for (std::size_t offset = 1; offset < 4; ++offset) {
    expectTheLoopsBits({.rule = GetParam(), .count = 1031, .gradient_offset = offset});
    expectTheLoopsBits({.rule = GetParam(), .count = 1031, .weight_offset = offset});
    expectTheLoopsBits({.rule = GetParam(), .count = 1031, .moment_offset = offset});
  }
  for (const int type : {EMASCOPE_CUDA_BFLOAT16, EMASCOPE_CUDA_FLOAT16}) {
    for (std::size_t offset = 1; offset < 4; ++offset)
      expectTheLoopsBits(
          {.rule = GetParam(), .type = type, .count = 1031, .gradient_offset = offset});
  }
}

TEST_P(EveryOptimizer, IsTheSameForEveryGrid) {
  for (const unsigned blocks : {1U, 2U, 5U, 7U})
    expectTheLoopsBits({.rule = GetParam(), .count = 2 * kChunk + 77, .blocks = blocks});
}

TEST_P(EveryOptimizer, ClipsTheGradientAsTheCpuDoes) {
  StepCase c({.rule = GetParam(), .count = 200});
  c.settings.gradient_scale = 0.5;
  c.settings.clip_value = 0.15;
  c.settings.clip_norm = 0.7;
  const auto expected = c.expected(1);
  ASSERT_EQ(c.run(), EMASCOPE_CUDA_OK);
  EXPECT_LT(c.progress.constants.clip_factor, 1.0F);
  EXPECT_TRUE(c.bits() == expected);
}

TEST_P(EveryOptimizer, TakesOneLaunchAndSixteenBytesAtATime) {
  for (const int type : kTypes) {
    StepCase c({.rule = GetParam(), .type = type, .count = 2 * kChunk});
    const EmascopeCudaDecision decision = c.decision();
    ASSERT_EQ(emascopeCudaDecideStep(&decision, nullptr), EMASCOPE_CUDA_OK);
    const EmascopeCudaStep step = c.step();
    cuda::takeWatched();
    ASSERT_EQ(emascopeCudaTakeStep(&step, nullptr), EMASCOPE_CUDA_OK);
    const cuda::Watched watched = cuda::takeWatched();
    EXPECT_EQ(watched.launches, 1U);
    const std::size_t bytes = type == EMASCOPE_CUDA_FLOAT32 ? 4 : 2;
    const auto arrays = static_cast<std::size_t>(GetParam().moments) + 1;
    // The gradients, and each array there and back.
    EXPECT_EQ(watched.wide, 2 * kChunk * (bytes + 2 * arrays * sizeof(float)) / 16);
  }
}

TEST_P(EveryOptimizer, LeavesABadStepOutAsIfItHadNotBeen) {
  const StepShape shape = {.rule = GetParam(), .count = 300};
  StepCase c(shape);
  StepCase without(shape);
  for (const int number : {1, 2, 3}) {
    c.newGradients(number);
    without.newGradients(number);
    if (number == 2) {
      const auto before = c.bits();
      c.setGradient(123, kFloatNan);
      ASSERT_EQ(c.run(), EMASCOPE_CUDA_OK);
      EXPECT_TRUE(c.bits() == before);
      EXPECT_EQ(c.progress.steps, 1U);
      continue;
    }
    ASSERT_EQ(c.run(), EMASCOPE_CUDA_OK);
    ASSERT_EQ(without.run(), EMASCOPE_CUDA_OK);
  }
  EXPECT_TRUE(c.bits() == without.bits());
  EXPECT_EQ(c.progress.steps, 2U);
}

TEST_P(EveryOptimizer, ChangesNothingWhereverAGradientIsBad) {
  for (const std::size_t count : {std::size_t{1}, std::size_t{7}, std::size_t{17}}) {
    StepCase c({.rule = GetParam(), .count = count});
    const auto before = c.bits();
    for (std::size_t place = 0; place < count; ++place) {
      c.newGradients(1);
      c.setGradient(place, place % 2 == 0 ? kFloatNan : std::numeric_limits<float>::infinity());
      ASSERT_EQ(c.run(), EMASCOPE_CUDA_OK);
      EXPECT_EQ(c.progress.skip, place);
      EXPECT_TRUE(c.bits() == before) << place;
    }
  }
}

TEST(Step, AnEditIsInForceFromTheNextStepOn) {
  for (const StepRule& rule : kStepRules) {
    StepCase c({.rule = rule, .count = 40});
    ASSERT_EQ(c.run(), EMASCOPE_CUDA_OK);
    c.settings.rate = 0.3;
    c.settings.weight_decay = 0.02;
    c.settings.beta1 = 0.8;
    const auto expected = c.expected(2);
    ASSERT_EQ(c.run(), EMASCOPE_CUDA_OK);
    EXPECT_TRUE(c.bits() == expected) << rule.name;
  }
}

TEST(Step, ThatSpoilsAWeightIsToldAndEndsTheSteps) {
  StepCase c({.count = 100});
  c.setGradient(60, 1e30);
  c.settings.rate = 1e30;
  ASSERT_EQ(c.run(), EMASCOPE_CUDA_OK);
  EXPECT_EQ(c.progress.bad_weight, 60U);
  const auto before = c.bits();
  c.settings.rate = 0.1;
  c.newGradients(2);
  ASSERT_EQ(c.run(), EMASCOPE_CUDA_OK);
  EXPECT_EQ(c.progress.skip, EMASCOPE_CUDA_BAD_WEIGHTS);
  EXPECT_TRUE(c.bits() == before);
}

TEST(Step, ThatSpoilsAMomentIsTold) {
  StepCase c({.rule = kStepRules[3], .count = 100});
  c.setGradient(99, 1e30);  // its square is infinite
  ASSERT_EQ(c.run(), EMASCOPE_CUDA_OK);
  EXPECT_EQ(c.progress.bad_weight, 99U);
}

TEST(Step, TheLimitItselfIsBad) {
  StepCase c({.count = 10});
  c.settings.rate = 0.0;
  c.array(0)[4] = -8.0F;
  const EmascopeCudaDecision decision = c.decision();
  EmascopeCudaStep step = c.step();
  step.limit = 8.0F;
  ASSERT_EQ(emascopeCudaDecideStep(&decision, nullptr), EMASCOPE_CUDA_OK);
  ASSERT_EQ(emascopeCudaTakeStep(&step, nullptr), EMASCOPE_CUDA_OK);
  EXPECT_EQ(c.progress.bad_weight, 4U);
}

/// An average of `c`'s weights after emascopeCudaUpdateTracks() with the words of its progress.
float averageAfter(StepCase& c) {
  std::vector<float> average(16, 3.0F);
  const float rate = 0.5F;
  float* address = average.data();
  EmascopeCudaUpdate update = {};
  update.online = c.array(0);
  update.online_type = EMASCOPE_CUDA_FLOAT32;
  update.count = 16;
  update.averages = &address;
  update.rates = &rate;
  update.tracks = 1;
  update.limit = std::numeric_limits<float>::infinity();
  update.skip = &c.progress.skip;
  update.skip_too = &c.progress.bad_weight;
  EXPECT_EQ(emascopeCudaUpdateTracks(&update, nullptr), EMASCOPE_CUDA_OK);
  return average.front();
}

TEST(Step, AveragesFollowItAlone) {
  StepCase c({.count = 16});
  c.setGradient(9, kFloatNan);
  ASSERT_EQ(c.run(), EMASCOPE_CUDA_OK);
  EXPECT_EQ(averageAfter(c), 3.0F);
  c.newGradients(2);
  ASSERT_EQ(c.run(), EMASCOPE_CUDA_OK);
  EXPECT_EQ(averageAfter(c), 3.0F + 0.5F * (c.array(0)[0] - 3.0F));
  c.settings.rate = std::numeric_limits<double>::infinity();
  ASSERT_EQ(c.run(), EMASCOPE_CUDA_OK);
  EXPECT_EQ(averageAfter(c), 3.0F);  // the weights are bad
}

TEST(StepRefusals, NameWhatIsWrongAndLaunchNothing) {
  const auto code = [](void (*spoil)(EmascopeCudaStep&)) {
    StepCase c({.rule = kStepRules[3], .count = 100});
    EmascopeCudaStep step = c.step();
    spoil(step);
    cuda::takeWatched();
    const int found = emascopeCudaTakeStep(&step, nullptr);
    EXPECT_EQ(cuda::takeWatched().launches, 0U);
    return found;
  };
  using Call = EmascopeCudaStep;
  EXPECT_EQ(code([](Call& s) { s.optimizer = -1; }), EMASCOPE_CUDA_OPTIMIZER);
  EXPECT_EQ(code([](Call& s) { s.optimizer = 5; }), EMASCOPE_CUDA_OPTIMIZER);
  EXPECT_EQ(code([](Call& s) { s.gradients_type = 3; }), EMASCOPE_CUDA_TYPE);
  EXPECT_EQ(code([](Call& s) { s.limit = kFloatNan; }), EMASCOPE_CUDA_LIMIT);
  EXPECT_EQ(code([](Call& s) { s.progress = nullptr; }), EMASCOPE_CUDA_NULL);
  EXPECT_EQ(code([](Call& s) { s.weights = nullptr; }), EMASCOPE_CUDA_NULL);
  EXPECT_EQ(code([](Call& s) { s.gradients = nullptr; }), EMASCOPE_CUDA_NULL);
  EXPECT_EQ(code([](Call& s) { s.second = nullptr; }), EMASCOPE_CUDA_MOMENTS);
  EXPECT_EQ(code([](Call& s) { s.first = nullptr; }), EMASCOPE_CUDA_MOMENTS);
  EXPECT_EQ(code([](Call& s) { s.optimizer = EMASCOPE_CUDA_LION; }), EMASCOPE_CUDA_MOMENTS);
  EXPECT_EQ(code([](Call& s) { s.optimizer = EMASCOPE_CUDA_SGD; }), EMASCOPE_CUDA_MOMENTS);
  EXPECT_EQ(code([](Call& s) {
              s.optimizer = EMASCOPE_CUDA_SGD;
              s.nesterov = 1;
              s.first = s.second = nullptr;
            }),
            EMASCOPE_CUDA_MOMENTS);
  EXPECT_EQ(code([](Call& s) {
              s.first = reinterpret_cast<float*>(reinterpret_cast<char*>(s.first) + 2);
            }),
            EMASCOPE_CUDA_ADDRESS);
  EXPECT_EQ(emascopeCudaTakeStep(nullptr, nullptr), EMASCOPE_CUDA_NULL);
}

TEST(StepRefusals, AFailedLaunchIsTold) {
  StepCase c({.count = 100});
  const EmascopeCudaStep step = c.step();
  cuda::plantFailure(209);
  EXPECT_EQ(emascopeCudaTakeStep(&step, nullptr), EMASCOPE_CUDA_FAILED + 209);
}

}  // namespace
}  // namespace emascope
