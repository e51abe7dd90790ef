// SPDX-License-Identifier: Apache-2.0
//
// Training batches by step number: samples drawn with replacement from resident data, then
// augmented by the model's function. A step's batch depends on the seed and the step alone.
#pragma once

#include "core/models/model.h"
#include "core/models/row_gatherer.h"
#include "core/random/counter_random.h"

#include <cstdint>

namespace emascope {

/// [trainer-thread] only.
class ResidentBatches final : public BatchSource {
 public:
  using Augment = Batch (*)(const Batch& batch, CounterRandom& random);

  /// `samples` are on the target device; `augment` may be null.
  ResidentBatches(const Batch& samples, std::int64_t batch, std::uint64_t seed, Augment augment,
                  BatchPurpose purpose = BatchPurpose::kTraining);

  [[nodiscard]] const Batch& draw(std::int64_t step) override;

 private:
  RowGatherer rows_;
  Batch augmented_;
  CounterRandom order_;
  CounterRandom changes_;
  Augment augment_ = nullptr;
};

}  // namespace emascope
