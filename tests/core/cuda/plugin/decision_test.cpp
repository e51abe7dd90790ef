// SPDX-License-Identifier: Apache-2.0
//
// The kernels that begin a step: norm and bad values of the gradient, clipping, the step count, the
// constants, and what is recorded.
#include "tests/core/cuda/plugin/step_case.h"
#include "tests/support/cuda_on_host.h"
#include "tests/support/not_a_number.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

void decide(StepCase& c) {
  const EmascopeCudaDecision d = c.decision();
  ASSERT_EQ(emascopeCudaDecideStep(&d, nullptr), EMASCOPE_CUDA_OK);
}

/// Three gradients of norm 5, and zeros.
StepCase withNormFive() {
  StepCase c({.count = 100});
  for (std::size_t i = 0; i < 100; ++i) c.setGradient(i, 0.0);
  c.setGradient(1, 3.0);
  c.setGradient(98, -4.0);
  return c;
}

TEST(Norm, IsTheRootOfTheSumOfSquares) {
  for (const int type : kTypes) {
    for (const std::size_t count :
         {std::size_t{1}, std::size_t{3}, std::size_t{17}, kChunk - 1, kChunk, 3 * kChunk + 5}) {
      StepCase c({.type = type, .count = count});
      long double squares = 0.0L;
      for (std::size_t i = 0; i < count; ++i)
        squares += static_cast<long double>(c.gradient(i)) * c.gradient(i);
      decide(c);
      const auto norm = static_cast<double>(std::sqrt(squares));
      EXPECT_NEAR(c.progress.norm, norm, 1e-14 * norm) << type << ' ' << count;
      EXPECT_TRUE(c.guardsStand());
    }
  }
}

TEST(Norm, HasTheSameBitsForEveryGridAlignmentAndRun) {
  for (const int type : kTypes) {
    std::vector<double> norms;
    for (const unsigned blocks : {1U, 2U, 5U, 9U, 9U}) {
      for (const std::size_t offset : {0U, 1U, 3U}) {
        StepCase c(
            {.type = type, .count = 4 * kChunk + 77, .gradient_offset = offset, .blocks = blocks});
        decide(c);
        norms.push_back(c.progress.norm);
      }
    }
    EXPECT_GT(norms.front(), 1.0);
    EXPECT_THAT(norms, testing::Each(norms.front()));
  }
}

TEST(Norm, OfTheLargestGradientsIsFinite) {
  StepCase c({.count = 1000});
  constexpr double kLargest = std::numeric_limits<float>::max();
  for (std::size_t i = 0; i < 1000; ++i) c.setGradient(i, kLargest);
  decide(c);
  EXPECT_EQ(c.progress.skip, EMASCOPE_CUDA_NONE_BAD);
  EXPECT_NEAR(c.progress.norm / kLargest, std::sqrt(1000.0), 1e-12);
}

TEST(Norm, IsZeroWithoutGradients) {
  StepCase c({.count = 0});
  decide(c);
  EXPECT_EQ(c.progress.norm, 0.0);
  EXPECT_EQ(c.progress.steps, 1U);
}

TEST(Clipping, ByNormIsPyTorchs) {
  StepCase c = withNormFive();
  c.settings.clip_norm = 2.0;
  decide(c);
  EXPECT_EQ(c.progress.norm, 5.0);
  EXPECT_EQ(c.progress.constants.clip_factor, static_cast<float>(2.0 / (5.0 + 1e-6)));
  c.settings.clip_norm = 6.0;
  decide(c);
  EXPECT_EQ(c.progress.constants.clip_factor, 1.0F);
  c.settings.clip_norm = 0.0;
  decide(c);
  EXPECT_EQ(c.progress.constants.clip_factor, 1.0F);
}

TEST(Clipping, ByValueComesBeforeTheNorm) {
  StepCase c = withNormFive();
  c.settings.gradient_scale = 2.0;  // 6 and -8
  c.settings.clip_value = 1.5;
  decide(c);
  EXPECT_EQ(c.progress.norm, std::sqrt(2 * 1.5 * 1.5));
  EXPECT_EQ(c.progress.constants.clip_value, 1.5F);
  EXPECT_EQ(c.progress.constants.gradient_scale, 2.0F);
}

TEST(Clipping, ByValueHidesNoBadGradient) {
  for (const float bad : {kFloatNan, kInfinity, -kInfinity}) {
    StepCase c = withNormFive();
    c.settings.clip_value = 1.0;
    c.setGradient(40, bad);
    decide(c);
    EXPECT_EQ(c.progress.skip, 40U) << bad;
    EXPECT_TRUE(std::isnan(c.progress.norm));
  }
}

