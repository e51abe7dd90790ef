// SPDX-License-Identifier: Apache-2.0
//
// A flag that poll() can wait for, raised from any thread. Raising it never blocks.
#pragma once

namespace emascope {

class WakeFd {
 public:
  /// Throws std::system_error if the process may open no more files.
  WakeFd();
  ~WakeFd();
  WakeFd(const WakeFd&) = delete;
  WakeFd& operator=(const WakeFd&) = delete;

  void raise() const;  ///< [any-thread]
  void lower() const;
  /// Readable while the flag is raised.
  [[nodiscard]] int fd() const { return fd_; }

 private:
  int fd_ = -1;
};

}  // namespace emascope
