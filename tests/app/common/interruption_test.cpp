// SPDX-License-Identifier: Apache-2.0
//
// What a second SIGINT does; and a SIGINT that was ignored when the program started: who may send
// it all the same.
#include "app/common/interruption.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// Ctrl-C at a terminal whose foreground job this process is; it has arrived when this returns.
void typeCtrlC() {
  if (::setsid() < 0) std::abort();
  const int keyboard = ::posix_openpt(O_RDWR | O_NOCTTY);
  if (keyboard < 0 || ::grantpt(keyboard) != 0 || ::unlockpt(keyboard) != 0) std::abort();
  const char* name = ::ptsname(keyboard);
  const int terminal = ::open(name, O_RDWR | O_NOCTTY);
  if (terminal < 0 || ::ioctl(terminal, TIOCSCTTY, 0) != 0) std::abort();
  constexpr char kKeys[] = "\003\n";
  char line = 0;
  if (::write(keyboard, kKeys, 2) != 2) std::abort();
  ssize_t got = -1;
  while (got < 0) got = ::read(terminal, &line, 1);  // the line comes behind the Ctrl-C
}

[[noreturn]] void sayWhetherRequested(const Interruption& interruption) {
  std::exit(interruption.requested() ? 1 : 0);
}

using testing::ExitedWithCode;

/// Until after the time in which two signals are one request; by the wait of a program for news.
void waitForAnotherRequest(Interruption& interruption) {
  constexpr std::chrono::milliseconds kGuard(250);
  const auto end = std::chrono::steady_clock::now() + 2 * kGuard;
  for (auto now = end - 2 * kGuard; now < end; now = std::chrono::steady_clock::now()) {
    interruption.wait(std::chrono::ceil<std::chrono::milliseconds>(end - now));
  }
}

TEST(InterruptionDeathTest, TheSecondEndsTheProgramAtOnce) {
  EXPECT_EXIT(
      {
        Interruption interruption;
        ::kill(::getpid(), SIGINT);
        waitForAnotherRequest(interruption);
        ::kill(::getpid(), SIGINT);
        sayWhetherRequested(interruption);
      },
      ExitedWithCode(130), "emascope: interrupted again: files written at the end");
}

TEST(InterruptionDeathTest, ThatArrivesTwiceAtOnceIsOne) {
  EXPECT_EXIT(
      {
        const Interruption interruption;
        ::kill(::getpid(), SIGINT);
        ::kill(::getpid(), SIGINT);
        sayWhetherRequested(interruption);
      },
      ExitedWithCode(1), "^$");
}

TEST(InterruptionDeathTest, OtherSignalsDoNotEndTheProgram) {
  EXPECT_EXIT(
      {
        Interruption interruption;
        ::kill(::getpid(), SIGINT);
        waitForAnotherRequest(interruption);
        ::kill(::getpid(), SIGTERM);
        ::kill(::getpid(), SIGHUP);
        sayWhetherRequested(interruption);
      },
      ExitedWithCode(1), "^$");
}

TEST(InterruptionDeathTest, OfATerminalIsObeyed) {
  EXPECT_EXIT(
      {
        const Interruption interruption;
        typeCtrlC();
        sayWhetherRequested(interruption);
      },
      ExitedWithCode(1), "");
}

TEST(InterruptionDeathTest, OfATerminalStaysIgnored) {
  for (const auto ignored : {IgnoredInterrupt::kIgnored, IgnoredInterrupt::kFromATerminal}) {
    EXPECT_EXIT(
        {
          std::signal(SIGINT, SIG_IGN);
          const Interruption interruption(ignored);
          typeCtrlC();
          sayWhetherRequested(interruption);
        },
        ExitedWithCode(0), "");
  }
}

TEST(InterruptionDeathTest, OfAProcessStaysIgnoredUnlessItIsWanted) {
  for (const auto ignored : {IgnoredInterrupt::kIgnored, IgnoredInterrupt::kFromATerminal}) {
    EXPECT_EXIT(
        {
          std::signal(SIGINT, SIG_IGN);
          const Interruption interruption(ignored);
          ::kill(::getpid(), SIGINT);
          sayWhetherRequested(interruption);
        },
        ExitedWithCode(ignored == IgnoredInterrupt::kFromATerminal ? 1 : 0), "");
  }
}

TEST(InterruptionDeathTest, IsIgnoredAgainAfterwards) {
  EXPECT_EXIT(
      {
        std::signal(SIGINT, SIG_IGN);
        { const Interruption interruption(IgnoredInterrupt::kFromATerminal); }
        ::kill(::getpid(), SIGINT);
        std::exit(0);
      },
      ExitedWithCode(0), "");
}

}  // namespace
}  // namespace emascope
