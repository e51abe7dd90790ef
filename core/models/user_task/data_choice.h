// SPDX-License-Identifier: Apache-2.0
//
// Parses the data options typed by a user: how files are read, split, augmented and loaded. Refuses
// malformed numbers, values out of range and unknown words. Opens no files and does not depend on
// LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/data/batches/augmentation.h"
#include "core/data/dataset.h"
#include "core/data/split.h"
#include "core/protocol/spec/user_task_options.h"

#include <cstdint>

namespace emascope {

struct DataChoice {
  DataOptions data = {};
  SplitOptions split = {};  ///< with the seed of the run
  Augmentation augmentation = {};
  /// Whether inputs are scaled. kAuto: yes, unless the network starts with an embedding.
  enum class Inputs { kAuto, kScaled, kAsIs } inputs = Inputs::kAuto;
  std::uint32_t workers = 1;
};

[[nodiscard]] Result<DataChoice> readDataChoice(const UserTaskOptions& user_task);

/// Number of threads for reading a full data set: one per processor, at most 8.
[[nodiscard]] std::uint32_t readingThreads();

}  // namespace emascope
