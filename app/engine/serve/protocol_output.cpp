// SPDX-License-Identifier: Apache-2.0
#include "app/engine/serve/protocol_output.h"

#include "app/common/exit_code.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace emascope {
namespace {

int reserved = -1;

}  // namespace

void reserveProtocolOutput() {
  constexpr int kFirstFree = 3;
  reserved = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, kFirstFree);
  if (reserved < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0) {
    std::perror("emascope-engine: standard output cannot be used for the protocol");
    std::exit(kExitFailure);
  }
}

int protocolOutput() { return reserved; }

void leaveTerminal() {
  setpgid(0, 0);  // refused to the leader of a session, which has such a group already
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace emascope
