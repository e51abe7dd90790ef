// SPDX-License-Identifier: Apache-2.0
//
// What can be asked of a run. Plain values: copyable, comparable, no pointers.
#pragma once

#include "core/protocol/run_config.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace emascope {
namespace command {

/// A new run. Answered by event::Started or event::Rejected; one that is going on ends as by Stop
/// when the new one is accepted, and goes on when it is rejected.
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
/// From paused: runs `count` steps and pauses again.
struct Advance {
  std::int64_t count = 1;
  friend bool operator==(const Advance&, const Advance&) = default;
};
/// Ends the run where it is; what was measured stays valid.
struct Stop {
  friend bool operator==(const Stop&, const Stop&) = default;
};
/// Applied between two steps, all values or none. Answered by Applied or Rejected, also when a
/// later one for the same parameter overtakes it within the same step.
struct SetParams {
  std::uint64_t request = 0;
  std::string track = {};   ///< a track's label; empty for the run's own parameters ("lr")
  ParamValues values = {};  ///< by ParamSpec::id, or kReseed
  std::optional<std::int64_t> at_step = {};  ///< in force from this step's update on; none = next
  friend bool operator==(const SetParams&, const SetParams&) = default;
};
/// Changes which tracks there are, or writes one into the raw weights; applied between two steps,
/// in order with SetParams. Answered by TracksChanged or Rejected.
struct EditTracks {
  std::uint64_t request = 0;
  TrackAction action = {};
  std::optional<std::int64_t> at_step = {};  ///< as in SetParams
  friend bool operator==(const EditTracks&, const EditTracks&) = default;
};
/// Makes an average that no track kept from the run's snapshots, and evaluates it; changes nothing.
/// Answered by Synthesized or Rejected.
struct Synthesize {
  std::uint64_t request = 0;
  SynthesisSpec spec = {};
  friend bool operator==(const Synthesize&, const Synthesize&) = default;
};
/// Evaluates the weights between raw and an average; changes nothing. Answered by Scanned or
/// Rejected.
struct Scan {
  std::uint64_t request = 0;
  ScanSpec spec = {};
  friend bool operator==(const Scan&, const Scan&) = default;
};
/// What there is to see of the task, made by the weights of raw or of a track; changes nothing.
/// Answered by Viewed or Rejected. Those of a finished run are there until the next one starts.
struct View {
  std::uint64_t request = 0;
  std::string of = {};  ///< "raw" or a label
  friend bool operator==(const View&, const View&) = default;
};
/// Writes weights to a file of the engine's. Answered by Saved or Rejected.
struct Save {
  std::uint64_t request = 0;
  SaveSpec spec = {};
  friend bool operator==(const Save&, const Save&) = default;
};
/// Most steps per second; 0 = unlimited. Not part of a run's results.
struct SetSpeed {
  double steps_per_second = 0.0;
  friend bool operator==(const SetSpeed&, const SetSpeed&) = default;
};

}  // namespace command

using Command =
    std::variant<command::Start, command::Pause, command::Resume, command::Advance, command::Stop,
                 command::SetParams, command::EditTracks, command::Synthesize, command::Scan,
                 command::View, command::Save, command::SetSpeed>;

}  // namespace emascope
