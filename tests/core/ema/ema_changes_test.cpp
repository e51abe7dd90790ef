// SPDX-License-Identifier: Apache-2.0
//
// What a program does to averages while they run: values by word, tracks that come and go, a move
// to another type, and the average in the model's place for an evaluation.
#include "core/ema/jit_ema.h"
#include "tests/core/ema/small_net.h"
#include "tests/support/temporary_folder.h"

#include <memory>
#include <stdexcept>

#include <gmock/gmock.h>

#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <torch/nn/cloneable.h>
#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/linear.h>

namespace emascope {
namespace {

using testing::HasSubstr;

/// One average that has moved away from the weights.
template <typename Net>
Ema<torch::nn::SequentialImpl> moved(Net& net, EmaOptions options) {
  auto ema = orThrow(makeEma(net, options));
  orThrow(ema.update());
  shift(*net, 1.0);
  orThrow(ema.update());
  return ema;
}

std::vector<at::Tensor> valuesOf(const torch::nn::Module& module) {
  std::vector<at::Tensor> values;
  for (const LiveTensor& one : tensorsOf(module)) values.push_back(one.tensor.detach().clone());
  return values;
}

bool same(const std::vector<at::Tensor>& a, const std::vector<at::Tensor>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].scalar_type() != b[i].scalar_type() || !at::equal(a[i], b[i])) return false;
  }
  return a.size() == b.size();
}

TEST(ParamValues, AreNumbersOfAnyTypeFlagsAndWords) {
  auto net = smallNet();
  const int batch = 64;
  auto ema = orThrow(
      makeEma(net, {.rules = {{"edm2",
                               {{"class_name", "TraditionalEMA"},
                                {"halflife_Mimg", std::nullopt},
                                {"rampup_ratio", 0.1F},
                                {"batch_size", batch}}},
                              {"timm-v3", {{"use_warmup", true}, {"update_after_step", -1L}}}}}));
  const auto value = [&](const char* id, std::size_t track) {
    return ema.averages().rule(track).values.at(id);
  };
  EXPECT_EQ(value("class_name", 0), 1);
  EXPECT_EQ(value("halflife_Mimg", 0), kNoneValue);
  EXPECT_EQ(value("batch_size", 0), 64);
  EXPECT_EQ(value("use_warmup", 1), 1.0);
  EXPECT_EQ(value("update_after_step", 1), -1);
  orThrow(ema.set({{"class_name", "PowerFunctionEMA"}, {"rampup_ratio", "none"}}));
  EXPECT_EQ(value("class_name", 0), 0);
  EXPECT_EQ(value("rampup_ratio", 0), kNoneValue);
  const Status unknown = ema.set({{"class_name", "Sliding"}, {"batch_size", 32}});
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().message(),
            "track 0: class_name: 'Sliding' is not known; allowed: PowerFunctionEMA, "
            "TraditionalEMA");
  EXPECT_EQ(value("batch_size", 0), 64);
  EXPECT_THAT(ema.set({{"kind", "Sliding"}}).error().message(),
              HasSubstr("'kind' is not a parameter of edm2"));
}

TEST(Ema, TracksComeAndGoWhileItRuns) {
  auto net = smallNet();
  auto ema = moved(net, constant(0.5));
  const auto first = ema.averaged(0);
  EXPECT_EQ(orThrow(ema.fork(0)), 1U);
  EXPECT_EQ(orThrow(ema.add({"torch-swa", {}})), 2U);
  EXPECT_EQ(ema.size(), 3U);
  EXPECT_TRUE(at::equal(ema.averaged(1)->parameters()[0], first->parameters()[0]));
  EXPECT_TRUE(at::equal(ema.averaged(2)->parameters()[0], net->parameters()[0].detach()));
  orThrow(ema.set({{"beta", 0.0}}, 1));
  const auto third = ema.averaged(2);
  shift(*net, 1.0);
  orThrow(ema.update());
  EXPECT_TRUE(at::equal(ema.averaged(1)->parameters()[0], net->parameters()[0].detach()));
  EXPECT_FALSE(at::equal(ema.averaged(0)->parameters()[0], net->parameters()[0].detach()));
  orThrow(ema.remove(1));
  EXPECT_EQ(ema.size(), 2U);
  EXPECT_EQ(ema.averaged(0).get(), first.get());
  EXPECT_EQ(ema.averaged(1).get(), third.get());
  shift(*net, 1.0);
  orThrow(ema.update());
  EXPECT_EQ(ema.averages().rule(1).id, "torch-swa");
  EXPECT_FALSE(at::equal(third->parameters()[0], net->parameters()[0].detach()));
  EXPECT_TRUE(at::equal(third->parameters()[0], *ema.averages().average("0.weight", 1)));
  std::vector<EmaEdit::Kind> kinds;
  for (const EmaEdit& edit : ema.averages().history()) kinds.push_back(edit.kind);
  EXPECT_EQ(kinds, (std::vector<EmaEdit::Kind>{EmaEdit::Kind::kFork, EmaEdit::Kind::kAdd,
                                               EmaEdit::Kind::kSet, EmaEdit::Kind::kRemove}));
}

