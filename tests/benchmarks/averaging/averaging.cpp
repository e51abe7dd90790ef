// SPDX-License-Identifier: Apache-2.0
//
// One update of K averages, weights and averages being separate tensors as a model has them: our
// one pass against LibTorch's ways, all on the same weights. Google Benchmark takes the times and
// lets them take turns; what they come to is worked out by ../run. The label of a line names the
// loops that were chosen on this processor.
//
//   bench_averaging LAYOUT THREADS [--benchmark_...]      LAYOUT: 62x188k, 400x2k or 6x20k
//
// K1/foreach_lerp    at::_foreach_lerp_ for each average
// K1/lerp            Tensor::lerp_ for each tensor of each average
// K1/copy            Tensor::copy_ of the weights, once: the bandwidth
// K1/blend           blend(); refuses a non-finite update before anything is changed
// K1/blend_one_way   the same, always beginning with the first tensor
// K1/blend_reported  blend(); looks for non-finite values on the way
// K1/ema             Ema::update() of a module with these tensors, which refuses as K1/blend; K = 1
//                    and 8
#include "core/base/worker_pool.h"
#include "core/ema/ema.h"
#include "core/ema/kernels.h"

#include <cstdint>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/_foreach_lerp.h>
#include <ATen/ops/copy.h>
#include <ATen/ops/lerp.h>
#include <ATen/ops/rand.h>
#include <c10/core/InferenceMode.h>
#include <torch/nn/cloneable.h>
#include <torch/utils.h>

namespace {

struct Layout {
  std::string_view name;
  int tensors;
  std::int64_t floats;
};
constexpr Layout kLayouts[] = {{"62x188k", 62, 188000}, {"400x2k", 400, 2000}, {"6x20k", 6, 20000}};
constexpr int kTracks[] = {1, 2, 4, 8, 16};
constexpr int kMostTracks = 16;
constexpr int kWarm = 2;  ///< updates that are not timed

/// A model with the tensors of a layout.
struct Model : torch::nn::Cloneable<Model> {
  explicit Model(const Layout& wanted) : layout(wanted) { reset(); }
  void reset() override {
    for (int i = 0; i < layout.tensors; ++i)
      register_parameter("weight" + std::to_string(i), at::rand({layout.floats}));
  }
  Layout layout;
};

class Averages {
 public:
  Averages(const Layout& layout, int threads)
      : model_(std::make_shared<Model>(layout)), pool_(threads) {
    const torch::NoGradGuard guard;
    for (const at::Tensor& weights : model_->parameters()) {
      online_.push_back(weights.detach());
      pieces_.push_back(
          {online_.back().const_data_ptr<float>(), static_cast<std::size_t>(layout.floats)});
    }
    averages_.resize(kMostTracks);
    pointers_.resize(kMostTracks);
    for (int k = 0; k < kMostTracks; ++k) {
      for (int i = 0; i < layout.tensors; ++i) {
        averages_[k].push_back(at::rand({layout.floats}));
        pointers_[k].push_back(averages_[k].back().mutable_data_ptr<float>());
      }
      const double rate = 0.05 / (1 + k);
      rates_.push_back(rate);
      tracks_.push_back({pointers_[k].data(), static_cast<float>(rate)});
    }
  }

