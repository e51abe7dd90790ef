// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/limited_child.h"

#include "core/sandbox/protections.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

ChildOutcome outcomeOf(const std::string& deed, const std::string& path = "",
                       std::chrono::milliseconds time = std::chrono::seconds(30)) {
  ChildCommand command;
  command.program = LIMITED_PROGRAM;
  command.arguments = {deed, path};
  command.input = "given";
  command.time = time;
  auto outcome = runLimited(command);
  EXPECT_TRUE(outcome) << outcome.error().message();
  return outcome ? std::move(outcome).value() : ChildOutcome{};
}

TEST(LimitedChild, HoldsAllProtectionsOfThisKernelAndGetsItsInput) {
  const ChildOutcome outcome = outcomeOf("nothing");
  EXPECT_EQ(outcome.end, ChildOutcome::End::kExited);
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(
      outcome.report,
      StartsWith("limited memory, limited computing time, no growing files, no new privileges, no "
                 "writing, deleting, connecting or starting programs (seccomp)"));
  EXPECT_THAT(outcome.report, EndsWith("\ngiven\ndone"));
}

TEST(LimitedChild, MayUseThreads) { EXPECT_THAT(outcomeOf("thread").report, HasSubstr("\ndone")); }

struct Denied {
  const char* deed;
  const char* call;  ///< as it is reported
};

class DeniedDeed : public testing::TestWithParam<Denied> {};

TEST_P(DeniedDeed, FailsAndIsRemembered) {
  const TemporaryFolder folder;
  const std::string file = folder.file("kept", "as it was");
  const bool makes = std::string(GetParam().deed) == "create" ||
                     std::string(GetParam().deed) == "folder" ||
                     std::string(GetParam().deed) == "link";
  const auto rights = std::filesystem::status(file).permissions();
  const ChildOutcome outcome = outcomeOf(GetParam().deed, makes ? folder / "made" : file);
  EXPECT_THAT(outcome.report,
              EndsWith("\nOperation not permitted\n" + std::string(GetParam().call)));
  EXPECT_EQ(folder.files(), 1U);
  EXPECT_EQ(TemporaryFolder::contents(file), "as it was");
  EXPECT_EQ(std::filesystem::status(file).permissions(), rights);
}

INSTANTIATE_TEST_SUITE_P(
    Sandbox, DeniedDeed,
    testing::Values(Denied{"create", "open a file for writing"},
                    Denied{"write", "open a file for writing"}, Denied{"truncate", "change a file"},
                    Denied{"delete", "change a folder"}, Denied{"rename", "change a folder"},
                    Denied{"rights", "change a folder"}, Denied{"folder", "change a folder"},
                    Denied{"link", "change a folder"}, Denied{"socket", "open a connection"},
                    Denied{"unix-socket", "open a connection"}, Denied{"fork", "start a process"},
                    Denied{"exec", "start a process"}, Denied{"ptrace", "reach another process"},
                    Denied{"kill", "reach another process"}),
    [](const auto& row) {
      std::string name = row.param.deed;
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

TEST(LimitedChild, MayNotRaiseItsLimits) {
  EXPECT_THAT(outcomeOf("limit").report, HasSubstr("\nOperation not permitted"));
}

TEST(LimitedChild, MayNotReadFilesWhereTheKernelHasLandlock) {
  const TemporaryFolder folder;
  const ChildOutcome outcome = outcomeOf("read", folder.file("secret", "…"));
  if (outcome.report.find("not enforced: no opening of files") != std::string::npos) {
    GTEST_SKIP() << "this kernel has no Landlock";
  }
  EXPECT_THAT(outcome.report, EndsWith("\nPermission denied"));
}

TEST(LimitedChild, ThatComputesForEverIsEndedByItsComputingTime) {
  const ChildOutcome outcome = outcomeOf("compute");
  EXPECT_EQ(outcome.end, ChildOutcome::End::kSignalled);
  EXPECT_EQ(outcome.code, SIGXCPU);
}

TEST(LimitedChild, ThatComputesForEverIsEndedByTheClock) {
  const auto begin = std::chrono::steady_clock::now();
  const ChildOutcome outcome = outcomeOf("compute", "", std::chrono::milliseconds(100));
  EXPECT_EQ(outcome.end, ChildOutcome::End::kOutOfTime);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST(LimitedChild, ThatPrintsForEverIsKeptInPartAndCounted) {
  const ChildOutcome outcome = outcomeOf("print");
  EXPECT_NE(outcome.end, ChildOutcome::End::kExited);
  EXPECT_EQ(outcome.printed.size(), ChildCommand{}.most_printed);
  EXPECT_GT(outcome.printed_bytes, outcome.printed.size());
  EXPECT_THAT(outcome.printed, StartsWith("all work and no play\n"));
}

TEST(LimitedChild, ThatReportsForEverIsEnded) {
  const ChildOutcome outcome = outcomeOf("report");
  EXPECT_EQ(outcome.end, ChildOutcome::End::kSaidTooMuch);
  EXPECT_EQ(outcome.report.size(), ChildCommand{}.most_report);
}

TEST(LimitedChild, ThatEatsMemoryGetsNoMore) {
  EXPECT_THAT(outcomeOf("memory").report, EndsWith("\nCannot allocate memory"));
}

TEST(LimitedChild, ThatCrashesIsAnOutcome) {
  for (const auto& [deed, signal] : {std::pair{"crash", SIGSEGV}, std::pair{"abort", SIGABRT}}) {
    const ChildOutcome outcome = outcomeOf(deed);
    EXPECT_EQ(outcome.end, ChildOutcome::End::kSignalled) << deed;
    EXPECT_EQ(outcome.code, signal) << deed;
  }
}

TEST(LimitedChild, ThatDoesNotExistIsAnError) {
  ChildCommand command;
  command.program = "/nonexistent/program";
  const auto outcome = runLimited(command);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().message(), "child process: cannot start: No such file or directory");
}

}  // namespace
}  // namespace emascope
