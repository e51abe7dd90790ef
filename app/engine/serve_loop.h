// SPDX-License-Identifier: Apache-2.0
//
// A session behind two file descriptors: the engine's side of the protocol. Says Hello, passes
// commands in and events out, and ends at the end of its input whether or not anybody reads its
// output. Input that cannot be understood is answered by one event::Failed and ends it, as a stream
// of frames cannot be picked up again. Knows no LibTorch.
#pragma once

#include "core/protocol/codec.h"
#include "core/protocol/session.h"

#include <chrono>
#include <functional>

namespace emascope {

/// How a session is left before its input has ended.
struct ServeEnding {
  int wanted_fd = -1;  ///< readable when the program is to end, its run first; -1: never
  /// Asked again and again when a run that is to end, by command::Stop or by `wanted_fd`, goes on
  /// for some seconds: gives up a step that has taken `so_long`, and says whether it did. None:
  /// steps are waited for.
  std::function<bool(std::chrono::seconds so_long)> give_up = {};
  /// A step was given up unasked, and nothing more will come. None: never.
  std::function<bool()> gave_up = {};
};

/// Blocks until one side has gone. Neither descriptor is closed; SIGPIPE must be ignored. The
/// session keeps running: ending it is the caller's. Returns the program's exit code: kExitOk at
/// the end of input or after `ending` was wanted, kExitUsage for input that is not the protocol,
/// kExitFailure if the output broke or work was given up unasked; the latter three are said on
/// stderr.
[[nodiscard]] int serveSession(Session& session, const Hello& hello, int in_fd, int out_fd,
                               const ServeEnding& ending = {});

}  // namespace emascope