  void foreachLerp(int tracks) {
    for (int k = 0; k < tracks; ++k) at::_foreach_lerp_(averages_[k], online_, rates_[k]);
  }
  void lerp(int tracks) {
    for (int k = 0; k < tracks; ++k) {
      for (std::size_t i = 0; i < online_.size(); ++i) averages_[k][i].lerp_(online_[i], rates_[k]);
    }
  }
  void copy() {
    for (std::size_t i = 0; i < online_.size(); ++i) averages_[0][i].copy_(online_[i]);
  }
  void blend(int tracks, emascope::BlendCheck check, bool turn) {
    backwards_ = turn && !backwards_;
    const emascope::BlendOptions options{
        .check = check, .backwards = backwards_, .pool = pool_.threads() > 1 ? &pool_ : nullptr};
    const auto bad = emascope::blend(pieces_, std::span(tracks_).first(tracks), options);
    if (bad) std::abort();  // the values are between 0 and 1
  }
  /// `tracks` averages of the model, as a program has them.
  [[nodiscard]] std::shared_ptr<emascope::Ema<Model>> ema(int tracks) const {
    emascope::EmaOptions options{.rules = {}, .threads = pool_.threads()};
    for (int k = 0; k < tracks; ++k)
      options.rules.push_back({"constant", {{"beta", 1.0 - rates_[static_cast<std::size_t>(k)]}}});
    return std::make_shared<emascope::Ema<Model>>(
        emascope::orThrow(emascope::makeEma(model_, options)));
  }
  /// The loops of blend() with so many averages; 0: those of the check before it.
  [[nodiscard]] std::string loops(int tracks) {
    return emascope::loopsFor(pieces_, static_cast<std::size_t>(tracks),
                              {.pool = pool_.threads() > 1 ? &pool_ : nullptr});
  }

 private:
  std::shared_ptr<Model> model_;
  std::vector<at::Tensor> online_;
  std::vector<std::vector<at::Tensor>> averages_;
  std::vector<double> rates_;
  std::vector<emascope::OnlinePiece> pieces_;
  std::vector<std::vector<float*>> pointers_;
  std::vector<emascope::BlendTrack> tracks_;
  bool backwards_ = false;
  emascope::WorkerPool pool_;
};

/// With several threads real time counts, with one the processor's: others may use the machine.
void enlist(int tracks, std::string_view name, const std::function<void()>& update,
            const std::function<std::string()>& label = {}) {
  const std::string full = "K" + std::to_string(tracks) + "/" + std::string(name);
  const auto repeat = [update, label](benchmark::State& state) {
    for (int i = 0; i < kWarm; ++i) update();
    for (auto _ : state) update();
    if (label) state.SetLabel(label());
  };
  auto* enlisted = benchmark::RegisterBenchmark(full.c_str(), repeat);
  enlisted->Unit(benchmark::kMicrosecond);
  if (at::get_num_threads() > 1) enlisted->UseRealTime();
}

void enlistAll(Averages& averages) {
  using emascope::BlendCheck;
  for (const int k : kTracks) {
    enlist(k, "foreach_lerp", [&averages, k] { averages.foreachLerp(k); });
    enlist(k, "lerp", [&averages, k] { averages.lerp(k); });
    enlist(k, "copy", [&averages] { averages.copy(); });
    enlist(
        k, "blend", [&averages, k] { averages.blend(k, BlendCheck::kRefuse, true); },
        [&averages] { return averages.loops(0); });
    enlist(k, "blend_one_way", [&averages, k] { averages.blend(k, BlendCheck::kRefuse, false); });
    enlist(
        k, "blend_reported", [&averages, k] { averages.blend(k, BlendCheck::kReport, true); },
        [&averages, k] { return averages.loops(k); });
  }
  for (const int k : {1, 8}) {
    const auto ema = averages.ema(k);
    enlist(
        k, "ema",
        [ema] {
          const c10::InferenceMode normal(false);
          if (!emascope::orThrow(ema->update()).averaged) std::abort();
        },
        [&averages, k] { return averages.loops(k); });
  }
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  const int threads = argc == 3 ? std::atoi(argv[2]) : 0;
  for (const Layout& layout : kLayouts) {
    if (threads < 1 || layout.name != argv[1]) continue;
    at::set_num_threads(threads);
    Averages averages(layout, threads);
    enlistAll(averages);
    const c10::InferenceMode guard;
    return benchmark::RunSpecifiedBenchmarks() == 0 ? 1 : 0;
  }
  std::cerr << "usage: bench_averaging 62x188k|400x2k|6x20k THREADS [--benchmark_...]\n";
  return 2;
}
