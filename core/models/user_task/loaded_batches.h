// SPDX-License-Identifier: Apache-2.0
//
// Training batches of a person's data as tensors where the model is: gathered from memory, or read
// ahead by workers while training goes on. A sample that cannot be read ends the run by an
// InputError that names it.
#pragma once

#include "core/data/batch_loader.h"
#include "core/data/target_scaling.h"
#include "core/models/model.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace emascope {

/// All that batches are made of; shared by those who draw them.
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

/// Samples as a model gets them when it is evaluated, on the CPU.
[[nodiscard]] Result<Batch> evaluationBatch(const LoadedData& data,
                                            const std::vector<std::uint64_t>& samples);

}  // namespace emascope
