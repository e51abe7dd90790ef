// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/limited_child.h"

#include "core/sandbox/descriptor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace emascope {
namespace {

using Clock = std::chrono::steady_clock;

Error systemError(const char* what) {
  return {"child process", std::string(what) + ": " + std::strerror(errno), ""};
}

/// Moves a descriptor above those that the child uses, so that none is overwritten.
Descriptor lifted(int descriptor) {
  constexpr int kAbove = 10;
  const Descriptor low(descriptor);
  return Descriptor(descriptor < 0 ? -1 : ::fcntl(descriptor, F_DUPFD_CLOEXEC, kAbove));
}

/// A sealed file in memory, positioned at its start.
Descriptor memoryFile(std::string_view bytes) {
  Descriptor file = lifted(::memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  while (file.valid() && !bytes.empty()) {
    const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return Descriptor(-1);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (file.valid()) {
    ::lseek(file.get(), 0, SEEK_SET);
    ::fcntl(file.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL);
  }
  return file;
}

struct Pipe {
  Descriptor ours;
  Descriptor theirs;
};

Pipe makePipe() {
  std::array<int, 2> ends = {-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {};
  Pipe pipe{lifted(ends[0]), lifted(ends[1])};
  if (pipe.ours.valid()) ::fcntl(pipe.ours.get(), F_SETFL, O_NONBLOCK);
  return pipe;
}

/// Only the variables that locate libraries and configure sanitizers.
std::vector<std::string> childEnvironment() {
  std::vector<std::string> kept = {"OMP_NUM_THREADS=1"};
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    for (const std::string_view begin : {"LD_", "ASAN_", "UBSAN_", "TSAN_", "LSAN_"}) {
      if (text.starts_with(begin)) kept.emplace_back(text);
    }
  }
  return kept;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> result;
  for (std::string& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

/// Starts the child in its own process group. Returns -1 and sets errno on failure.
pid_t start(const ChildCommand& command, const Descriptor& printed, const Descriptor& report,
            const Descriptor& input) {
  std::vector<std::string> words = command.arguments;
  words.insert(words.begin(), command.program);
  std::vector<std::string> environment = childEnvironment();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, printed.get(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, printed.get(), STDERR_FILENO);
  posix_spawn_file_actions_adddup2(&actions, report.get(), kChildReport);
  posix_spawn_file_actions_adddup2(&actions, input.get(), kChildInput);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t signals;
  sigfillset(&signals);
  posix_spawnattr_setsigdefault(&attributes, &signals);
  sigemptyset(&signals);
  posix_spawnattr_setsigmask(&attributes, &signals);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  pid_t child = -1;
  errno = ::posix_spawn(&child, command.program.c_str(), &actions, &attributes,
                        pointers(words).data(), pointers(environment).data());
  const int failed = errno;
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  errno = failed;
  return failed == 0 ? child : -1;
}

/// Reads what is available now; returns false at the end.
template <typename Take>
bool drain(const Descriptor& pipe, Take take) {
  std::array<char, 1U << 16U> bytes{};
  for (;;) {
    const ssize_t got = ::read(pipe.get(), bytes.data(), bytes.size());
    if (got > 0) {
      take(std::string_view(bytes.data(), static_cast<std::size_t>(got)));
    } else if (got == 0 || (errno != EINTR && errno != EAGAIN)) {
      return false;
    } else if (errno == EAGAIN) {
      return true;
    }
  }
}

/// A running child.
class Watched {
 public:
  Watched(const ChildCommand& command, pid_t child, Descriptor printed, Descriptor report)
      : command_(command),
        child_(child),
        end_(lifted(static_cast<int>(::syscall(SYS_pidfd_open, child, 0U)))),
        printed_(std::move(printed)),
        report_(std::move(report)) {}

  ChildOutcome outcome() {
    const auto deadline = Clock::now() + command_.time;
    while (!gone_) {
      const auto left =
          std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
      if (left.count() <= 0) {
        outcome_.end = ChildOutcome::End::kOutOfTime;
        break;
      }
      wait(static_cast<int>(left.count()) + 1);
      if (outcome_.report.size() > command_.most_report) {
        outcome_.end = ChildOutcome::End::kSaidTooMuch;
        break;
      }
    }
    ::kill(-child_, SIGKILL);
    int status = 0;
    while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
    }
    take();
    outcome_.report.resize(std::min(outcome_.report.size(), command_.most_report));
    if (outcome_.end == ChildOutcome::End::kExited) {
      if (WIFSIGNALED(status)) outcome_.end = ChildOutcome::End::kSignalled;
      outcome_.code = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
    }
    return std::move(outcome_);
  }

 private:
  /// Waits until there is output or the child has ended.
  void wait(int milliseconds) {
    std::array<pollfd, 3> watched = {{{open_[0] ? printed_.get() : -1, POLLIN, 0},
                                      {open_[1] ? report_.get() : -1, POLLIN, 0},
                                      {end_.get(), POLLIN, 0}}};
    if (::poll(watched.data(), watched.size(), milliseconds) < 0) return;
    take();
    // Without a pidfd, it has ended when both of its pipes are closed.
    gone_ = end_.valid() ? watched[2].revents != 0 : !open_[0] && !open_[1];
  }

  void take() {
    if (open_[0]) {
      open_[0] = drain(printed_, [this](std::string_view text) {
        outcome_.printed_bytes += text.size();
        const std::size_t room = command_.most_printed - outcome_.printed.size();
        outcome_.printed += text.substr(0, room);
      });
    }
    if (open_[1]) {
      open_[1] = drain(report_, [this](std::string_view text) {
        if (outcome_.report.size() <= command_.most_report) outcome_.report += text;
      });
    }
  }

  const ChildCommand& command_;
  pid_t child_;
  Descriptor end_;
  Descriptor printed_;
  Descriptor report_;
  std::array<bool, 2> open_ = {true, true};
  bool gone_ = false;
  ChildOutcome outcome_ = {};
};

}  // namespace

Result<ChildOutcome> runLimited(const ChildCommand& command) {
  const Descriptor input = memoryFile(command.input);
  if (!input.valid()) return systemError("cannot copy the input to memory");
  Pipe printed = makePipe();
  Pipe report = makePipe();
  if (!printed.theirs.valid() || !report.theirs.valid()) return systemError("cannot create a pipe");
  const pid_t child = start(command, printed.theirs, report.theirs, input);
  if (child < 0) return systemError("cannot start");
  printed.theirs.close();
  report.theirs.close();
  return Watched(command, child, std::move(printed.ours), std::move(report.ours)).outcome();
}

void becomeLimitedChild() {
  const pid_t parent = ::getppid();
  ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  if (::getppid() != parent) std::_Exit(1);
  ::syscall(SYS_close_range, kChildInput + 1, ~0U, 0U);
}

std::string readChildInput() {
  struct stat info {};
  if (::fstat(kChildInput, &info) != 0) throw std::runtime_error("no input");
  std::string bytes(static_cast<std::size_t>(info.st_size), '\0');
  std::size_t have = 0;
  while (have < bytes.size()) {
    const ssize_t got =
        ::pread(kChildInput, bytes.data() + have, bytes.size() - have, static_cast<off_t>(have));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw std::runtime_error("cannot read the input");
    have += static_cast<std::size_t>(got);
  }
  return bytes;
}

void writeChildReport(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(kChildReport, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) std::_Exit(1);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace emascope
