// SPDX-License-Identifier: Apache-2.0
#include "core/data/batches/epoch_order.h"

#include "core/random/counter_random.h"
#include "core/random/streams.h"

#include <numeric>
#include <string>
#include <utility>

namespace emascope {

Result<EpochOrder> EpochOrder::make(std::vector<std::uint64_t> samples, std::uint64_t batch,
                                    std::uint64_t seed) {
  if (batch == 0 || batch > samples.size()) {
    return Error{"batch", std::to_string(batch) + " samples are out of range",
                 "1 to " + std::to_string(samples.size()) + ", the training set's samples"};
  }
  return EpochOrder(std::move(samples), batch, seed);
}

std::span<const std::uint64_t> EpochOrder::batch(std::uint64_t step) {
  constexpr unsigned kPositionBits = 40;  // log2 of the positions per epoch
  const std::uint64_t epoch = step / stepsAnEpoch();
  if (epoch != drawn_epoch_) {
    order_.resize(samples_.size());
    std::iota(order_.begin(), order_.end(), 0);
    CounterRandom random(seed_, stream::kBatchOrder);
    random.seek(epoch << kPositionBits);
    for (std::uint64_t i = order_.size(); i > 1; --i) {
      std::swap(order_[i - 1], order_[random.below(i)]);
    }
    drawn_epoch_ = epoch;
  }
  return std::span(order_).subspan(step % stepsAnEpoch() * batch_, batch_);
}

}  // namespace emascope