TEST(Skip, NamesTheFirstBadGradientAtEachPlace) {
  for (const int type : kTypes) {
    for (std::size_t place = 0; place < 17; ++place) {
      StepCase c({.type = type, .count = 17, .gradient_offset = place % 4});
      c.setGradient(16, -kInfinity);
      c.setGradient(place, kFloatNan);
      decide(c);
      EXPECT_EQ(c.progress.skip, place) << type;
    }
    const std::size_t count = 2 * kChunk + 13;
    for (const std::size_t place : {std::size_t{0}, kChunk - 1, kChunk, count - 4, count - 1}) {
      StepCase c({.type = type, .count = count, .blocks = 2});
      c.setGradient(count - 1, kFloatNan);
      c.setGradient(place, kInfinity);
      decide(c);
      EXPECT_EQ(c.progress.skip, place) << type;
    }
  }
}

TEST(Skip, AGradientThatItsScaleMakesInfiniteIsBad) {
  StepCase c({.count = 20});
  c.setGradient(7, 1e30);
  c.settings.gradient_scale = 1e20;
  decide(c);
  EXPECT_EQ(c.progress.skip, 7U);
}

TEST(Skip, ABadLossLeavesTheStepOut) {
  for (const float bad : {kFloatNan, kInfinity, -kInfinity}) {
    StepCase c({.count = 20});
    EmascopeCudaDecision d = c.decision();
    d.loss = &bad;
    ASSERT_EQ(emascopeCudaDecideStep(&d, nullptr), EMASCOPE_CUDA_OK);
    EXPECT_EQ(c.progress.skip, EMASCOPE_CUDA_BAD_LOSS);
    EXPECT_EQ(c.progress.steps, 0U);
  }
}

TEST(Skip, CountsStepsAndSkippedOnes) {
  StepCase c({.count = 20});
  decide(c);
  c.setGradient(3, kFloatNan);
  decide(c);
  decide(c);
  EXPECT_EQ(c.progress.steps, 1U);
  EXPECT_EQ(c.progress.skipped, 2U);
  EXPECT_EQ(c.progress.skipped_in_row, 2U);
  c.newGradients(1);
  decide(c);
  EXPECT_EQ(c.progress.steps, 2U);
  EXPECT_EQ(c.progress.skipped, 2U);
  EXPECT_EQ(c.progress.skipped_in_row, 0U);
  EXPECT_EQ(c.progress.skip, EMASCOPE_CUDA_NONE_BAD);
}

TEST(Constants, OfTheBiasCorrectionAreThoseOfTheCpu) {
  // std::pow and repeated squaring round differently, so a float may be the neighbor.
  const auto expectNeighbor = [](float found, double exact, unsigned long long step) {
    const auto expected = static_cast<float>(exact);
    EXPECT_LE(std::abs(found - expected), std::nextafter(expected, kInfinity) - expected) << step;
  };
  StepCase c({.count = 0});
  const double betas[][2] = {{0.9, 0.999}, {0.5, 0.9}, {0.0, 0.9999}, {0.95, 0.98}};
  for (const auto& [beta1, beta2] : betas) {
    for (const unsigned long long step :
         {1ULL, 2ULL, 3ULL, 10ULL, 999ULL, 65537ULL, 100000000ULL}) {
      c.settings.beta1 = beta1;
      c.settings.beta2 = beta2;
      c.progress.steps = step - 1;
      decide(c);
      const auto t = static_cast<double>(step);
      const EmascopeCudaConstants& found = c.progress.constants;
      expectNeighbor(found.adam_rate, c.settings.rate / (1.0 - std::pow(beta1, t)), step);
      expectNeighbor(found.correction2, 1.0 / std::sqrt(1.0 - std::pow(beta2, t)), step);
    }
  }
}

TEST(Constants, TakeTheRateFactorOfTheStep) {
  StepCase c({.count = 20});
  const double factors[] = {0.1, 0.2, 0.3};
  EmascopeCudaDecision d = c.decision();
  d.rate_factors = factors;
  d.rate_factor_count = 3;
  for (const double factor : {0.1, 0.2, 0.3, 0.1}) {
    ASSERT_EQ(emascopeCudaDecideStep(&d, nullptr), EMASCOPE_CUDA_OK);
    EXPECT_EQ(c.progress.constants.rate, static_cast<float>(c.settings.rate * factor));
  }
  c.setGradient(0, kFloatNan);  // uses up its factor, 0.2
  ASSERT_EQ(emascopeCudaDecideStep(&d, nullptr), EMASCOPE_CUDA_OK);
  c.newGradients(1);
  ASSERT_EQ(emascopeCudaDecideStep(&d, nullptr), EMASCOPE_CUDA_OK);
  EXPECT_EQ(c.progress.constants.rate, static_cast<float>(c.settings.rate * 0.3));
}

