// SPDX-License-Identifier: Apache-2.0
//
// Ema on modules: a C++ module laid out as the recorded one, in which ema_pytorch's own results are
// to be found; tied, half-precision and scripted modules; the step hook.
#include "core/ema/jit_ema.h"
#include "core/rules/live_edit.h"
#include "tests/core/ema/small_net.h"
#include "tests/support/golden_cases.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <torch/nn/cloneable.h>
#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/linear.h>
#include <torch/optim/schedulers/step_lr.h>
#include <torch/optim/sgd.h>

namespace emascope {
namespace {

using testing::HasSubstr;

const golden::Sequence& sequence() {
  static const golden::Sequence read = golden::readSequence();
  return read;
}

/// The module of tests/golden/online.json.
struct RecordedModule : torch::nn::Cloneable<RecordedModule> {
  RecordedModule() { reset(); }
  void reset() override {
    register_parameter("frozen", at::zeros({2}), false);
    register_parameter("temp", at::zeros({}));
    register_module("lin", torch::nn::Linear(2, 3));
    register_module("bn", torch::nn::BatchNorm1d(3));
    register_buffer("scratch", at::zeros({2}));
  }
};

/// Writes one state of the sequence, or what it is more than the one before.
void moveTo(RecordedModule& module, std::size_t call, bool by_difference) {
  const at::NoGradGuard no_grad;
  const std::vector<LiveTensor> tensors = tensorsOf(module);
  for (const golden::TensorRow& row : sequence().layout) {
    for (const LiveTensor& one : tensors) {
      if (one.name != row.name) continue;
      at::Tensor flat = one.tensor.view({-1});
      for (std::size_t i = 0; i < row.numel; ++i) {
        const double now = sequence().theta[call][row.offset + i];
        at::Tensor value = flat[static_cast<std::int64_t>(i)];
        if (row.integer || !by_difference) {
          value.fill_(now);
        } else {
          const auto before = static_cast<float>(sequence().theta[call - 1][row.offset + i]);
          value.add_(static_cast<float>(now) - before);
        }
      }
    }
  }
}

void expectState(RecordedModule& module, const std::vector<double>& theirs,
                 const std::string& where) {
  for (const LiveTensor& one : tensorsOf(module)) {
    const auto row = std::find_if(sequence().layout.begin(), sequence().layout.end(),
                                  [&](const golden::TensorRow& r) { return r.name == one.name; });
    ASSERT_NE(row, sequence().layout.end()) << one.name;
    const at::Tensor flat = one.tensor.detach().to(at::kDouble).view({-1});
    for (std::size_t i = 0; i < row->numel; ++i) {
      const double wanted = theirs[row->offset + i];
      ASSERT_NEAR(flat[static_cast<std::int64_t>(i)].item<double>(), wanted,
                  row->integer ? 0.0 : golden::kValueTolerance * std::max(1.0, std::abs(wanted)))
          << where << ", " << one.name;
    }
  }
}

class RecordedEmaPytorch : public testing::TestWithParam<golden::Case> {};

TEST_P(RecordedEmaPytorch, IsWhatTheAveragedCopyHolds) {
  const golden::Case& recorded = GetParam();
  const auto module = std::make_shared<RecordedModule>();
  moveTo(*module, 0, false);
  auto ema =
      orThrow(makeEma(module, {.rules = {{recorded.preset, recorded.values, recorded.names}}}));
  for (std::size_t call = 1; call < sequence().theta.size(); ++call) {
    const auto number = static_cast<std::int64_t>(call);
    for (const golden::Edit& edit : recorded.edits) {
      if (edit.before_call == number) orThrow(ema.set(edit.set));
    }
    moveTo(*module, call, recorded.feedback);
    ASSERT_TRUE(orThrow(ema.update()).averaged);
    const std::string where = "call " + std::to_string(call);
    if (const auto found = recorded.snapshots.find(number); found != recorded.snapshots.end())
      expectState(*ema.averaged(), found->second, where);
    if (const auto found = recorded.online_after.find(number); found != recorded.online_after.end())
      expectState(*module, found->second, where + ", online");
    if (HasFatalFailure()) return;
  }
  EXPECT_GE(recorded.snapshots.size(), 9U);
}

INSTANTIATE_TEST_SUITE_P(Golden, RecordedEmaPytorch,
                         testing::ValuesIn(golden::readCases("ema_pytorch.json")),
                         [](const auto& test) {
                           std::string name = test.param.id;
                           for (char& c : name) c = std::isalnum(c) != 0 ? c : '_';
                           return name;
                         });

TEST(TensorsOf, AreNamedAndOrderedAsLibTorchDoes) {
  RecordedModule module;
  const torch::nn::Sequential inner(torch::nn::Linear(torch::nn::LinearOptions(2, 3).bias(false)),
                                    torch::nn::BatchNorm1d(3));
  module.register_module("nested", std::make_shared<RecordedModule>())
      ->register_module("inner", inner.ptr());
  const auto parameters = module.named_parameters();
  const auto buffers = module.named_buffers();
  const std::vector<LiveTensor> tensors = tensorsOf(module);
  ASSERT_EQ(tensors.size(), parameters.size() + buffers.size());
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const auto& theirs = i < parameters.size() ? parameters[i] : buffers[i - parameters.size()];
    EXPECT_EQ(tensors[i].name, theirs.key());
    EXPECT_TRUE(tensors[i].tensor.is_same(theirs.value())) << theirs.key();
    EXPECT_EQ(tensors[i].kind, kindOf(theirs.value(), i < parameters.size())) << theirs.key();
  }
  EXPECT_EQ(tensors[12].name, "nested.inner.0.weight");
}

TEST(Ema, KeepsACopyInStepAndTheModuleAsItIs) {
  auto net = smallNet();
  auto ema = orThrow(makeEma(net, constant(0.75)));
  const auto copy = ema.averaged();
  EXPECT_NE(copy.get(), net.ptr().get());
  EXPECT_FALSE(copy->is_training());
  EXPECT_TRUE(net->is_training());
  orThrow(ema.update());
  const at::Tensor first = copy->parameters()[0].clone();
  shift(*net, 1.0);
  orThrow(ema.update());
  EXPECT_EQ(ema.averaged().get(), copy.get());
  EXPECT_LE(copy->parameters()[0].sub(first.add(0.25)).abs().max().item<float>(), 1e-6F);
  EXPECT_TRUE(net->parameters()[0].requires_grad());
}

TEST(Ema, LetsGradientsThroughTheCopyToItsInput) {
  auto net = smallNet();
  auto ema = orThrow(makeEma(net, constant(0.5)));
  const at::Tensor x = at::ones({4, 2}).requires_grad_(true);
  ema.averaged()->forward(x).sum().backward();
  EXPECT_TRUE(x.grad().defined());
  EXPECT_FALSE(ema.averaged()->parameters()[0].requires_grad());
}

struct TiedNet : torch::nn::Cloneable<TiedNet> {
  TiedNet() { reset(); }
  void reset() override {
    embed = register_parameter("embed", at::ones({3, 3}));
    head = register_parameter("head", embed);
  }
  at::Tensor embed;
  at::Tensor head;
};

TEST(Ema, KeepsTiedParametersTied) {
  const auto net = std::make_shared<TiedNet>();
  auto ema = orThrow(makeEma(net, constant(0.5)));
  orThrow(ema.update());
  shift(*net, 0.5);  // twice: by both names
  orThrow(ema.update());
  const auto tensors = ema.averaged()->named_parameters();
  EXPECT_TRUE(at::equal(tensors["embed"], at::full({3, 3}, 1.5F)));
  EXPECT_EQ(tensors["embed"].data_ptr(), tensors["head"].data_ptr());
  orThrow(ema.copyToOnline());
  EXPECT_TRUE(at::equal(net->embed.detach(), tensors["embed"]));
  EXPECT_EQ(net->embed.data_ptr(), net->head.data_ptr());
}

TEST(Ema, CopiesInTheTypesOfTheModuleOrInFloat32) {
  auto net = smallNet();
  net->to(at::kBFloat16);
  auto ema = orThrow(makeEma(net, constant(0.99)));
  EmaOptions in_float = constant(0.99);
  in_float.copies = CopyTypes::kFloat32;
  auto wide = orThrow(makeEma(net, in_float));
  for (int step = 0; step < 20; ++step) {
    shift(*net, 0.01);
    orThrow(ema.update());
    orThrow(wide.update());
  }
  const at::Tensor kept = *ema.averages().average("0.weight");
  EXPECT_EQ(ema.averaged()->parameters()[0].scalar_type(), at::kBFloat16);
  EXPECT_TRUE(at::equal(ema.averaged()->parameters()[0], kept.to(at::kBFloat16)));
  EXPECT_TRUE(at::equal(wide.averaged()->parameters()[0], kept));
  EXPECT_EQ(wide.averaged()->forward(at::ones({4, 2})).scalar_type(), at::kFloat);
}

TEST(Ema, RefusesAModuleThatWasConverted) {
  const auto net = std::make_shared<TiedNet>();
  auto ema = orThrow(makeEma(net, constant(0.5)));
  net->to(at::kDouble);
  const auto refused = ema.update();
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message(), HasSubstr("embed is float32[3,3] in the average "
                                                   "and float64[3,3] in the model now"));
}