TEST(Ema, RefusesTracksThatCannotBeAndChangesNothing) {
  auto net = smallNet();
  auto ema = moved(net, constant(0.5));
  EXPECT_THAT(ema.add({"no-such-rule", {}}).error().message(), HasSubstr("track 1"));
  EXPECT_FALSE(ema.add({"constant", {{"beta", 1.5}}}).ok());
  EXPECT_FALSE(ema.add({"constant", {{"buffers", "estimate"}}}).ok());
  EXPECT_FALSE(ema.fork(1).ok());
  EXPECT_FALSE(ema.remove(1).ok());
  EXPECT_THAT(ema.remove(0).error().message(), HasSubstr("is the only track"));
  EXPECT_EQ(ema.size(), 1U);
  EXPECT_TRUE(ema.averages().history().empty());
}

TEST(Ema, AFileOfTracksThatCameAndWentIsReadBack) {
  const TemporaryFolder folder;
  auto net = smallNet();
  auto ema = moved(net, constant(0.5));
  orThrow(ema.add({"uniform", {}}));
  orThrow(ema.fork(1));
  shift(*net, 1.0);
  orThrow(ema.update());
  orThrow(ema.remove(0));
  orThrow(ema.save(folder / "changed.safetensors"));
  auto other = orThrow(makeEma(net, constant(0.9)));
  orThrow(other.load(folder / "changed.safetensors", Prefer::kFile));
  EXPECT_EQ(other.averages().history(), ema.averages().history());
  EXPECT_EQ(other.size(), 2U);
  EXPECT_TRUE(same(valuesOf(*other.averaged(0)), valuesOf(*ema.averaged(0))));
}

TEST(Ema, MovesModuleAveragesAndCopiesTogether) {
  auto net = smallNet();
  auto ema = moved(net, constant(0.5));
  const auto copy = ema.averaged();
  const at::Tensor before = ema.averages().average("0.weight")->clone();
  orThrow(ema.to(at::kBFloat16));
  EXPECT_EQ(net->parameters()[0].scalar_type(), at::kBFloat16);
  EXPECT_TRUE(net->parameters()[0].requires_grad());
  for (const auto& buffer : net->named_buffers()) {
    const bool counts = buffer.key() == "1.num_batches_tracked";
    EXPECT_EQ(buffer->scalar_type(), counts ? at::kLong : at::kBFloat16) << buffer.key();
  }
  EXPECT_TRUE(at::equal(*ema.averages().average("0.weight"), before));
  EXPECT_EQ(ema.averaged().get(), copy.get());
  EXPECT_TRUE(at::equal(copy->parameters()[0], before.to(at::kBFloat16)));
  const std::int64_t calls = ema.averages().calls();
  orThrow(ema.update());
  EXPECT_EQ(ema.averages().calls(), calls + 1);
  orThrow(ema.to(at::Device(at::kCPU), at::kFloat));
  orThrow(ema.update());
  EXPECT_EQ(ema.averaged()->parameters()[0].data_ptr(),
            ema.averages().average("0.weight")->data_ptr());
  EXPECT_EQ(ema.to(at::kLong).error().where, "to");
}

