// SPDX-License-Identifier: Apache-2.0
//
// The engine's side of the protocol: serves a session over two file descriptors. Sends Hello,
// passes commands in and events out, and ends at the end of its input, even if nobody reads its
// output. Input that is not the protocol is answered by one event::Failed and ends the loop,
// because a stream of frames cannot be resynchronized. Independent of LibTorch.
#pragma once

#include "core/protocol/session.h"
#include "core/protocol/wire/codec.h"

#include <chrono>
#include <functional>

namespace emascope {

/// How to end before the end of input.
struct ServeEnding {
  int wanted_fd = -1;  ///< readable when the program must end, after its run; -1 = never
  /// Called repeatedly while a run that must end, by command::Stop or by `wanted_fd`, continues for
  /// several seconds. Abandons a step that has taken `so_long` and returns whether it did. None:
  /// waits for steps without limit.
  std::function<bool(std::chrono::seconds so_long)> give_up = {};
  /// True if a step was abandoned without give_up(); no more events will come. None: never.
  std::function<bool()> gave_up = {};
};

/// Gets every event of the session before it is sent. Called on a thread of the loop, one call at a
/// time.
using EventWitness = std::function<void(const Event&)>;

/// Blocks until one side has gone. Does not close the descriptors; SIGPIPE must be ignored. The
/// session keeps running; the caller must end it. Returns the program's exit code: kExitOk at the
/// end of input or after an end by `ending`, kExitUsage for input that is not the protocol,
/// kExitFailure if the output broke or a step was abandoned without a request to end. Errors are
/// printed on stderr.
[[nodiscard]] int serveSession(Session& session, const Hello& hello, int in_fd, int out_fd,
                               const ServeEnding& ending = {}, const EventWitness& witness = {});

}  // namespace emascope
