// SPDX-License-Identifier: Apache-2.0
//
// Wakes a waiting program when there is news, or when a user or the system asks it to end by
// SIGINT, SIGTERM or SIGHUP. A signal that was ignored when the program started stays ignored:
// nohup and shells that start background jobs rely on that. The first signal asks for an end with
// all outputs written. Further ones change nothing, because a closed terminal or a process manager
// sends several. Only a second SIGINT ends the program at once: it prints what is lost and exits
// with 130.
#pragma once

#include <chrono>
#include <memory>

namespace emascope {

/// What to do with SIGINT if it was ignored when the program started. A shell without job control
/// ignores it for background jobs, so that Ctrl-C ends only the foreground job; `kill -INT` is
/// still meant for this program.
enum class IgnoredInterrupt {
  kIgnored,        ///< ignored from any sender
  kFromATerminal,  ///< ignored only from the terminal; one sent by a process is obeyed
};

class Interruption {
 public:
  /// Catches the signals. Throws std::system_error if the process may open no more files.
  /// @pre the only one of the process
  explicit Interruption(IgnoredInterrupt ignored = IgnoredInterrupt::kIgnored);
  /// Restores the previous signal handlers.
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  /// [any-thread] Never blocks.
  void wake();
  /// Returns after a wake-up or a signal since the last call, or when `patience` is over.
  void wait(std::chrono::milliseconds patience = std::chrono::milliseconds(-1));
  /// The first signal that came, or 0. [any-thread]
  [[nodiscard]] int signal() const;
  [[nodiscard]] bool requested() const { return signal() != 0; }

  /// Readable while wait() would return at once; for other event loops.
  [[nodiscard]] int fd() const;

 private:
  struct Before;
  std::unique_ptr<Before> before_;
};

}  // namespace emascope
