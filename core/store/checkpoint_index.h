// SPDX-License-Identifier: Apache-2.0
//
// An index in memory of the checkpoints in one folder, for pruning: read from the files once, then
// updated with each checkpoint that is written. Only its owner may write to the folder. Not
// synchronized; the functions wait for the disk.
#pragma once

#include "core/base/result.h"
#include "core/store/checkpoint_folder.h"
#include "core/store/checkpoint_pruning.h"

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace emascope {

struct PrunedCheckpoints : RemovedCheckpoints {
  std::vector<RefusedCheckpoint> damaged = {};  ///< verified before, no longer do, and stay
};

class CheckpointIndex {
 public:
  /// Reads losses and reason from the JSON text of a checkpoint; the index itself sets step, name,
  /// `pinned` and `good`. `where` is its path, for the error.
  using ReadFacts =
      std::function<Result<CheckpointFacts>(const std::string& text, const std::string& where)>;

  /// The folder need not exist yet.
  explicit CheckpointIndex(std::string folder) : folder_(std::move(folder)) {}

  /// Reads and verifies all checkpoints of the folder, and forgets what was known before. Those
  /// that do not verify are returned, and are not `good`. Removes what killed writers left behind.
  /// Fails, before it reads a checkpoint, if the folder or its pins cannot be read.
  [[nodiscard]] Result<std::vector<RefusedCheckpoint>> fill(const ReadFacts& read_facts);

  /// Adds a checkpoint that writeSealedFile() has written, or replaces the one of its name.
  void add(CheckpointFacts facts);

  [[nodiscard]] const std::string& folder() const { return folder_; }
  [[nodiscard]] const std::vector<CheckpointFacts>& all() const { return facts_; }  ///< by step

  /// Removes the checkpoints that prunedCheckpoints() names, after it has read the pins anew and
  /// verified two of those that stay, so that two that verify are left whatever happened to the
  /// files meanwhile. Fails, and removes nothing, if the pins cannot be read.
  [[nodiscard]] Result<PrunedCheckpoints> prune(std::size_t last = kLastCheckpoints);

 private:
  [[nodiscard]] Status readPins();
  [[nodiscard]] bool findDamaged(const std::vector<std::string>& leaving,
                                 std::vector<RefusedCheckpoint>& damaged);

  std::string folder_;
  std::vector<CheckpointFacts> facts_ = {};
};

}  // namespace emascope
