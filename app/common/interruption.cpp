// SPDX-License-Identifier: Apache-2.0
#include "app/common/interruption.h"

#include "app/common/exit_code.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <poll.h>
#include <string_view>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>

namespace emascope {
namespace {

constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP};

/// One request may arrive twice: 'timeout' signals the program and then its process group.
constexpr std::int64_t kOneWish = 250;  // ms

constexpr std::string_view kLost =
    "\nemascope: interrupted again: files written at the end (JSON, weights, pictures) are lost;\n"
    "the CSV has all rows so far\n";

// The only variables that the signal handler uses.
std::atomic<int> first_signal = 0;
std::atomic<std::int64_t> first_interrupt = 0;  // ms of a steady clock
std::atomic<int> descriptor = -1;
static_assert(std::atomic<int>::is_always_lock_free &&
              std::atomic<std::int64_t>::is_always_lock_free);

void signalNews() {
  const std::uint64_t one = 1;
  // A full counter has not been read yet: the reader will wake anyway.
  [[maybe_unused]] const ssize_t written = ::write(descriptor, &one, sizeof one);
}

std::int64_t milliseconds() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return std::int64_t{1000} * time.tv_sec + time.tv_nsec / 1'000'000;
}

void endIfItIsTheSecond() {
  const std::int64_t now = milliseconds();
  std::int64_t first = 0;
  if (first_interrupt.compare_exchange_strong(first, now) || now - first < kOneWish) return;
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, kLost.data(), kLost.size());
  ::_exit(exitCodeOfSignal(SIGINT));
}

void handle(int signal) {
  const int saved = errno;
  int none = 0;
  first_signal.compare_exchange_strong(none, signal);
  if (signal == SIGINT) endIfItIsTheSecond();
  signalNews();
  errno = saved;
}

void handleOfProcess(int signal, siginfo_t* info, void* /*context*/) {
  const int from = info->si_code;
  if (from == SI_USER || from == SI_TKILL || from == SI_QUEUE) handle(signal);
}

}  // namespace

struct Interruption::Before {
  std::array<struct sigaction, kSignals.size()> actions = {};
};

Interruption::Interruption(IgnoredInterrupt ignored) : before_(std::make_unique<Before>()) {
  descriptor = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  first_signal = 0;
  first_interrupt = 0;
  struct sigaction action {};
  action.sa_handler = handle;
  sigemptyset(&action.sa_mask);
  for (const int signal : kSignals) sigaddset(&action.sa_mask, signal);
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    struct sigaction& before = before_->actions[i];
    ::sigaction(kSignals[i], nullptr, &before);
    if (before.sa_handler != SIG_IGN) {
      ::sigaction(kSignals[i], &action, nullptr);
    } else if (kSignals[i] == SIGINT && ignored == IgnoredInterrupt::kFromATerminal) {
      struct sigaction choosy = action;
      choosy.sa_sigaction = handleOfProcess;
      choosy.sa_flags = SA_SIGINFO | SA_RESTART;
      ::sigaction(SIGINT, &choosy, nullptr);
    }
  }
}

Interruption::~Interruption() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    ::sigaction(kSignals[i], &before_->actions[i], nullptr);
  }
  ::close(descriptor.exchange(-1));
}

void Interruption::wake() { signalNews(); }

void Interruption::wait(std::chrono::milliseconds patience) {
  pollfd news = {descriptor, POLLIN, 0};
  // A signal that comes meanwhile has raised the descriptor.
  while (::poll(&news, 1, static_cast<int>(patience.count())) < 0 && errno == EINTR) {
  }
  std::uint64_t count = 0;
  [[maybe_unused]] const ssize_t got = ::read(descriptor, &count, sizeof count);
}

int Interruption::signal() const { return first_signal; }

int Interruption::fd() const { return descriptor; }

}  // namespace emascope
