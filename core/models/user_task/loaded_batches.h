// SPDX-License-Identifier: Apache-2.0
//
// Training batches of a user's data as tensors on the model's device: gathered from memory, or read
// ahead by workers during training. Throws InputError, which ends the run and names the sample, if
// a sample cannot be read.
#pragma once

#include "core/data/batches/batch_loader.h"
#include "core/data/batches/target_scaling.h"
#include "core/models/model.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace emascope {

/// The data and settings that batches are made from; shared by the batch sources.
struct LoadedData {
  std::unique_ptr<Dataset> dataset = {};
  std::vector<std::uint64_t> training = {};
  Preparation preparation = {};
  std::optional<TargetScaling> targets = {};
  std::uint64_t resident_budget = 0;  ///< bytes
  std::uint32_t workers = 1;
};

[[nodiscard]] std::unique_ptr<BatchSource> makeLoadedBatches(std::shared_ptr<const LoadedData> data,
                                                             const BatchRequest& request);

/// Samples as inputs for evaluation, on the CPU.
[[nodiscard]] Result<Batch> evaluationBatch(const LoadedData& data,
                                            const std::vector<std::uint64_t>& samples);

}  // namespace emascope
