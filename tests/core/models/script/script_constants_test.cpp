// SPDX-License-Identifier: Apache-2.0
//
// A script with a mask of -infinity trains and is averaged; the mask is no part of either. Scripts
// are made here: forward calls its module "this", as a program may.
#include "core/models/script/script_constants.h"

#include "core/base/input_error.h"
#include "core/ema/averager.h"
#include "core/models/network_model.h"
#include "core/train/model_state.h"
#include "tests/core/models/script/script_fixture.h"

#include <limits>

#include <gmock/gmock.h>

#include <ATen/core/grad_mode.h>
#include <ATen/core/jit_type.h>
#include <ATen/ops/full.h>
#include <ATen/ops/triu.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr float kInfinity = std::numeric_limits<float>::infinity();

class ScriptConstants : public testing::Test {
 protected:
  /// Attention of 3 numbers to those before them, and a linear map; `more` runs before it.
  [[nodiscard]] LoadedScript masked(const std::string& more = "") const {
    torch::jit::Module module("Masked");
    module.register_attribute("training", c10::BoolType::get(), true);
    module.register_parameter("weight", at::full({3, 2}, 0.25).set_requires_grad(true),
                              /*is_buffer=*/false);
    module.register_buffer("mask", at::full({3, 3}, -kInfinity).triu(1));
    module.register_buffer("least", at::full({}, kInfinity));
    module.register_buffer("scale", at::full({3}, 2.0F));
    module.define("def forward(this, x):\n" + more +
                  "    if this.training:\n"
                  "        this.least.copy_(torch.minimum(this.least, torch.min(x)))\n"
                  "    rows = torch.unsqueeze(x * this.scale, 1)\n"
                  "    share = torch.softmax(rows + this.mask, 2)\n"
                  "    return torch.matmul(torch.sum(share * rows, 2), this.weight)\n");
    const std::string path = folder_ / "masked.pt";
    module.save(path);
    LoadedScript script = loadedFrom(path);
    script.keep(constantBuffers(script, {"weight"}, {3}));
    return script;
  }

  static std::vector<std::string> namesOf(const std::vector<NamedTensor>& tensors) {
    std::vector<std::string> names;
    for (const NamedTensor& tensor : tensors) names.push_back(tensor.name);
    return names;
  }

  TemporaryFolder folder_;
};

TEST_F(ScriptConstants, AreTheBuffersThatCannotBeAveragedAndStay) {
  const LoadedScript script = masked();
  EXPECT_THAT(script.constants(), ElementsAre("mask"));
  const auto network = networkOf(script);
  EXPECT_THAT(namesOf(network->buffers()), ElementsAre("least", "scale"));
  EXPECT_THAT(namesOf(network->constants()), ElementsAre("mask"));
  EXPECT_THAT(loaded("cnn.pt").constants(), IsEmpty());
}

TEST_F(ScriptConstants, AreNoDivergenceAndInNoAverage) {
  const LoadedScript script = masked();
  const auto model = makeNetworkModel(networkOf(script), {Objective::Loss::kSquared}, 1);
  ModelState state(*model, 0, at::kCPU);
  const ScheduleEntry& entry = *findRule("constant");
  Averager averager(state.online(), {{&entry, orderedValues(entry, {}, "").value(), {}}});
  const at::Tensor inputs = ramp({8, 3});
  const Batch batch{inputs, inputs.narrow(1, 0, 2)};
  for (int step = 0; step < 5; ++step) {
    state.zeroGradients();
    const at::Tensor loss = model->lossAndGradients(batch);
    double value = 0.0;
    EXPECT_EQ(state.firstNonFinite(loss, value), "") << step;
    averager.update();
  }
  const auto track = makeNetworkModel(networkOf(script), {Objective::Loss::kSquared}, 1);
  state.bindView(*track, averager.floats(0), averager.counters(0));
  const c10::InferenceMode guard;
  EXPECT_TRUE(std::isfinite(track->evaluate(batch).loss.item<double>()));
}

TEST_F(ScriptConstants, ThatChangeAreNamedAtTheNextEvaluation) {
  const auto network =
      networkOf(masked("    if this.training and torch.max(x) > 5.0:\n"
                       "        this.mask.zero_()\n"));
  const at::Tensor inputs = ramp({2, 3});
  static_cast<void>(network->forward(inputs, /*training=*/true));
  static_cast<void>(network->forward(inputs, /*training=*/false));
  static_cast<void>(network->forward(inputs + 10.0, /*training=*/true));
  try {
    static_cast<void>(network->forward(inputs, /*training=*/false));
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.error().message(), HasSubstr("masked.pt: buffer mask changed"));
  }
}

TEST_F(ScriptConstants, AreAllSuchBuffersWhereTheTrialFails) {
  const LoadedScript script = masked("    x = torch.reshape(x, [2, 4])\n");
  EXPECT_THAT(script.constants(), ElementsAre("least", "mask"));
}

TEST(ScriptShapes, OfAnotherOutputInTrainingAreRefusedInWords) {
  const TemporaryFolder folder;
  torch::jit::Module module("TwoShapes");
  module.register_attribute("training", c10::BoolType::get(), true);
  module.register_parameter("weight", at::full({4, 3}, 0.25).set_requires_grad(true),
                            /*is_buffer=*/false);
  module.define(
      "def forward(self, x):\n"
      "    y = torch.matmul(x, self.weight)\n"
      "    if self.training:\n"
      "        y = torch.narrow(y, 1, 0, 2)\n"
      "    return y\n");
  module.save(folder / "two.pt");
  const auto model = makeNetworkModel(networkOf(loadedFrom(folder / "two.pt")),
                                      {.loss = Objective::Loss::kCrossEntropy, .classes = 3}, 1);
  const Batch batch{ramp({3, 4}), at::full({3}, 2, at::kLong)};
  {
    const c10::InferenceMode guard;
    EXPECT_TRUE(std::isfinite(model->evaluate(batch).loss.item<double>()));
  }
  try {
    static_cast<void>(model->lossAndGradients(batch));
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.error().message(),
              "model: gives 2 for each sample; allowed: 3 logits, one for each class, for "
              "cross-entropy loss");
  }
}

TEST(ScriptTokens, AreGivenAsWholeNumbers) {
  LoadedScript script = loaded("tokens.pt");
  script.takeTokens();
  const auto network = networkOf(script);
  const at::Tensor output = network->forward(at::full({2, 7}, 10.0F), /*training=*/false);
  EXPECT_THAT(output.sizes().vec(), ElementsAre(2, 7, 11));
}

}  // namespace
}  // namespace emascope
