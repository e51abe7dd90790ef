// SPDX-License-Identifier: Apache-2.0
//
// Models on the same fixed validation samples, in evaluation mode and under inference mode, in
// pieces that stay in the processor's cache. Reads, and changes nothing.
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
  /// `samples` are on the device of the models. On the CPU up to `threads` pieces of models are
  /// evaluated at once, where that is worth it; which are changes no figure. @pre threads is 1
  /// unless LibTorch has been told to use one thread
  Evaluator(Batch samples, MetricTransform form, std::int64_t threads = 1);

  /// One per model, in their order. Waits for the device once. Where memory is short, the pieces
  /// are halved, for good, and it is tried again. Between two pieces `supervision`, if any, may
  /// want it left.
  [[nodiscard]] std::vector<Evaluation> evaluate(const std::vector<const Model*>& models,
                                                 const Supervision* supervision = nullptr);

  /// Samples of the largest piece.
  [[nodiscard]] std::int64_t pieceSize() const { return piece_; }

 private:
  void cut();
  [[nodiscard]] std::vector<Evaluation> evaluateOnce(const std::vector<const Model*>& models,
                                                     const Supervision* supervision);
  /// Writes 2 * pieces sums from `sums` on: loss and metric by piece.
  void addUp(const Model& model, EvalSums* sums, const Supervision* supervision) const;
  void addUpAtOnce(const std::vector<const Model*>& models, std::vector<EvalSums>& sums,
                   const Supervision* supervision);

  Batch samples_;
  std::int64_t count_ = 0;
  std::int64_t piece_ = 0;
  MetricTransform form_;
  std::vector<Batch> pieces_;
  std::int64_t threads_ = 1;
  std::unique_ptr<WorkerPool> pool_;             ///< once it has been found to be worth it
  std::chrono::nanoseconds longest_model_ = {};  ///< that one has taken
};

}  // namespace emascope