/// Without a clone().
struct PlainNet : torch::nn::Module {
  PlainNet() { fc = register_module("fc", torch::nn::Linear(2, 2)); }
  torch::nn::Linear fc{nullptr};
};

TEST(Ema, TakesAFactoryForAModuleThatCannotBeCloned) {
  const auto net = std::make_shared<PlainNet>();
  const auto refused = makeEma(net, constant(0.5));
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message(), HasSubstr("clone"));
  auto ema = orThrow(makeEma(net, constant(0.5), [] { return std::make_shared<PlainNet>(); }));
  EXPECT_TRUE(at::equal(ema.averaged()->fc->weight, net->fc->weight.detach()));
  const auto other = makeEma(smallNet(), constant(0.5), [] { return smallNet().ptr(); });
  EXPECT_TRUE(other.ok());
  const auto wrong = makeEma(std::shared_ptr<torch::nn::Module>(net), constant(0.5),
                             [] { return smallNet().ptr(); });
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().message(), HasSubstr("fc.weight [2,2] is only in the model"));
}

TEST(Ema, KeepsSeveralAveragesAndLoadsThemIntoTheSameCopies) {
  const TemporaryFolder folder;
  auto net = smallNet();
  const EmaOptions two = {.rules = {{"constant", {{"beta", 0.5}}}, {"constant", {{"beta", 0.9}}}}};
  auto ema = orThrow(makeEma(net, two));
  orThrow(ema.update());
  shift(*net, 1.0);
  orThrow(ema.update());
  orThrow(ema.save(folder / "two.safetensors"));
  auto again = orThrow(makeEma(net, two));
  const auto copy = again.averaged(1);
  orThrow(again.load(folder / "two.safetensors", Prefer::kRefuse));
  EXPECT_TRUE(at::equal(copy->parameters()[0], ema.averaged(1)->parameters()[0]));
  EXPECT_FALSE(at::equal(copy->parameters()[0], again.averaged(0)->parameters()[0]));
}

