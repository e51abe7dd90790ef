// SPDX-License-Identifier: Apache-2.0
//
// One run in a list of runs.
#pragma once

#include "core/base/result.h"
#include "core/library/run_card.h"

#include <cstdint>
#include <optional>
#include <string>

namespace emascope {

struct StoredRun;

struct RunRow {
  std::string id = {};
  std::string folder = {};  ///< name of its folder in `runs/`, or in `trash/` if `trashed`
  std::string task = {};
  RunNotes notes = {};  ///< title, tags, text, pinned
  StoredState state = StoredState::kInterrupted;
  std::int64_t begun = 0;  ///< ms since 1970
  std::int64_t step = 0;   ///< steps taken, as far as known
  std::int64_t steps = 0;  ///< planned
  /// Validation loss: the best mean of five evaluations (bestMean()). None before five.
  std::optional<double> best_raw = {};
  std::optional<double> best_average = {};  ///< the lowest of all tracks
  std::string best_label = {};              ///< that track's label
  std::string parent = {};                  ///< id, or empty
  std::int64_t parent_step = 0;
  bool trashed = false;
  friend bool operator==(const RunRow&, const RunRow&) = default;
};

/// Percent by which the best average is lower than the best raw; below 0 it is higher. None if one
/// of them is missing or the raw loss is not above 0.
[[nodiscard]] std::optional<double> differenceOf(const RunRow& row);

/// The row of a run that was read from its folder.
[[nodiscard]] RunRow rowOf(const StoredRun& run, bool trashed);

/// Why the run in this folder, a name or a path, cannot be used for `what`, and how it is restored.
[[nodiscard]] Error inTrash(const std::string& what, const std::string& folder);

}  // namespace emascope
