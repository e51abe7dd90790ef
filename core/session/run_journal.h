// SPDX-License-Identifier: Apache-2.0
//
// The journal of a kept run as the engine uses it: the memory and the checkpoints of a long run
// leave the oldest evaluations to it, and a run that goes on from such a checkpoint reads them
// there. Journals are untrusted. All of this opens files.
#pragma once

#include "core/base/result.h"
#include "core/library/journal.h"
#include "core/protocol/events.h"
#include "core/session/checkpoint.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace emascope {

/// Path of the journal of the run with this folder of checkpoints, which need not exist; empty for
/// a folder that is not RUN/checkpoints.
[[nodiscard]] std::string journalBeside(const std::string& checkpoint_folder);

/// Counts the evaluations in a journal that grows. [any-thread], by one at a time.
class JournaledEvaluations {
 public:
  JournaledEvaluations() = default;
  explicit JournaledEvaluations(std::string path) : path_(std::move(path)) {}

  /// How many there are by now. Reads what is new; of a journal that cannot be read, or is damaged,
  /// those before.
  [[nodiscard]] std::size_t count();

 private:
  std::string path_ = {};
  std::uint64_t read_ = kJournalHeader;  ///< bytes
  std::size_t count_ = 0;
};

/// The events of the run up to the checkpoint `path`, for RunRecord::apply(): those in the
/// checkpoint and, if it leaves out the beginning of the curve, the evaluations in the journal.
/// Adds to `remarks` which of them are missing, and why. Fails for a checkpoint with damaged
/// events.
[[nodiscard]] Result<std::vector<Event>> eventsUpTo(const Checkpoint& checkpoint,
                                                    const std::string& path,
                                                    std::vector<std::string>& remarks);

}  // namespace emascope
