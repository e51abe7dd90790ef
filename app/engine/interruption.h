// SPDX-License-Identifier: Apache-2.0
//
// What a command that waits for its session is woken by: news from the session, and the wish of the
// person at the keyboard (SIGINT, SIGTERM, SIGHUP) that it end. A second such signal ends the
// program at once.
#pragma once

namespace emascope {

class Interruption {
 public:
  /// Catches the signals. @pre the only one of the process
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  /// [any-thread] Never blocks.
  void wake();
  /// Returns after a wake-up or a signal since the last call.
  void wait();
  [[nodiscard]] bool requested() const { return signal() != 0; }
  /// The last one that came; 0 before.
  [[nodiscard]] int signal() const;
};

}  // namespace emascope
