// SPDX-License-Identifier: Apache-2.0
//
// Evaluates models on the same fixed validation samples, in evaluation mode and inference mode, in
// pieces that fit the processor's cache. Changes nothing.
#pragma once

#include "core/base/worker_pool.h"
#include "core/models/model.h"
#include "core/protocol/events.h"
#include "core/train/supervision.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace emascope {

/// [trainer-thread] only.
class Evaluator {
 public:
  /// `samples` are on the models' device. On the CPU, up to `threads` pieces are evaluated in
  /// parallel if that pays off; results do not depend on it. @pre threads is 1 unless LibTorch is
  /// set to one thread
  Evaluator(Batch samples, MetricTransform transform, std::int64_t threads = 1);

  /// Returns one evaluation per model, in order. Waits for the device once. If memory runs out,
  /// halves the piece size permanently and tries again. `supervision`, if any, may interrupt
  /// between two pieces.
  [[nodiscard]] std::vector<Evaluation> evaluate(const std::vector<const Model*>& models,
                                                 const Supervision* supervision = nullptr);

 private:
  void cut();
  [[nodiscard]] std::vector<Evaluation> evaluateOnce(const std::vector<const Model*>& models,
                                                     const Supervision* supervision);
  /// Writes 2 * pieces sums, starting at `sums`: loss and metric of each piece.
  void addUp(const Model& model, EvalSums* sums, const Supervision* supervision) const;
  void addUpAtOnce(const std::vector<const Model*>& models, std::vector<EvalSums>& sums,
                   const Supervision* supervision);

  Batch samples_;
  std::int64_t count_ = 0;
  std::int64_t piece_ = 0;
  MetricTransform transform_;
  std::vector<Batch> pieces_;
  std::int64_t threads_ = 1;
  std::unique_ptr<WorkerPool> pool_;             ///< created once it pays off
  std::chrono::nanoseconds longest_model_ = {};  ///< longest evaluation of one model
};

}  // namespace emascope
