// SPDX-License-Identifier: Apache-2.0
//
// Results that standard output does not take: a closed one, a full one, one whose reader has gone.
#include "tests/app/engine/engine_process.h"

#include <fstream>
#include <string>
#include <sys/stat.h>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

struct Printing {
  const char* name;
  const char* words;  // as a shell reads them
};
void PrintTo(const Printing& printing, std::ostream* out) { *out << printing.name; }

class StandardOutput : public EngineTest, public testing::WithParamInterface<Printing> {
 protected:
  StandardOutput() { std::ofstream(path("table.csv")) << "x,y\n1,2\n3,4\n5,6\n7,8\n9,10\n"; }
  /// The command with `more`, in the test's folder.
  [[nodiscard]] Outcome run(const std::string& more) {
    return shell("cd '" + path("") + "'; " + program() + " " + GetParam().words + " " + more);
  }
  void expectTold(const Outcome& outcome, const std::string& reason) {
    EXPECT_EQ(outcome.code, 4) << outcome.err;
    const std::string line = "emascope-engine: standard output: cannot be written: " + reason;
    EXPECT_THAT(outcome.err, HasSubstr(line + "\n"));
  }
};

TEST_P(StandardOutput, ThatIsFullIsAFailureThatIsTold) {
  expectTold(run("> /dev/full"), "No space left on device");
}

TEST_P(StandardOutput, ThatIsClosedIsAFailureThatIsTold) { expectTold(run(">&-"), "it is closed"); }

TEST_P(StandardOutput, WhoseReaderHasGoneEndsTheProgramAsItEndsOthers) {
  ASSERT_EQ(::mkfifo(path("gone").c_str(), 0600), 0);
  const std::string words = program() + " " + GetParam().words;
  const Outcome outcome = shell("cd '" + path("") + "'; { read -r line < gone; " + words +
                                "; echo code $? >&2; } | { exec <&-; echo now > gone; }");
  EXPECT_THAT(outcome.err, HasSubstr("code 141\n"));
  EXPECT_EQ(outcome.err.find("standard output"), std::string::npos) << outcome.err;
}

TEST_P(StandardOutput, WhoseReaderHasGoneIsAFailureWhereSigpipeIsIgnored) {
  ASSERT_EQ(::mkfifo(path("gone").c_str(), 0600), 0);
  const std::string words = program() + " " + GetParam().words;
  const Outcome outcome = shell("cd '" + path("") + "'; trap '' PIPE; { read -r line < gone; " +
                                words + "; echo code $? >&2; } | { exec <&-; echo now > gone; }");
  EXPECT_THAT(outcome.err, HasSubstr("standard output: cannot be written: Broken pipe\ncode 4\n"));
}

INSTANTIATE_TEST_SUITE_P(
    Commands, StandardOutput,
    testing::Values(Printing{"Help", "--help"}, Printing{"Presets", "presets"},
                    Printing{"Schedules", "schedules --json"}, Printing{"Data", "data table.csv"},
                    Printing{"Network", "network mlp --sample 13"},
                    Printing{"ExportScript", "export-script"},
                    Printing{"Smooth",
                             "smooth --input table.csv --output - --track t:schedule=uniform"},
                    Printing{"Train", "train --preset quadratic-bowl --steps 25"}),
    [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace emascope