TEST(Ema, AModuleMovedByItselfIsToldWhatToCallAndFollowed) {
  auto net = torch::nn::Sequential(torch::nn::Linear(2, 3), torch::nn::Linear(3, 1));
  auto ema = moved(net, constant(0.5));
  const at::Tensor before = ema.averages().average("0.weight")->clone();
  net->to(at::kDouble);
  const auto refused = ema.update();
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message(), HasSubstr("use the average's to()"));
  orThrow(ema.to(at::kDouble));
  orThrow(ema.update());
  EXPECT_FALSE(at::equal(*ema.averages().average("0.weight"), before));
  EXPECT_EQ(ema.averaged()->parameters()[0].scalar_type(), at::kDouble);
}

TEST(Ema, TheRawWeightsComeBackWhenTheGuardGoes) {
  auto net = smallNet();
  auto ema = moved(net, constant(0.5));
  const auto raw = valuesOf(*net);
  const at::Tensor average = ema.averages().average("0.weight")->clone();
  const void* memory = net->parameters()[0].data_ptr();
  try {
    const auto averaged = orThrow(ema.apply(net));
    EXPECT_TRUE(at::equal(net->parameters()[0].detach(), average));
    EXPECT_EQ(net->parameters()[0].data_ptr(), memory);
    EXPECT_THAT(ema.update().error().message(), HasSubstr("end apply() first"));
    EXPECT_FALSE(ema.apply().ok());
    EXPECT_FALSE(ema.reseed().ok());
    EXPECT_FALSE(ema.to(at::kHalf).ok());
    EXPECT_FALSE(ema.add({"uniform", {}}).ok());
    net->train();
    net->forward(at::ones({4, 2}));  // changes the BatchNorm statistics
    throw std::runtime_error("an evaluation that fails");
  } catch (const std::runtime_error& failure) {
    EXPECT_STREQ(failure.what(), "an evaluation that fails");
  }
  EXPECT_TRUE(same(valuesOf(*net), raw));
  EXPECT_TRUE(ema.update().ok());
}

TEST(Ema, AppliesToAnotherModuleOfItsKindAndGoesOn) {
  auto net = smallNet();
  auto ema = moved(net, constant(0.5));
  auto second = smallNet();
  const auto before = valuesOf(*second);
  {
    const auto averaged = orThrow(ema.apply(second));
    EXPECT_TRUE(same(valuesOf(*second), valuesOf(*ema.averaged())));
    EXPECT_TRUE(ema.update().ok());
  }
  EXPECT_TRUE(same(valuesOf(*second), before));
  auto other = torch::nn::Sequential(torch::nn::Linear(2, 1));
  EXPECT_FALSE(ema.apply(other).ok());
}

TEST(Ema, AGuardMayOutliveItsEma) {
  auto net = smallNet();
  std::vector<at::Tensor> raw;
  std::unique_ptr<TensorEma::Applied> guard;
  {
    auto ema = moved(net, constant(0.5));
    raw = valuesOf(*net);
    guard = std::make_unique<TensorEma::Applied>(orThrow(ema.apply()));
  }
  EXPECT_FALSE(same(valuesOf(*net), raw));
  guard.reset();
  EXPECT_TRUE(same(valuesOf(*net), raw));
}

TEST(JitEma, TracksAndGuardsAreTheSame) {
  torch::jit::Module module("Line");
  module.register_attribute("training", c10::BoolType::get(), true);
  module.register_parameter("slope", at::full({1}, 2.0F).requires_grad_(true), false);
  module.register_buffer("seen", at::zeros({}, at::TensorOptions().dtype(at::kLong)));
  module.define("def forward(self, x):\n    return self.slope * x\n");
  auto ema = orThrow(JitEma::make(module, constant(0.5)));
  orThrow(ema.update());
  {
    const at::NoGradGuard no_grad;
    module.attr("slope").toTensor().fill_(4.0);
  }
  orThrow(ema.update());
  {
    const auto averaged = orThrow(ema.apply(module));
    EXPECT_EQ(module.forward({at::ones({1})}).toTensor().item<float>(), 3.0F);
  }
  EXPECT_EQ(module.forward({at::ones({1})}).toTensor().item<float>(), 4.0F);
  EXPECT_EQ(orThrow(ema.add({"constant", {{"beta", 0.9}}})), 1U);
  orThrow(ema.remove(0));
  orThrow(ema.to(at::kDouble));
  EXPECT_EQ(module.attr("slope").toTensor().scalar_type(), at::kDouble);
  EXPECT_EQ(module.attr("seen").toTensor().scalar_type(), at::kLong);
  orThrow(ema.update());
}

}  // namespace
}  // namespace emascope
