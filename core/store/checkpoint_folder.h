// SPDX-License-Identifier: Apache-2.0
//
// The checkpoints of one run: sealed files named "step-000004200.emascope" in one folder. Lists
// them, finds the newest usable one, and removes them. Other files in the folder, and what killed
// writers left behind, are ignored. [any-thread]
#pragma once

#include "core/base/result.h"
#include "core/store/sealed_file.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// "step-000004200.emascope" of 4200: nine digits, more if needed. @pre step >= 0
[[nodiscard]] std::string checkpointName(std::int64_t step);
/// The step of a name that checkpointName() can return; empty for every other text.
[[nodiscard]] std::optional<std::int64_t> stepOfCheckpoint(std::string_view name);
/// `folder`/`name`
[[nodiscard]] std::string checkpointPath(const std::string& folder, const std::string& name);

struct CheckpointFile {
  std::int64_t step = 0;
  std::string name = {};    ///< without the folder
  std::uint64_t bytes = 0;  ///< size of the file
  friend bool operator==(const CheckpointFile&, const CheckpointFile&) = default;
};

/// The regular files with a checkpoint's name, by step. They are not opened. Fails if the folder
/// cannot be read.
[[nodiscard]] Result<std::vector<CheckpointFile>> listCheckpoints(const std::string& folder);

/// A checkpoint that cannot be used, with the reason.
struct RefusedCheckpoint {
  std::string name = {};
  Error error = {};  ///< its `where` is the path
  friend bool operator==(const RefusedCheckpoint&, const RefusedCheckpoint&) = default;
};

struct NewestCheckpoint {
  std::optional<CheckpointFile> file = {};      ///< empty: none verifies
  SealedContent content = {};                   ///< of `file`
  std::vector<RefusedCheckpoint> refused = {};  ///< those that are newer than `file`, newest first
};

/// The newest checkpoint that verifies, and those that do not and are newer. Fails if the folder
/// cannot be read.
[[nodiscard]] Result<NewestCheckpoint> newestGood(const std::string& folder);

struct RemovedCheckpoints {
  std::vector<std::string> removed = {};       ///< names that are gone, also those gone before
  std::vector<RefusedCheckpoint> failed = {};  ///< those that are still there, with the reason
};

/// Removes the checkpoints `names`, durably where the file system can. A name that is not a
/// checkpoint's is refused, so nothing else in the folder, or outside it, can be removed.
[[nodiscard]] RemovedCheckpoints removeCheckpoints(const std::string& folder,
                                                   const std::vector<std::string>& names);

}  // namespace emascope
