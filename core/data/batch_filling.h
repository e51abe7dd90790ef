// SPDX-License-Identifier: Apache-2.0
//
// What resident and streaming loaders share: a batch's targets, and one sample as the model gets
// it.
#pragma once

#include "core/data/batch_loader.h"

#include <memory>

namespace emascope {

/// Sets everything of `batch` but its inputs.
void describeBatch(const Dataset& dataset, EpochOrder& order, std::uint64_t step,
                   LoadedBatch& batch);

/// Augments and scales what was read of a training sample. `spare` is scratch memory.
void prepareForTraining(const Dataset& dataset, const Preparation& preparation,
                        std::uint64_t sample, std::uint64_t epoch, std::span<float> numbers,
                        std::vector<float>& spare);

[[nodiscard]] std::unique_ptr<BatchLoader> makeStreamingLoader(const Dataset& dataset,
                                                               EpochOrder order,
                                                               Preparation preparation,
                                                               const LoaderOptions& options);

}  // namespace emascope
