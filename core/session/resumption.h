// SPDX-License-Identifier: Apache-2.0
//
// Resuming a run from a checkpoint: finds the file, merges the settings of the run with those of
// the request, and compares the two. One error lists every difference that is not allowed.
#pragma once

#include "core/session/checkpoint.h"
#include "core/session/run_factory.h"

#include <string>
#include <string_view>
#include <vector>

namespace emascope {

struct Resumption {
  std::string path = {};  ///< the file that is used
  Checkpoint checkpoint = {};
  /// The run's, with what the request changes; the tracks are those it began with.
  RunConfig config = {};
  /// The same as it stands at the checkpoint: present tracks, and the edits still to come. For
  /// validate().
  RunConfig present = {};
  /// To be in force from the next step on: tracks added, removed and set by the request, in the
  /// order in which they come before those of `present`.
  std::vector<ScheduledEdit> changes = {};
  std::vector<Event> events = {};         ///< of the run up to there; see eventsUpTo()
  std::vector<std::string> remarks = {};  ///< for people: a damaged checkpoint, another device
};

/// Reads the checkpoint that `request.resume_from` names, or the newest good one of that folder.
/// Fails if there is none, and for settings that a run cannot change. Opens files, and removes what
/// killed programs have left half-written in that folder. @pre !request.resume_from.empty()
[[nodiscard]] Result<Resumption> resumptionOf(const RunConfig& request);

/// Builds the run and makes it go on from the checkpoint: `prepared.build` then returns it. Fails
/// for other data, another model or another optimizer, and if building throws. Adds the remarks to
/// the notes of the model. [trainer-thread]
[[nodiscard]] Status buildResumed(PreparedRun& prepared, Resumption& resumption);

/// "LABEL: VALUE in the checkpoint and VALUE here" for each setting that differs between a run and
/// a request. Parts that the request leaves out do not differ.
[[nodiscard]] std::vector<std::string> resumedDifferences(const RunConfig& run,
                                                          const RunConfig& request);

/// Whether an option of the user's task may differ: where files are, since their content is
/// compared, and what changes no result.
[[nodiscard]] bool mayMove(std::string_view user_task_option);

}  // namespace emascope
