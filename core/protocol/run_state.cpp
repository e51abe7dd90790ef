// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/run_state.h"

#include "core/base/overloaded.h"
#include "core/base/phrase.h"

namespace emascope {

std::string_view runStateText(RunState state) {
  switch (state) {
    case RunState::kIdle:
      return words("idle");
    case RunState::kRunning:
      return words("running");
    case RunState::kPaused:
      return words("paused");
    case RunState::kFinished:
      return words("finished");
    case RunState::kFailed:
      return words("failed");
  }
  return "";
}

std::optional<RunState> nextState(RunState from, const Command& command) {
  const bool live = from == RunState::kRunning || from == RunState::kPaused;
  const bool inspectable = live || from == RunState::kFinished;
  const auto when = [](bool allowed, RunState to) {
    return allowed ? std::optional(to) : std::nullopt;
  };
  return std::visit(
      Overloaded{[](const command::Start& start) {
                   return std::optional(start.config.start_paused ? RunState::kPaused
                                                                  : RunState::kRunning);
                 },
                 [&](const command::Pause&) {
                   return when(from == RunState::kRunning, RunState::kPaused);
                 },
                 [&](const command::Resume&) {
                   return when(from == RunState::kPaused, RunState::kRunning);
                 },
                 [&](const command::Advance& advance) {
                   return when(from == RunState::kPaused && advance.count > 0, RunState::kRunning);
                 },
                 [&](const command::Stop&) { return when(live, RunState::kFinished); },
                 [&](const command::SetParams&) { return when(live, from); },
                 [&](const command::EditTracks&) { return when(live, from); },
                 [&](const command::Synthesize&) { return when(inspectable, from); },
                 [&](const command::Scan&) { return when(inspectable, from); },
                 [&](const command::Render&) { return when(inspectable, from); },
                 [&](const command::Save&) { return when(inspectable, from); },
                 [&](const command::SetSpeed&) { return when(true, from); },
                 [&](const command::CompareSamples&) { return when(inspectable, from); },
                 [&](const command::MeasureDistances&) { return when(inspectable, from); },
                 [&](const command::ShowSamples&) { return when(inspectable, from); },
                 [&](const command::Extend& extend) {
                   return when(inspectable && extend.steps > 0, live ? from : RunState::kRunning);
                 },
                 [&](const command::Checkpoint&) { return when(inspectable, from); },
                 [&](const command::PinCheckpoint&) { return when(from != RunState::kIdle, from); },
                 [&](const command::SetNote&) { return when(from != RunState::kIdle, from); }},
      command);
}

}  // namespace emascope
