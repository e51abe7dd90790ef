// SPDX-License-Identifier: Apache-2.0
#include "core/train/resident_batches.h"

#include "core/random/streams.h"

namespace emascope {
namespace {

/// Random positions reserved per step; below() may consume several per number.
constexpr std::uint64_t kPositionsPerStep = std::uint64_t{1} << 24U;

}  // namespace

ResidentBatches::ResidentBatches(const Batch& samples, std::int64_t batch, std::uint64_t seed,
                                 Augment augment, BatchPurpose purpose)
    : rows_(samples, batch),
      order_(seed,
             purpose == BatchPurpose::kTraining ? stream::kBatchOrder : stream::kStatisticsOrder),
      changes_(seed, purpose == BatchPurpose::kTraining ? stream::kAugmentation
                                                        : stream::kStatisticsAugmentation),
      augment_(augment) {}

const Batch& ResidentBatches::draw(std::int64_t step) {
  const std::uint64_t position = static_cast<std::uint64_t>(step) * kPositionsPerStep;
  order_.seek(position);
  const auto count = static_cast<std::uint64_t>(rows_.samples());
  for (std::int64_t& row : rows_.positions()) row = static_cast<std::int64_t>(order_.below(count));
  const Batch& drawn = rows_.gather();
  if (augment_ == nullptr) return drawn;
  changes_.seek(position);
  augmented_ = augment_(drawn, changes_);
  return augmented_;
}

}  // namespace emascope
