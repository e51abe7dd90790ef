// SPDX-License-Identifier: Apache-2.0
#include "core/train/evaluator.h"

#include "core/base/thread_safety.h"
#include "core/train/out_of_memory.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

#include <ATen/Parallel.h>
#include <ATen/ops/stack.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

constexpr std::int64_t kPieceOnCpu = 250;  ///< samples; measured: 50 to 2,000 differ by a third

/// If one model's evaluation takes less than this, waking another thread does not pay off.
constexpr std::chrono::microseconds kWorthAnotherThread(50);

/// Copies the sums from the device to the CPU, in one transfer.
void bringOver(std::vector<EvalSums>& sums) {
  std::vector<at::Tensor> both;
  for (const EvalSums& each : sums) {
    both.push_back(each.loss);
    both.push_back(each.metric);
  }
  const at::Tensor all = at::stack(both).cpu();
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const auto first = static_cast<std::int64_t>(2 * i);
    sums[i] = {all[first], all[first + 1]};
  }
}

double metricOf(double mean, MetricTransform transform) {
  if (transform == MetricTransform::kRootMean) return std::sqrt(mean);
  return transform == MetricTransform::kExponent ? std::exp(mean) : mean;
}

}  // namespace

Evaluator::Evaluator(Batch samples, MetricTransform transform, std::int64_t threads)
    : samples_(std::move(samples)),
      count_(samples_.inputs.size(0)),
      piece_(samples_.inputs.is_cpu() ? std::min(kPieceOnCpu, count_) : count_),
      transform_(transform),
      threads_(samples_.inputs.is_cpu() ? threads : 1) {
  cut();
}

void Evaluator::cut() {
  pieces_.clear();
  for (std::int64_t begin = 0; begin < count_; begin += piece_) {
    const std::int64_t length = std::min(piece_, count_ - begin);
    pieces_.push_back(
        {samples_.inputs.narrow(0, begin, length), samples_.targets.narrow(0, begin, length)});
  }
}

void Evaluator::addUp(const Model& model, EvalSums* sums, const Supervision* supervision) const {
  const c10::InferenceMode guard;
  for (const Batch& piece : pieces_) {
    if (supervision != nullptr) supervision->check();
    *sums++ = model.evaluate(piece);
  }
}

// Computes each piece of each model exactly as a single thread would.
void Evaluator::addUpAtOnce(const std::vector<const Model*>& models, std::vector<EvalSums>& sums,
                            const Supervision* supervision) {
  if (!pool_) pool_ = std::make_unique<WorkerPool>(static_cast<int>(threads_));
  struct {
    Mutex mutex;
    std::exception_ptr failure EMASCOPE_GUARDED_BY(mutex);
  } last;
  pool_->run(sums.size(), /*backwards=*/false, [&](std::size_t i) {
    try {
      if (supervision != nullptr) supervision->check();
      if (at::get_num_threads() != 1) at::set_num_threads(1);  // for this thread only
      const c10::InferenceMode guard;
      sums[i] = models[i / pieces_.size()]->evaluate(pieces_[i % pieces_.size()]);
    } catch (...) {
      const MutexLock lock(last.mutex);
      last.failure = std::current_exception();
    }
  });
  const MutexLock lock(last.mutex);
  if (last.failure) std::rethrow_exception(last.failure);
}

std::vector<Evaluation> Evaluator::evaluate(const std::vector<const Model*>& models,
                                            const Supervision* supervision) {
  for (;;) {
    try {
      return evaluateOnce(models, supervision);
    } catch (...) {
      if (piece_ <= 1 || !isOutOfMemory()) throw;
    }
    piece_ = (piece_ + 1) / 2;
    threads_ = 1;
    cut();
  }
}

std::vector<Evaluation> Evaluator::evaluateOnce(const std::vector<const Model*>& models,
                                                const Supervision* supervision) {
  std::vector<EvalSums> sums(models.size() * pieces_.size());
  if (threads_ > 1 && sums.size() > 1 && longest_model_ >= kWorthAnotherThread) {
    addUpAtOnce(models, sums, supervision);
  } else {
    for (std::size_t i = 0; i < models.size(); ++i) {
      const auto begin = std::chrono::steady_clock::now();
      addUp(*models[i], sums.data() + i * pieces_.size(), supervision);
      longest_model_ = std::max<std::chrono::nanoseconds>(longest_model_,
                                                          std::chrono::steady_clock::now() - begin);
    }
  }
  if (!sums.empty() && !sums.front().loss.is_cpu()) bringOver(sums);
  std::vector<Evaluation> evaluations(models.size());
  auto next = sums.begin();
  for (Evaluation& evaluation : evaluations) {
    for (std::size_t piece = 0; piece < pieces_.size(); ++piece, ++next) {
      evaluation.loss += *next->loss.const_data_ptr<double>();
      evaluation.metric += *next->metric.const_data_ptr<double>();
    }
    evaluation.loss /= static_cast<double>(count_);
    evaluation.metric = metricOf(evaluation.metric / static_cast<double>(count_), transform_);
  }
  return evaluations;
}

}  // namespace emascope
