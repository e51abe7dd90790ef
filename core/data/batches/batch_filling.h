// SPDX-License-Identifier: Apache-2.0
//
// Shared by the resident and the streaming loader: a batch's targets, and the preparation of one
// sample for the model.
#pragma once

#include "core/data/batches/batch_loader.h"

#include <memory>

namespace emascope {

/// Sets all of `batch` except its inputs.
void describeBatch(const Dataset& dataset, EpochOrder& order, std::uint64_t step,
                   LoadedBatch& batch);

/// Augments and scales a training sample that was read. `spare` is scratch memory.
void prepareForTraining(const Dataset& dataset, const Preparation& preparation,
                        std::uint64_t sample, std::uint64_t epoch, std::span<float> numbers,
                        std::vector<float>& spare);

[[nodiscard]] std::unique_ptr<BatchLoader> makeStreamingLoader(const Dataset& dataset,
                                                               EpochOrder order,
                                                               Preparation preparation,
                                                               const LoaderOptions& options);

}  // namespace emascope
