// SPDX-License-Identifier: Apache-2.0
//
// What a person typed about data, made sense of: how files are read, split, changed and loaded.
// Refuses what is no number, not in its range or not one of the words; opens nothing. Knows no
// LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/data/augmentation.h"
#include "core/data/dataset.h"
#include "core/data/split.h"
#include "core/protocol/user_task_options.h"

#include <cstdint>

namespace emascope {

struct DataChoice {
  DataOptions data = {};
  SplitOptions split = {};  ///< its seed is the run's
  Augmentation augmentation = {};
  /// Whether numbers are scaled. kAuto: unless the network begins with an embedding.
  enum class Inputs { kAuto, kScaled, kAsIs } inputs = Inputs::kAuto;
  std::uint32_t workers = 1;
};

[[nodiscard]] Result<DataChoice> readDataChoice(const UserTaskOptions& user_task);

/// Threads to read a whole data set by: one a processor, at most 8.
[[nodiscard]] std::uint32_t readingThreads();

}  // namespace emascope
