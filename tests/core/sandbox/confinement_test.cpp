// SPDX-License-Identifier: Apache-2.0
//
// A thread that has given up its rights: what it cannot do any more, what its host does for it, and
// that every other thread can still do everything.
#include "core/sandbox/confinement.h"

#include "core/sandbox/hosted_thread.h"
#include "tests/support/temporary_folder.h"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <fstream>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::HasSubstr;

bool never() { return false; }

/// Runs `work` in a hosted thread that is confined; what the system holds of it.
Confinement confined(const std::function<void()>& work, bool devices = false) {
  Confinement held;
  HostedThread thread([&] {
    keepDevicesInReach(devices);
    held = confineThisThread();
    work();
  });
  EXPECT_TRUE(thread.host(std::chrono::milliseconds(50), never));
  liftMemoryLimit();
  return held;
}

/// The error number of what a confined thread has tried; 0: it was let.
int triedBy(const std::function<bool()>& deed, bool devices = false) {
  int error = 0;
  const Confinement held = confined([&] { error = deed() ? 0 : errno; }, devices);
  if (!held.system_calls) {
    ADD_FAILURE() << "this system has no seccomp: " << held.text();
  }
  return error;
}

bool opens(const std::string& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC, 0600);
  if (descriptor >= 0) ::close(descriptor);
  return descriptor >= 0;
}

class Confined : public testing::TestWithParam<bool> {};

TEST_P(Confined, MakesNoFile) {
  const TemporaryFolder folder;
  EXPECT_NE(triedBy([&] { return opens(folder / "new", O_WRONLY | O_CREAT); }, GetParam()), 0);
  EXPECT_EQ(folder.files(), 0U);
}

TEST_P(Confined, EmptiesDeletesAndRenamesNoFile) {
  const TemporaryFolder folder;
  const std::string file = folder.file("kept", "as it was");
  EXPECT_NE(triedBy([&] { return opens(file, O_WRONLY | O_TRUNC); }, GetParam()), 0);
  EXPECT_NE(triedBy([&] { return ::unlink(file.c_str()) == 0; }, GetParam()), 0);
  EXPECT_NE(
      triedBy([&] { return ::rename(file.c_str(), (folder / "x").c_str()) == 0; }, GetParam()), 0);
  EXPECT_EQ(TemporaryFolder::contents(file), "as it was");
}

TEST_P(Confined, OpensNoConnection) {
  EXPECT_EQ(triedBy([] { return ::socket(AF_INET, SOCK_STREAM, 0) >= 0; }, GetParam()), EPERM);
}

TEST_P(Confined, StartsNoProcess) {
  EXPECT_NE(triedBy(
                [] {
                  const pid_t child = ::fork();
                  if (child == 0) ::_exit(0);
                  if (child > 0) ::waitpid(child, nullptr, 0);
                  return child > 0;
                },
                GetParam()),
            0);
}

TEST_P(Confined, StartsThreadsThatAreConfinedToo) {
  const TemporaryFolder folder;
  bool opened = true;
  confined([&] { std::thread([&] { opened = opens(folder / "new", O_WRONLY | O_CREAT); }).join(); },
           GetParam());
  EXPECT_FALSE(opened);
}

INSTANTIATE_TEST_SUITE_P(WithAndWithoutDevices, Confined, testing::Bool());

TEST(Confinement, ReadsNoFileWhereTheKernelHasLandlock) {
  const TemporaryFolder folder;
  const std::string file = folder.file("secret", "s");
  bool opened = false;
  const Confinement held = confined([&] { opened = opens(file, O_RDONLY); });
  EXPECT_EQ(opened, !held.files) << held.text();
}

TEST(Confinement, IsOfThatThreadAlone) {
  const TemporaryFolder folder;
  bool inside = false;
  confined([&] { inside = thisThreadIsConfined(); });
  EXPECT_TRUE(inside);
  EXPECT_FALSE(thisThreadIsConfined());
  EXPECT_TRUE(opens(folder / "new", O_WRONLY | O_CREAT));
}

TEST(Confinement, SaysWhatHoldsAndWhatDoesNot) {
  EXPECT_EQ((Confinement{.system_calls = true, .files = true, .memory = true}).text(),
            "no new files, programs or connections (seccomp), no opening of files (Landlock), no "
            "more memory than the machine has");
  EXPECT_EQ((Confinement{.system_calls = true, .memory = true}).text(),
            "no new files, programs or connections (seccomp), no more memory than the machine has; "
            "not enforced: no opening of files (Landlock)");
  EXPECT_THAT((Confinement{.system_calls = true, .files = true, .devices = true}).text(),
              HasSubstr("no writing of files (Landlock)"));
  EXPECT_THAT(Confinement{}.text(), HasSubstr("neither seccomp nor Landlock"));
}

TEST(Confinement, LimitsMemoryUntilItIsLifted) {
  const auto limit = [] {
    rlimit limits{};
    ::getrlimit(RLIMIT_AS, &limits);
    return limits.rlim_cur;
  };
  const rlim_t before = limit();
  rlim_t inside = 0;
  confined([&] { inside = limit(); });
  EXPECT_LT(inside, before);
  EXPECT_EQ(limit(), before);
}

TEST(HostedThread, HasItsErrandsDoneByItsHost) {
  const TemporaryFolder folder;
  const auto host = std::this_thread::get_id();
  std::thread::id of_errand;
  std::string caught;
  confined([&] {
    asUnconfined([&] {
      of_errand = std::this_thread::get_id();
      std::ofstream(folder / "written") << "text";
    });
    try {
      asUnconfined([] { throw std::runtime_error("no room"); });
    } catch (const std::runtime_error& error) {
      caught = error.what();
    }
  });
  EXPECT_EQ(of_errand, host);
  EXPECT_EQ(TemporaryFolder::contents(folder / "written"), "text");
  EXPECT_EQ(caught, "no room");
}

TEST(HostedThread, DoesItsErrandsItselfAsLongAsItMay) {
  std::thread::id own;
  std::thread::id of_errand;
  HostedThread thread([&] {
    own = std::this_thread::get_id();
    asUnconfined([&] { of_errand = std::this_thread::get_id(); });
  });
  EXPECT_TRUE(thread.host(std::chrono::milliseconds(50), never));
  EXPECT_EQ(of_errand, own);
}

TEST(HostedThread, IsLeftToItselfOnceItsHostGivesUp) {
  const auto release =
      std::make_shared<std::atomic<bool>>(false);  // the thread may outlive the test
  HostedThread thread([release] {
    while (!*release) std::this_thread::yield();
  });
  EXPECT_FALSE(thread.host(std::chrono::milliseconds(1), [] { return true; }));
  *release = true;
}

}  // namespace
}  // namespace emascope
