// SPDX-License-Identifier: Apache-2.0
//
// A session behind two file descriptors: the engine's side of the protocol. Says Hello, passes
// commands in and events out, and ends at the end of its input whether or not anybody reads its
// output. Input that cannot be understood is answered by one event::Failed and ends it, as a stream
// of frames cannot be picked up again. Knows no LibTorch.
#pragma once

#include "core/protocol/codec.h"
#include "core/protocol/session.h"

namespace emascope {

/// Blocks until one side has gone. Neither descriptor is closed; SIGPIPE must be ignored. The
/// session keeps running: ending it is the caller's. Returns the program's exit code: kExitOk at
/// the end of input, kExitUsage for input that is not the protocol, kExitFailure if the output
/// broke; the latter two are said on stderr.
[[nodiscard]] int serveSession(Session& session, const Hello& hello, int in_fd, int out_fd);

}  // namespace emascope
