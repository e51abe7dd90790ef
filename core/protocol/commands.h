// SPDX-License-Identifier: Apache-2.0
//
// Commands to a run. Plain values: copyable, comparable, no pointers.
#pragma once

#include "core/protocol/spec/chart_note.h"
#include "core/protocol/spec/command_kinds.h"
#include "core/protocol/spec/run_config.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace emascope {
namespace command {

/// Starts a run. Answered by event::Started or event::Rejected. A run in progress is stopped if the
/// new one is accepted, and continues if it is rejected.
struct Start {
  std::uint64_t request = 0;
  RunConfig config = {};
  friend bool operator==(const Start&, const Start&) = default;
};
struct Pause {
  friend bool operator==(const Pause&, const Pause&) = default;
};
struct Resume {
  friend bool operator==(const Resume&, const Resume&) = default;
};
/// Runs `count` steps of a paused run and pauses again.
struct Advance {
  std::int64_t count = 1;
  friend bool operator==(const Advance&, const Advance&) = default;
};
/// Ends the run at its current step; the results so far stay valid.
struct Stop {
  friend bool operator==(const Stop&, const Stop&) = default;
};
/// Sets parameters between two steps: all values or none. Answered by Applied or Rejected, even if
/// a later command for the same parameter takes effect at the same step.
struct SetParams {
  std::uint64_t request = 0;
  std::string track = {};   ///< a track's label; empty for the run's own parameters ("lr")
  ParamValues values = {};  ///< by ParamSpec::id, or kReseed
  std::optional<std::int64_t> at_step =
      {};  ///< takes effect at this step's update; none = the next
  friend bool operator==(const SetParams&, const SetParams&) = default;
};
/// Adds, removes or rearranges tracks, or writes one into the raw weights. Applied between two
/// steps, in order with SetParams. Answered by TracksChanged or Rejected.
struct EditTracks {
  std::uint64_t request = 0;
  TrackAction action = {};
  std::optional<std::int64_t> at_step = {};  ///< as in SetParams
  friend bool operator==(const EditTracks&, const EditTracks&) = default;
};
/// Computes an average that no track kept from the run's snapshots, and evaluates it. Read-only.
/// Answered by Synthesized or Rejected. Also works on a finished run, until the next one starts.
struct Synthesize {
  std::uint64_t request = 0;
  SynthesisSpec spec = {};
  friend bool operator==(const Synthesize&, const Synthesize&) = default;
};
/// Evaluates weights on the line between raw and an average. Read-only. Answered by Scanned or
/// Rejected.
struct Scan {
  std::uint64_t request = 0;
  ScanSpec spec = {};
  friend bool operator==(const Scan&, const Scan&) = default;
};
/// Renders the task-specific picture (decision surface, fitted curve, ...) with the raw weights, a
/// track's, or a mix of the two. Read-only. Answered by Rendered or Rejected. Also works on a
/// finished run, until the next one starts.
///
/// This, Scan and the three reports that follow are made with the weights at the moment the command
/// is read, in pieces between the steps. A mix that is still waiting is rejected, with kSuperseded,
/// when a newer mix of the same track is asked for; pictures of raw and of a track never are.
struct Render {
  std::uint64_t request = 0;
  std::string of = {};  ///< "raw", a label, or an average made from snapshots: synthesisOption()
  double share = 1.0;   ///< (1 - share) raw + share track; see checkShare(). Others ignore it
  friend bool operator==(const Render&, const Render&) = default;
};
/// Compares what raw and a mix of raw and a track say of the same validation samples, one by one.
/// Read-only. Answered by SamplesCompared or Rejected, in the states in which Render is. A mix that
/// is still waiting is superseded by a newer mix of the same track, as in Render.
struct CompareSamples {
  std::uint64_t request = 0;
  std::string of = {};  ///< a label
  double share = 1.0;   ///< of the track, as in Render
  friend bool operator==(const CompareSamples&, const CompareSamples&) = default;
};
/// Measures how far a track's tensors are from the raw ones. Read-only. Answered by
/// DistancesMeasured or Rejected, in the states of Render. A newer one supersedes one that waits.
struct MeasureDistances {
  std::uint64_t request = 0;
  std::string of = {};  ///< a label
  friend bool operator==(const MeasureDistances&, const MeasureDistances&) = default;
};
/// Sends the inputs of validation samples. Answered by SamplesShown or Rejected, in the states in
/// which Render is.
struct ShowSamples {
  std::uint64_t request = 0;
  std::vector<std::int64_t> samples = {};  ///< 1 to kMostShown numbers, from 0
  friend bool operator==(const ShowSamples&, const ShowSamples&) = default;
};
inline constexpr std::size_t kMostShown = 64;
/// Adds steps to the end of a run, also after it: a finished run goes on as if it had been planned
/// longer, until the next one starts. A schedule of the learning rate keeps the length that it was
/// started with; beyond that, its last rate stays. What was evaluated stays, also at a former last
/// step that is no multiple of eval_every. Answered by Extended or Rejected.
struct Extend {
  std::uint64_t request = 0;
  std::int64_t steps = 1;  ///< at least 1; the new total is at most kMostSteps
  friend bool operator==(const Extend&, const Extend&) = default;
};
/// Writes weights to a file of the engine, also after the end. Answered by Saved or Rejected.
struct Save {
  std::uint64_t request = 0;
  SaveSpec spec = {};
  friend bool operator==(const Save&, const Save&) = default;
};
/// Writes a checkpoint of the run as it is now, also after its end. Answered by CheckpointWritten
/// once it is on the disk, or by Rejected.
struct Checkpoint {
  std::uint64_t request = 0;
  bool pinned = false;  ///< kept until it is unpinned
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};
/// Says whether a checkpoint of this run is kept when older ones are removed, in any state but
/// idle. Answered by CheckpointWritten, as it is now, or by Rejected.
struct PinCheckpoint {
  std::uint64_t request = 0;
  std::int64_t step = 0;  ///< of the checkpoint
  bool pinned = true;
  friend bool operator==(const PinCheckpoint&, const PinCheckpoint&) = default;
};
/// Adds a note to the chart of the run, or changes or removes the one with its id, in any state but
/// idle. Does not change a run's results. Answered by NoteChanged or Rejected.
struct SetNote {
  std::uint64_t request = 0;
  ChartNote note = {};
  bool removed = false;  ///< removes the note with this id; the rest of `note` has no effect
  friend bool operator==(const SetNote&, const SetNote&) = default;
};
/// Limits the steps per second; 0 = unlimited. Does not change a run's results.
struct SetSpeed {
  double steps_per_second = 0.0;
  friend bool operator==(const SetSpeed&, const SetSpeed&) = default;
};

}  // namespace command

using Command =
    std::variant<command::Start, command::Pause, command::Resume, command::Advance, command::Stop,
                 command::SetParams, command::EditTracks, command::Synthesize, command::Scan,
                 command::Render, command::Save, command::SetSpeed, command::CompareSamples,
                 command::MeasureDistances, command::ShowSamples, command::Extend,
                 command::Checkpoint, command::PinCheckpoint, command::SetNote>;
static_assert(std::variant_size_v<Command> == kCommandKinds.size());

/// The command's kind in the protocol: "set_params". One of kCommandKinds.
[[nodiscard]] inline std::string_view commandKind(const Command& command) {
  return kCommandKinds.at(command.index());
}

}  // namespace emascope
