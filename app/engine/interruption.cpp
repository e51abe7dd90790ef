// SPDX-License-Identifier: Apache-2.0
#include "app/engine/interruption.h"

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>

namespace emascope {
namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};

// All that a signal handler may touch.
volatile std::sig_atomic_t requested_signal = 0;
int descriptor = -1;

void signalNews() {
  const std::uint64_t one = 1;
  // A full counter has not been read yet: the reader will wake anyway.
  [[maybe_unused]] const ssize_t written = ::write(descriptor, &one, sizeof one);
}

void handle(int signal) {
  const int saved = errno;
  requested_signal = signal;
  signalNews();
  errno = saved;
}

}  // namespace

Interruption::Interruption() {
  descriptor = ::eventfd(0, EFD_CLOEXEC);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  struct sigaction action {};
  action.sa_handler = handle;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : kSignals) ::sigaction(signal, &action, nullptr);
}

Interruption::~Interruption() {
  for (const int signal : kSignals) std::signal(signal, SIG_DFL);
  ::close(descriptor);
  descriptor = -1;
}

void Interruption::wake() { signalNews(); }

void Interruption::wait() {
  std::uint64_t count = 0;
  while (::read(descriptor, &count, sizeof count) < 0 && errno == EINTR) {
  }
}

int Interruption::signal() const { return requested_signal; }

}  // namespace emascope
