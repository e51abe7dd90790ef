// SPDX-License-Identifier: Apache-2.0
//
// One training batch of resident samples against torch::data's loader over the same tensors, and
// against a step of the demo that such batches are for. Turn by turn, one thread; the median of
// the rounds' ratios of processor time counts. Prints figures as JSON.
//
//   bench_loading [ROUNDS]
#include "core/models/preset.h"
#include "core/models/user_task/loaded_batches.h"
#include "core/train/run_plan.h"
#include "core/train/trainer.h"
#include "tests/benchmarks/timing.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <ATen/Parallel.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/zeros.h>
#include <torch/data.h>

namespace emascope {
namespace {

// Of the demo "digits".
constexpr std::int64_t kSamples = 1437;
constexpr std::int64_t kBatch = 64;
constexpr std::uint64_t kSide = 8;

/// Gray pictures, as a person's own would be.
class Pictures final : public Dataset {
 public:
  Pictures() : Dataset(headOf(), kSamples) {}

 private:
  [[nodiscard]] Status readStored(std::uint64_t stored, std::span<float> sample) const override {
    std::ranges::fill(sample, static_cast<float>(stored));
    return Ok{};
  }
  [[nodiscard]] std::string storedPlace(std::uint64_t stored) const override {
    return "picture " + std::to_string(stored);
  }
  static DatasetHead headOf() {
    DatasetHead head{.path = "pictures", .shape = {1, kSide, kSide}};
    head.targets = {.task = TaskKind::kClassification,
                    .classes = {"a", "b"},
                    .labels = std::vector<std::int64_t>(kSamples, 1)};
    return head;
  }
};

std::unique_ptr<BatchSource> ownBatches() {
  auto data = std::make_shared<LoadedData>();
  data->dataset = std::make_unique<Pictures>();
  for (std::uint64_t i = 0; i < kSamples; ++i) data->training.push_back(i);
  data->resident_budget = std::uint64_t{1} << 30U;
  return makeLoadedBatches(std::move(data), {.size = kBatch});
}

/// Of single samples, which is what its datasets give.
class Tensors final : public torch::data::datasets::Dataset<Tensors> {
 public:
  torch::data::Example<> get(std::size_t index) override {
    const auto row = static_cast<std::int64_t>(index);
    return {inputs_[row], targets_[row]};
  }
  [[nodiscard]] std::optional<std::size_t> size() const override { return kSamples; }

 private:
  at::Tensor inputs_ = at::rand({kSamples, 1, kSide, kSide});
  at::Tensor targets_ = at::zeros({kSamples}, at::kLong);
};

nlohmann::json measured(int rounds) {
  const auto ours = ownBatches();
  std::int64_t step = 0;
  const auto draw = [&] { static_cast<void>(ours->draw(++step)); };

  auto loader = torch::data::make_data_loader<torch::data::samplers::RandomSampler>(
      Tensors().map(torch::data::transforms::Stack<>()),
      torch::data::DataLoaderOptions(kBatch).drop_last(true));
  auto next = loader->begin();
  const auto load = [&] {
    if (++next == loader->end()) next = loader->begin();
    static_cast<void>(*next);
  };

  const Preset& preset = *std::find_if(presets().begin(), presets().end(),
                                       [](const Preset& each) { return each.info.id == "digits"; });
  const ModelEntry& model = models().at(preset.info.model);
  Trainer trainer(model, planRun(preset.info.config, preset, model.info, {}));
  const auto train = [&] { static_cast<void>(trainer.step()); };

  std::vector<double> times_less;
  std::vector<double> shares;
  std::vector<double> us;
  for (int round = 0; round < rounds; ++round) {
    const double drawn = secondsOf(draw);
    times_less.push_back(secondsOf(load) / drawn);
    shares.push_back(drawn / secondsOf(train));
    us.push_back(drawn * 1e6);
  }
  return {{{"name", "a resident batch: torch::data"},
           {"value", median(times_less)},
           {"sense", ">="},
           {"required", 20.0},
           {"us", median(us)}},
          {{"name", "a resident batch: share of a step of digits"},
           {"value", median(shares)},
           {"sense", "<="},
           {"required", 0.02}}};
}

}  // namespace
}  // namespace emascope

int main(int argc, char** argv) {
  at::set_num_threads(1);
  const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 5;
  std::cout << emascope::measured(rounds).dump(1) << '\n';
  return std::cout ? 0 : 4;
}
