// SPDX-License-Identifier: Apache-2.0
//
// Another process, which holds what its work returns until end().
#pragma once

#include <array>
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

namespace emascope {

/// Another process that does `work`, says so, and lives until told to go.
class OtherProcess {
 public:
  template <typename Work>
  explicit OtherProcess(Work work) {
    if (::pipe(there_.data()) != 0 || ::pipe(go_.data()) != 0) std::abort();
    child_ = ::fork();
    if (child_ != 0) {
      char byte = 0;
      if (::read(there_[0], &byte, 1) != 1) std::abort();
      ::close(go_[0]);
      return;
    }
    ::close(go_[1]);
    const auto held = work();
    char byte = 1;
    if (::write(there_[1], &byte, 1) == 1) static_cast<void>(::read(go_[0], &byte, 1));
    ::_exit(0);
  }
  void end() {
    ::close(go_[1]);
    ::waitpid(child_, nullptr, 0);
  }

 private:
  std::array<int, 2> there_ = {};
  std::array<int, 2> go_ = {};
  pid_t child_ = -1;
};

}  // namespace emascope
