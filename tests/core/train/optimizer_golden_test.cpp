// SPDX-License-Identifier: Apache-2.0
//
// The flat optimizers against PyTorch's and lion-pytorch's, from the same gradients.
#include "core/ema/averager.h"
#include "core/train/optimizer.h"
#include "core/train/optimizer_loops.h"

#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

constexpr int kSteps = 20;
constexpr int kChange = 11;          ///< the step from which the second rate is in force
constexpr double kTolerance = 5e-7;  ///< of weights between -1 and 1

struct Case {
  std::string optimizer;
  std::vector<double> rates;
  std::map<int, std::vector<double>> snapshots;  ///< by step
};

void PrintTo(const Case& recorded, std::ostream* out) { *out << recorded.optimizer; }

std::vector<Case> cases() {
  std::ifstream file(EMASCOPE_SOURCE_DIR "/tests/golden/optimizers.json");
  const auto recorded = nlohmann::json::parse(file);
  std::vector<Case> all;
  for (const auto& item : recorded["cases"]) {
    all.push_back({item["optimizer"], item["rates"], {}});
    for (const auto& [step, weights] : item["snapshots"].items()) {
      all.back().snapshots[std::stoi(step)] = weights.get<std::vector<double>>();
    }
  }
  return all;
}

class RecordedOptimizer : public testing::TestWithParam<Case> {
 protected:
  static void compare(FlatOptimizer::Way way);
};

void RecordedOptimizer::compare(FlatOptimizer::Way way) {
  const Case& recorded = GetParam();
  const MethodSpec spec = readMethod(recorded.optimizer, optimizers(), "").value();
  const OptimizerSettings settings = optimizerOf(spec, recorded.rates.front());
  const auto count = static_cast<std::int64_t>(recorded.snapshots.at(1).size());
  FlatOptimizer::Arrays arrays{flatFloats(count, at::kCPU), flatFloats(count, at::kCPU), {}, {}};
  if (momentsOf(settings) > 0) arrays.first = flatFloats(count, at::kCPU);
  if (momentsOf(settings) > 1) arrays.second = flatFloats(count, at::kCPU);
  auto* weights = arrays.weights.mutable_data_ptr<float>();
  auto* gradients = arrays.gradients.mutable_data_ptr<float>();
  const auto number = [](std::int64_t i) { return static_cast<double>(i); };
  for (std::int64_t i = 0; i < count; ++i) weights[i] = static_cast<float>(0.05 * number(i) - 0.4);
  FlatOptimizer optimizer(settings, arrays, way);
  for (int step = 1; step <= kSteps; ++step) {
    if (step == kChange) optimizer.setRate(recorded.rates.back());
    for (std::int64_t i = 0; i < count; ++i) {
      gradients[i] = static_cast<float>(std::sin(0.7 * step + 0.3 * number(i)) / 2.5);
    }
    optimizer.step();
    const auto found = recorded.snapshots.find(step);
    if (found == recorded.snapshots.end()) continue;
    for (std::int64_t i = 0; i < count; ++i) {
      ASSERT_NEAR(weights[i], found->second[static_cast<std::size_t>(i)], kTolerance)
          << "weight " << i << " after step " << step;
    }
  }
}

TEST_P(RecordedOptimizer, HasTheSameWeights) { compare(FlatOptimizer::Way::kByPlace); }

TEST_P(RecordedOptimizer, HasTheSameWeightsByLibTorchsOperations) {
  compare(FlatOptimizer::Way::kLibTorch);
}

INSTANTIATE_TEST_SUITE_P(Kinds, RecordedOptimizer, testing::ValuesIn(cases()));

TEST(RecordedOptimizer, IsThereForEachKind) {
  std::set<std::string> kinds;
  for (const Case& recorded : cases()) {
    kinds.insert(recorded.optimizer.substr(0, recorded.optimizer.find(',')));
  }
  for (const MethodInfo& info : optimizers()) EXPECT_TRUE(kinds.count(info.id)) << info.id;
}

/// Some of every remainder, and enough for each vector unit.
constexpr std::size_t kCount = 1031;

struct Floats {
  std::vector<float> weights = std::vector<float>(kCount);
  std::vector<float> gradients = std::vector<float>(kCount);
  std::vector<float> first = std::vector<float>(kCount);
  std::vector<float> second = std::vector<float>(kCount);
  friend bool operator==(const Floats&, const Floats&) = default;

  Floats() {
    for (std::size_t i = 0; i < kCount; ++i) {
      const auto x = static_cast<float>(i);
      weights[i] = std::sin(x);
      gradients[i] = i % 7 == 0 ? 0.0F : std::cos(x) * 1e-3F;
      first[i] = i % 5 == 0 ? 0.0F : std::abs(std::sin(2.0F * x)) * 1e-4F;
      second[i] = std::cos(3.0F * x);
    }
  }
};

TEST(OptimizerLoops, GiveTheSameBitsOnEveryVectorUnit) {
  const auto stepped = [](InstructionSet set) {
    const OptimizerLoops& loops = optimizerLoops(set);
    std::vector<Floats> results(3);
    const RmspropStep rmsprop{0.01F, 0.99F, 0.01F, 0.9F, 1e-8F, 0.1F};
    Floats& plain = results[0];
    loops.rmsprop(rmsprop, plain.weights.data(), plain.gradients.data(), plain.first.data(),
                  nullptr, kCount);
    Floats& heavy = results[1];
    loops.rmsprop(rmsprop, heavy.weights.data(), heavy.gradients.data(), heavy.first.data(),
                  heavy.second.data(), kCount);
    Floats& lion = results[2];
    loops.lion({0.01F, 0.999F, 0.9F, 0.1F, 0.99F, 0.01F}, lion.weights.data(),
               lion.gradients.data(), lion.first.data(), kCount);
    return results;
  };
  const auto portable = stepped(InstructionSet::kPortable);
  EXPECT_NE(portable[0].weights, Floats().weights);
  for (const InstructionSet set : {InstructionSet::kAvx2, InstructionSet::kAvx512}) {
    if (isUsable(set)) {
      EXPECT_EQ(stepped(set), portable) << nameOf(set);
    }
  }
}

TEST(Optimizer, OfLionStandsStillWhereNothingPulls) {
  FlatOptimizer::Arrays arrays{
      flatFloats(64, at::kCPU), flatFloats(64, at::kCPU), flatFloats(64, at::kCPU), {}};
  arrays.weights.fill_(0.5);
  FlatOptimizer optimizer({.kind = OptimizerSettings::Kind::kLion, .lr = 0.1}, arrays);
  optimizer.step();
  EXPECT_EQ(arrays.weights.const_data_ptr<float>()[5], 0.5F);
}

}  // namespace
}  // namespace emascope