TEST(PostStep, UpdatesAfterEachStepAlsoUnderAScheduler) {
  auto net = smallNet();
  auto ema = orThrow(makeEma(net, constant(0.5)));
  PostStep<torch::optim::SGD> sgd(net->parameters(), torch::optim::SGDOptions(0.5));
  torch::optim::StepLR scheduler(sgd, 1, 0.5);
  ema.attach(sgd);
  torch::optim::Optimizer& optimizer = sgd;
  for (int step = 0; step < 3; ++step) {
    optimizer.zero_grad();
    net->forward(at::ones({4, 2})).sum().backward();
    optimizer.step();
    scheduler.step();
  }
  EXPECT_EQ(ema.averages().calls(), 3);
  EXPECT_EQ(sgd.param_groups()[0].options().get_lr(), 0.125);
  net->to(at::kDouble);
  EXPECT_THROW(optimizer.step(), std::runtime_error);
}

torch::jit::Module scripted() {
  torch::jit::Module module("Line");
  module.register_attribute("training", c10::BoolType::get(), true);
  module.register_parameter("slope", at::full({1}, 2.0F).requires_grad_(true), false);
  module.register_buffer("seen", at::zeros({}, at::TensorOptions().dtype(at::kLong)));
  module.define("def forward(self, x):\n    return self.slope * x\n");
  return module;
}

TEST(JitEma, AveragesAScriptedModuleBesideIt) {
  torch::jit::Module module = scripted();
  auto ema = orThrow(JitEma::make(module, constant(0.5)));
  orThrow(ema.update());
  {
    const at::NoGradGuard no_grad;
    module.attr("slope").toTensor().fill_(4.0);
    module.attr("seen").toTensor().fill_(7);
  }
  orThrow(ema.update());
  torch::jit::Module copy = ema.averaged();
  EXPECT_EQ(copy.forward({at::ones({1})}).toTensor().item<float>(), 3.0F);
  EXPECT_EQ(module.forward({at::ones({1})}).toTensor().item<float>(), 4.0F);
  EXPECT_EQ(copy.attr("seen").toTensor().item<std::int64_t>(), 7);
  EXPECT_FALSE(copy.is_training());
}

}  // namespace
}  // namespace emascope
