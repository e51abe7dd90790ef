// SPDX-License-Identifier: Apache-2.0
//
// Reads a run back from its folder: what `run.json` says, and the run's record, rebuilt by applying
// the events of its journal. The files are untrusted.
#pragma once

#include "core/base/result.h"
#include "core/library/run_card.h"
#include "core/protocol/record/run_record.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

struct StoredRun {
  std::string folder = {};  ///< its path
  RunCard card = {};
  RunConfig config = {};  ///< as it started, resolved by the engine
  /// All that was kept. Its state is that of the last event: a killed run is still kRunning there,
  /// so ask `state` below.
  RunRecord record = {};
  StoredState state = StoredState::kInterrupted;
  /// For people, empty if the journal is complete: "the last frame is incomplete: the last
  /// 17 bytes of the file are left out".
  std::string cut_off = {};
  /// True if `cut_off` is damage in the middle of the journal, after which nothing is read.
  bool damaged = false;
  std::size_t unknown = 0;  ///< events of kinds that this program does not know; left out
  /// Where the run's checkpoints are: `checkpoints/` in its folder, or of a run that was kept with
  /// --checkpoints DIR that folder, if it has some.
  std::string checkpoint_folder = {};
  std::vector<std::string> checkpoints = {};  ///< names of files in that folder, by step
  std::string thumbnail = {};                 ///< path of `thumbnail.svg`, or empty
};

/// Reads the run in `folder`. [any-thread] Also works while another program writes it; `state` is
/// then kRunning. Fails, with the path and the reason, if there is no run or its journal has no
/// beginning.
[[nodiscard]] Result<StoredRun> readStoredRun(const std::string& folder);

/// The same from the bytes of a journal alone: without card, checkpoints and thumbnail. `source`
/// names them in errors.
[[nodiscard]] Result<StoredRun> runOfJournal(std::string_view bytes, const std::string& source);

/// Reads the evaluations of the run in `folder`, oldest first, without keeping them: passes the
/// record as it was after each part of the journal, with the evaluations of that part alone, to
/// `take`, and stops at its first error. [any-thread] Fails as readStoredRun(); the end of the
/// journal may be missing.
[[nodiscard]] Status readEvaluations(const std::string& folder,
                                     const std::function<Status(const RunRecord&)>& take);

/// The state of a run with this record. `being_written`: a program has it open for writing.
[[nodiscard]] StoredState storedStateOf(const RunRecord& record, bool being_written);
/// RunRecord::state_reason of a run whose program was closed, or began another run, before the
/// run's last step.
inline constexpr std::string_view kClosedReason = "the program was closed";
inline constexpr std::string_view kReplacedReason = "another run took its place";

/// True if a program has the run open for writing, on this machine.
[[nodiscard]] bool isBeingWritten(const std::string& folder);

}  // namespace emascope
