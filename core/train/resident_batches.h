// SPDX-License-Identifier: Apache-2.0
//
// Training batches by step number: samples drawn with replacement from resident data, then changed
// by the model's augmentation. What a step gets is a function of the seed and the step alone.
#pragma once

#include "core/data/counter_random.h"
#include "core/models/model.h"

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace emascope {

/// [trainer-thread] only.
class BatchSource {
 public:
  using Augment = Batch (*)(const Batch& batch, CounterRandom& random);

  /// What the batches are for: those of one purpose do not depend on what is drawn for another.
  enum class Purpose { kTraining, kStatistics };

  /// `samples` are on the device where batches are wanted; `augment` may be null.
  BatchSource(Batch samples, std::int64_t batch, std::uint64_t seed, Augment augment,
              Purpose purpose = Purpose::kTraining);

  /// The batch of `step` (1-based), valid until the next call.
  [[nodiscard]] const Batch& draw(std::int64_t step);

 private:
  void gather(const at::Tensor& from, const at::Tensor& to) const;

  Batch samples_;
  Batch drawn_;
  Batch augmented_;
  at::Tensor indices_;  ///< int64 on the CPU, [batch]
  at::Tensor device_indices_;
  CounterRandom order_;
  CounterRandom changes_;
  Augment augment_ = nullptr;
};

}  // namespace emascope
