// SPDX-License-Identifier: Apache-2.0
#include "core/ema/shadow.h"

#include "tests/core/ema/same_bits.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <stdexcept>

#include <gmock/gmock.h>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <ATen/ops/zeros.h>

namespace emascope {
namespace {

using testing::HasSubstr;

/// Two tensors under a constant decay, some updates on.
class ShadowTest : public testing::Test {
 protected:
  ShadowTest() {
    weight_.set_requires_grad(true);
    orThrow(shadow_.registerTensor("weight", weight_));
    orThrow(shadow_.registerTensor("half", half_));
    for (int step = 1; step <= 30; ++step) {
      moveTo(step);
      orThrow(shadow_.update());
    }
  }

  void moveTo(int step) {
    const at::NoGradGuard no_grad;
    weight_.fill_(valueAt(step));
    half_.fill_(-valueAt(step));
  }
  static double valueAt(int step) { return std::sin(0.9 * step) + 0.1 * step; }

  at::Tensor weight_ = at::zeros({3, 2});
  at::Tensor half_ = at::zeros({5}, at::TensorOptions().dtype(at::kHalf));
  Shadow shadow_ = orThrow(Shadow::make({"constant", {{"beta", 0.9}}}));
};

// The sum of 0.9^(n-k) 0.1 w_k; the first update copies.
TEST_F(ShadowTest, AgreesWithTheClosedForm) {
  double expected = std::pow(0.9, 29) * valueAt(1);
  for (int k = 2; k <= 30; ++k) expected += std::pow(0.9, 30 - k) * 0.1 * valueAt(k);
  const at::Tensor average = orThrow(shadow_.get("weight"));
  EXPECT_EQ(average.sizes(), weight_.sizes());
  EXPECT_NEAR(average[2][1].item<double>(), expected, 2e-6);
  EXPECT_NEAR(orThrow(shadow_.get("half"))[0].item<double>(), -expected, 2e-3);
}

TEST_F(ShadowTest, PutsTheAveragesInPlaceAndTheRawValuesBack) {
  const at::Tensor raw = weight_.detach().clone();
  const at::Tensor raw_half = half_.clone();
  {
    const auto applied = orThrow(shadow_.apply());
    EXPECT_TRUE(shadow_.applied());
    EXPECT_TRUE(at::equal(weight_.detach(), orThrow(shadow_.get("weight"))));
    EXPECT_TRUE(at::equal(half_, orThrow(shadow_.get("half")).to(at::kHalf)));
  }
  EXPECT_FALSE(shadow_.applied());
  EXPECT_TRUE(sameBits(weight_, raw));
  EXPECT_TRUE(sameBits(half_, raw_half));
}

TEST_F(ShadowTest, PutsTheRawValuesBackWhenTheEvaluationThrows) {
  const at::Tensor raw = weight_.detach().clone();
  try {
    const auto applied = orThrow(shadow_.apply());
    throw std::runtime_error("evaluation");
  } catch (const std::runtime_error&) {
    EXPECT_TRUE(sameBits(weight_, raw));
  }
  EXPECT_FALSE(shadow_.applied());
}

TEST_F(ShadowTest, PutsTheRawValuesBackOverWhateverWasWrittenMeanwhile) {
  const at::Tensor raw = weight_.detach().clone();
  {
    const auto applied = orThrow(shadow_.apply());
    const at::NoGradGuard no_grad;
    weight_.fill_(std::nan(""));
    half_.set_data(at::full({2}, 1.0F));
  }
  EXPECT_TRUE(sameBits(weight_, raw));
  EXPECT_EQ(half_.sizes(), at::IntArrayRef({5}));
}

TEST_F(ShadowTest, RefusesWhatWouldMixAveragesWithRawValues) {
  const auto applied = orThrow(shadow_.apply());
  EXPECT_FALSE(shadow_.apply().ok());
  EXPECT_THAT(shadow_.update().error().message(), HasSubstr("call restore() first"));
  EXPECT_FALSE(shadow_.save("/dev/null").ok());
  EXPECT_FALSE(shadow_.load("/dev/null", Prefer::kFile).ok());
}

TEST_F(ShadowTest, RestoresByHandAndTheOldGuardDoesNothingMore) {
  const at::Tensor raw = weight_.detach().clone();
  const auto first = std::make_unique<Shadow::Applied>(orThrow(shadow_.apply()));
  orThrow(shadow_.restore());
  EXPECT_TRUE(sameBits(weight_, raw));
  EXPECT_FALSE(shadow_.restore().ok());
  const auto second = orThrow(shadow_.apply());
  const_cast<std::unique_ptr<Shadow::Applied>&>(first).reset();
  EXPECT_TRUE(shadow_.applied());
  EXPECT_FALSE(sameBits(weight_, raw));
}

TEST_F(ShadowTest, RestoresWhenItGoesBeforeItsGuard) {
  const at::Tensor raw = weight_.detach().clone();
  std::optional<Shadow> moved(std::move(shadow_));
  const auto applied = orThrow(moved->apply());
  moved.reset();
  EXPECT_TRUE(sameBits(weight_, raw));
}

TEST(Shadow, BeginsAsTheTensorsWereWhenRegistered) {
  at::Tensor w = at::full({2}, 4.0F);
  Shadow shadow = orThrow(Shadow::make({"timm-v2", {{"decay", 0.5}}}));  // no copy at first
  orThrow(shadow.registerTensor("w", w));
  w.fill_(8.0);
  orThrow(shadow.update());
  EXPECT_EQ(orThrow(shadow.get("w"))[0].item<float>(), 6.0F);
}

TEST(Shadow, RefusesNamesThatAreTakenOrUnknownOrTooLate) {
  Shadow shadow = orThrow(Shadow::make());
  orThrow(shadow.registerTensor("w", at::zeros({2})));
  EXPECT_THAT(shadow.registerTensor("w", at::zeros({2})).error().message(),
              HasSubstr("w: is already registered"));
  EXPECT_FALSE(shadow.registerTensor("none", {}).ok());
  orThrow(shadow.update());
  EXPECT_FALSE(shadow.registerTensor("late", at::zeros({2})).ok());
  EXPECT_THAT(shadow.get("v").error().message(), HasSubstr("v: is not registered"));
  EXPECT_FALSE(Shadow::make({"no-such", {}}).ok());
}

TEST(Shadow, WithoutTensorsHasNothingToDo) {
  Shadow shadow = orThrow(Shadow::make());
  orThrow(shadow.update());
  const auto applied = orThrow(shadow.apply());
  EXPECT_FALSE(shadow.apply().ok());
}

TEST(Shadow, IsSavedAndLoaded) {
  const TemporaryFolder folder;
  at::Tensor w = at::full({2}, 4.0F);
  Shadow shadow = orThrow(Shadow::make({"constant", {{"beta", 0.5}}}));
  orThrow(shadow.registerTensor("w", w));
  orThrow(shadow.update());
  w.fill_(8.0);
  orThrow(shadow.update());
  orThrow(shadow.save(folder / "w.safetensors"));
  Shadow again = orThrow(Shadow::make({"constant", {{"beta", 0.5}}}));
  orThrow(again.registerTensor("w", w));
  orThrow(again.load(folder / "w.safetensors", Prefer::kRefuse));
  EXPECT_EQ(orThrow(again.get("w"))[1].item<float>(), 6.0F);
}

}  // namespace
}  // namespace emascope
