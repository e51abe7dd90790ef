// SPDX-License-Identifier: Apache-2.0
//
// Optimizers and learning-rate schedules as they are typed.
#include "core/protocol/spec/method_spec.h"

#include "core/protocol/spec/optimizer_settings.h"
#include "core/protocol/spec/rate_schedules.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::HasSubstr;

std::string refusal(const std::string& text, const std::vector<MethodInfo>& methods) {
  const auto read = readMethod(text, methods, "--choice");
  return read ? "accepted" : read.error().message();
}

TEST(Method, IsReadWithItsParameters) {
  const auto read = readMethod("cosine,warmup=100,floor=1/100", rateSchedules(), "lr-schedule");
  ASSERT_TRUE(read.ok()) << read.error().message();
  EXPECT_EQ(*read, (MethodSpec{"cosine", {{"floor", 0.01}, {"warmup", 100.0}}}));
}

TEST(Method, IsReadWithCapitalLettersAndWithBlanksAfterCommas) {
  const MethodSpec sgd{"sgd", {{"momentum", 0.9}, {"weight_decay", 0.01}}};
  const auto read = readMethod("SGD, momentum=0.9,  weight_decay=0.01", optimizers(), "optimizer");
  ASSERT_TRUE(read.ok()) << read.error().message();
  EXPECT_EQ(*read, sgd);
  for (const MethodInfo& info : optimizers()) {
    const auto labeled = readMethod(info.label, optimizers(), "optimizer");
    ASSERT_TRUE(labeled.ok()) << labeled.error().message();
    EXPECT_EQ(labeled->kind, info.id);
  }
}

TEST(Method, ReadsWhatItHasWritten) {
  for (const std::string text : {"linear", "step,every=10,factor=0.5", "exponential,gamma=0.99"}) {
    EXPECT_EQ(methodOption(readMethod(text, rateSchedules(), "").value(), rateSchedules()), text);
  }
  const MethodSpec usual{"cosine", {{"floor", 0.0}}};
  EXPECT_EQ(readMethod(methodOption(usual, rateSchedules()), rateSchedules(), "").value(), usual);
  const std::string sgd = "sgd,momentum=0.9,nesterov=true";
  EXPECT_EQ(methodOption(readMethod(sgd, optimizers(), "").value(), optimizers()), sgd);
}

TEST(Method, SaysWhatIsWrongAndWhatIsAllowed) {
  EXPECT_EQ(refusal("cos", rateSchedules()),
            "--choice: 'cos' is not known; allowed: constant, cosine, linear, step, exponential, "
            "one-cycle");
  EXPECT_EQ(refusal("", optimizers()),
            "--choice: '' is not known; allowed: sgd, adam, adamw, rmsprop, lion");
  EXPECT_THAT(refusal("cosine,every=5", rateSchedules()),
              HasSubstr("'every' is not a parameter of cosine; allowed: floor, warmup"));
  EXPECT_THAT(refusal("cosine,floor=2", rateSchedules()),
              HasSubstr("--choice cosine: floor: 2 is not allowed; allowed: at least 0"));
  EXPECT_THAT(refusal("cosine,warmup=2.5", rateSchedules()), HasSubstr("a whole number"));
  EXPECT_THAT(refusal("cosine,", rateSchedules()),
              HasSubstr("'' is not key=value; allowed: KIND{,key=value}"));
  EXPECT_THAT(refusal("cosine,floor=0,floor=1", rateSchedules()), HasSubstr("given twice"));
  EXPECT_THAT(refusal("sgd,nesterov=perhaps", optimizers()), HasSubstr("allowed: false, true"));
  EXPECT_THAT(refusal("lion,eps=1", optimizers()), HasSubstr("'eps' is not a parameter of lion"));
  EXPECT_THAT(refusal("step,every=nan", rateSchedules()), HasSubstr("not a finite number"));
}

TEST(RateSchedule, WarmsUpWithinTheRunOnly) {
  const MethodSpec spec{"constant", {{"warmup", 100.0}}};
  EXPECT_TRUE(checkRateSchedule(spec, 101, "lr-schedule").ok());
  EXPECT_EQ(checkRateSchedule(spec, 100, "lr-schedule").error().message(),
            "lr-schedule constant: warmup: 100 steps do not fit into a run of 100; allowed: "
            "below 100");
}

TEST(Optimizer, HasPyTorchsInitialValues) {
  const auto of = [](const char* kind) { return optimizerOf({kind, {}}, 0.5); };
  EXPECT_EQ(of("sgd"), (OptimizerSettings{.kind = OptimizerSettings::Kind::kSgd, .lr = 0.5}));
  EXPECT_EQ(of("adam"), (OptimizerSettings{.lr = 0.5}));
  EXPECT_EQ(of("adamw").weight_decay, 0.01);
  EXPECT_EQ(of("rmsprop").alpha, 0.99);
  EXPECT_EQ(of("rmsprop").eps, 1e-8);
  EXPECT_EQ(of("lion").beta2, 0.99);
  EXPECT_EQ(initialRate(OptimizerSettings::Kind::kRmsprop), 0.01);
}

TEST(Optimizer, IsTheSameAsAMethodAndBack) {
  for (const MethodInfo& info : optimizers()) {
    MethodSpec spec{info.id, {}};
    for (const ParamSpec& param : info.params) spec.params[param.id] = param.whole ? 1.0 : 0.25;
    ASSERT_TRUE(checkOptimizer(spec, "").ok());
    EXPECT_EQ(methodOf(optimizerOf(spec, 0.1)), spec) << info.id;
  }
}

TEST(Optimizer, OfNesterovNeedsAMomentum) {
  EXPECT_EQ(
      checkOptimizer({"sgd", {{"nesterov", 1.0}}}, "optimizer").error().message(),
      "optimizer: nesterov: needs a momentum; allowed: a momentum above 0, such as momentum=0.9");
  EXPECT_TRUE(checkOptimizer({"sgd", {{"nesterov", 1.0}, {"momentum", 0.9}}}, "").ok());
}

TEST(Optimizer, IsDescribedForPeople) {
  EXPECT_EQ(describe({.kind = OptimizerSettings::Kind::kSgd,
                      .lr = 0.1,
                      .momentum = 0.9,
                      .nesterov = true,
                      .weight_decay = 0.001}),
            "SGD 0.1, Nesterov momentum 0.9, weight decay 0.001");
  EXPECT_EQ(describe({.kind = OptimizerSettings::Kind::kRmsprop, .lr = 0.01}), "RMSprop 0.01");
}

}  // namespace
}  // namespace emascope
