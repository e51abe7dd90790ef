// SPDX-License-Identifier: Apache-2.0
//
// Models on the same fixed validation samples, in evaluation mode and under inference mode, in
// pieces that stay in the processor's cache. Reads, and changes nothing.
#pragma once

#include "core/models/model.h"
#include "core/protocol/events.h"

#include <cstdint>
#include <vector>

namespace emascope {

/// [trainer-thread] only.
class Evaluator {
 public:
  /// `samples` are on the device of the models.
  Evaluator(Batch samples, MetricForm form);

  /// One per model, in their order. Waits for the device once.
  [[nodiscard]] std::vector<Evaluation> evaluate(const std::vector<const Model*>& models) const;

 private:
  std::int64_t count_ = 0;
  MetricForm form_;
  std::vector<Batch> pieces_;
};

}  // namespace emascope