TEST(Records, TellOfEachStepInARing) {
  StepCase c = withNormFive();
  c.settings.clip_norm = 10.0;
  std::vector<EmascopeCudaRecord> records(4);
  records[3].step = 4242;  // the guard
  float loss = 0.0F;
  EmascopeCudaDecision d = c.decision();
  d.loss = &loss;
  d.records = records.data();
  d.record_count = 3;
  for (const float value : {1.5F, kFloatNan, 2.5F, 3.5F}) {
    loss = value;
    ASSERT_EQ(emascopeCudaDecideStep(&d, nullptr), EMASCOPE_CUDA_OK);
  }
  EXPECT_EQ(records[0].step, 4U);  // the first one's place
  EXPECT_EQ(records[0].loss, 3.5F);
  EXPECT_EQ(records[0].norm, 5.0);
  EXPECT_EQ(records[0].rate, c.settings.rate);
  EXPECT_EQ(records[0].clip_factor, 1.0F);
  EXPECT_EQ(records[0].skip, EMASCOPE_CUDA_NONE_BAD);
  EXPECT_EQ(records[1].step, 2U);
  EXPECT_EQ(records[1].skip, EMASCOPE_CUDA_BAD_LOSS);
  EXPECT_TRUE(std::isnan(records[1].loss));
  EXPECT_EQ(records[2].step, 3U);
  EXPECT_EQ(records[3].step, 4242U);
}

/// What two launches over three chunks, with the barrier number `missing` taken away, tell of.
std::string raceWithout(int missing) {
  StepCase c({.count = 3 * kChunk, .blocks = 1});
  const EmascopeCudaDecision d = c.decision();
  cuda::takeWatched();
  cuda::plantMissingBarrier(missing);
  const int code = emascopeCudaDecideStep(&d, nullptr);
  cuda::plantMissingBarrier(-1);
  EXPECT_EQ(code, EMASCOPE_CUDA_OK);
  return cuda::takeWatched().race;
}

TEST(DecisionBarriers, NoneIsMissing) { EXPECT_EQ(raceWithout(-1), ""); }

TEST(DecisionBarriers, EachThatIsTakenAwayIsNoticed) {
  // Two for each of three chunks, and nine where the chunks are added up.
  for (int missing = 0; missing < 9; ++missing)
    EXPECT_THAT(raceWithout(missing), testing::HasSubstr("element")) << missing;
}

TEST(DecisionRefusals, NameWhatIsWrongAndLaunchNothing) {
  const auto code = [](void (*spoil)(EmascopeCudaDecision&)) {
    StepCase c({.count = 100});
    EmascopeCudaDecision d = c.decision();
    spoil(d);
    cuda::takeWatched();
    const int found = emascopeCudaDecideStep(&d, nullptr);
    EXPECT_EQ(cuda::takeWatched().launches, 0U);
    EXPECT_EQ(c.progress.steps, 0U);
    return found;
  };
  using Call = EmascopeCudaDecision;
  EXPECT_EQ(code([](Call& d) { d.gradients_type = 3; }), EMASCOPE_CUDA_TYPE);
  EXPECT_EQ(code([](Call& d) { d.gradients = nullptr; }), EMASCOPE_CUDA_NULL);
  EXPECT_EQ(code([](Call& d) { d.settings = nullptr; }), EMASCOPE_CUDA_NULL);
  EXPECT_EQ(code([](Call& d) { d.progress = nullptr; }), EMASCOPE_CUDA_NULL);
  EXPECT_EQ(code([](Call& d) { d.scratch = nullptr; }), EMASCOPE_CUDA_SCRATCH);
  EXPECT_EQ(code([](Call& d) { d.scratch = static_cast<char*>(d.scratch) + 4; }),
            EMASCOPE_CUDA_ADDRESS);
  EXPECT_EQ(code([](Call& d) { d.rate_factors = &d.settings->rate; }), EMASCOPE_CUDA_RING);
  EXPECT_EQ(code([](Call& d) {
              d.records = static_cast<EmascopeCudaRecord*>(d.scratch);
              d.record_count = 0;
            }),
            EMASCOPE_CUDA_RING);
  EXPECT_EQ(emascopeCudaDecideStep(nullptr, nullptr), EMASCOPE_CUDA_NULL);
}

}  // namespace
}  // namespace emascope
