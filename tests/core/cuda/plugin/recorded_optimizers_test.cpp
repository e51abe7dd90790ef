// SPDX-License-Identifier: Apache-2.0
//
// The optimizers' kernels, run by the host, against PyTorch's and lion-pytorch's recorded weights.
#include "core/protocol/spec/optimizer_settings.h"
#include "tests/core/cuda/plugin/step_case.h"

#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

constexpr int kSteps = 20;
constexpr int kChange = 11;          ///< the step from which the second rate is in force
constexpr double kTolerance = 5e-7;  ///< of weights between -1 and 1

EmascopeCudaSettings settingsOf(const OptimizerSettings& s) {
  EmascopeCudaSettings settings = usualSettings();
  settings.rate = s.lr;
  settings.momentum = s.momentum;
  settings.alpha = s.alpha;
  settings.beta1 = s.beta1;
  settings.beta2 = s.beta2;
  settings.eps = s.eps;
  settings.weight_decay = s.weight_decay;
  return settings;
}

StepRule ruleOf(const OptimizerSettings& s) {
  const int momentum = s.momentum == 0.0 ? 0 : 1;
  switch (s.kind) {
    case OptimizerSettings::Kind::kSgd:
      return {"", EMASCOPE_CUDA_SGD, s.nesterov ? 1 : 0, momentum};
    case OptimizerSettings::Kind::kRmsprop:
      return {"", EMASCOPE_CUDA_RMSPROP, 0, 1 + momentum};
    case OptimizerSettings::Kind::kLion:
      return {"", EMASCOPE_CUDA_LION, 0, 1};
    case OptimizerSettings::Kind::kAdam:
      return {"", EMASCOPE_CUDA_ADAM, 0, 2};
    case OptimizerSettings::Kind::kAdamW:
      break;
  }
  return {"", EMASCOPE_CUDA_ADAMW, 0, 2};
}

void compare(const nlohmann::json& recorded) {
  const std::string name = recorded["optimizer"];
  SCOPED_TRACE(name);
  const std::vector<double> rates = recorded["rates"];
  const MethodSpec spec = readMethod(name, optimizers(), "").value();
  const OptimizerSettings optimizer = optimizerOf(spec, rates.front());
  const std::size_t count = recorded["snapshots"]["1"].size();
  StepCase c({.rule = ruleOf(optimizer), .count = count});
  c.settings = settingsOf(optimizer);
  for (std::size_t i = 0; i < count; ++i)
    c.array(0)[i] = static_cast<float>(0.05 * static_cast<double>(i) - 0.4);
  for (int step = 1; step <= kSteps; ++step) {
    if (step == kChange) c.settings.rate = rates.back();
    for (std::size_t i = 0; i < count; ++i)
      c.setGradient(i, std::sin(0.7 * step + 0.3 * static_cast<double>(i)) / 2.5);
    ASSERT_EQ(c.run(), EMASCOPE_CUDA_OK);
    const auto snapshot = recorded["snapshots"].find(std::to_string(step));
    if (snapshot == recorded["snapshots"].end()) continue;
    for (std::size_t i = 0; i < count; ++i) {
      ASSERT_NEAR(c.array(0)[i], (*snapshot)[i].get<double>(), kTolerance)
          << "weight " << i << " after step " << step;
    }
  }
}

TEST(RecordedOptimizers, HaveTheSameWeights) {
  std::ifstream file(EMASCOPE_SOURCE_DIR "/tests/golden/optimizers.json");
  const auto recorded = nlohmann::json::parse(file);
  ASSERT_GE(recorded["cases"].size(), 14U);
  for (const auto& item : recorded["cases"]) compare(item);
}

}  // namespace
}  // namespace emascope
