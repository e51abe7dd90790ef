// SPDX-License-Identifier: Apache-2.0
//
// emascope-engine smooth over tables and arrays: the same numbers as recorded libraries, streams in
// bounded memory, and refusals that leave what was there.
#include "tests/app/engine/smooth/smooth_fixture.h"
#include "tests/support/peak_memory.h"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST_F(Smooth, ColumnsAreInputMeanAndTracksThenDecaysAndActions) {
  const CsvColumns columns =
      smoothed("loss,acc\n1,2\n3,5\n2,8\n", {"--track", "t:schedule=constant,beta=0.5", "--track",
                                             "u:schedule=uniform", "--set", "3:t.beta=0.75"});
  const std::string text = contents(path("out.csv"));
  EXPECT_EQ(
      text.substr(0, text.find('\n')),
      "loss,loss.mean,loss.t,loss.u,acc,acc.mean,acc.t,acc.u,t.decay,t.action,u.decay,u.action");
  EXPECT_THAT(columns.at("loss"), ElementsAre("1", "3", "2"));
  EXPECT_THAT(columns.at("loss.mean"), ElementsAre("1", "2", "2"));
  EXPECT_THAT(columns.at("loss.t"), ElementsAre("1", "2", "2"));
  EXPECT_THAT(columns.at("acc.t"), ElementsAre("2", "3.5", "4.625"));
  EXPECT_THAT(columns.at("t.decay"), ElementsAre("0", "0.5", "0.75"));
  EXPECT_THAT(columns.at("t.action"), ElementsAre("copy", "blend", "blend"));
}

TEST_F(Smooth, AnEditBeyondTheEndIsSaid) {
  const auto said = [this](const std::string& table) {
    return engine({"smooth", "--input", file("in.csv", table), "--output", path("out.csv"),
                   "--track", "t:schedule=constant,beta=0.5", "--set", "3:t.beta=0.75"})
        .err;
  };
  EXPECT_EQ(said("a\n1\n2\n3\n"), "");
  EXPECT_THAT(said("a\n1\n2\n"),
              HasSubstr("--set 3:t... had no effect: the input has 2 updates\n"));
}

TEST_F(Smooth, WithoutATrackThereIsTheMean) {
  EXPECT_THAT(smoothed("a\n1\n2\n", {}).at("a.mean"), ElementsAre("1", "1.5"));
}

TEST_F(Smooth, NumbersReadBackAsTheSameDoubles) {
  const CsvColumns columns = smoothed("a\n0.1\n5e-324\n1.7976931348623157e308\n", {});
  EXPECT_THAT(columns.at("a"), ElementsAre("0.1", "5e-324", "1.7976931348623157e+308"));
}

TEST_F(Smooth, ASkippedUpdateHasNoDecay) {
  const CsvColumns columns =
      smoothed("1\n2\n3\n", {"--track", "t:schedule=constant,beta=0.5,update_every=2"});
  EXPECT_THAT(columns.at("t.action"), ElementsAre("copy", "skip", "blend"));
  EXPECT_THAT(columns.at("t.decay"), ElementsAre("0", "nan", "0.5"));
  EXPECT_THAT(columns.at("c1.t"), ElementsAre("1", "1", "2"));
}

TEST_F(Smooth, NamesThatNeedItAreQuoted) {
  const std::string table = file("in.csv", "\"a, \"\"b\"\"\"\n1\n");
  EXPECT_EQ(engine({"smooth", "--input", table, "--output", path("out.csv")}).code, 0);
  EXPECT_THAT(contents(path("out.csv")),
              testing::StartsWith("\"a, \"\"b\"\"\",\"a, \"\"b\"\".mean\"\n1,1\n"));
}

TEST_F(Smooth, ColumnsAreChosen) {
  const CsvColumns columns = smoothed("day,a,b\nmon,1,2\ntue,3,4\n", {"--column", "b"});
  EXPECT_THAT(columns.at("b"), ElementsAre("2", "4"));
  EXPECT_FALSE(columns.contains("a"));
}

TEST_F(Smooth, DebiasIsEveryTracksUnlessItSaysOtherwise) {
  const CsvColumns columns =
      smoothed("a\n4\n8\n", {"--debias", "--track", "t:schedule=constant,beta=0.5", "--track",
                             "u:schedule=constant,beta=0.5,debias=false"});
  EXPECT_THAT(columns.at("a.t")[1], "6.666666666666667");  // (4/4 + 8/2)/(3/4)
  EXPECT_EQ(columns.at("a.u")[1], "6");
}

TEST_F(Smooth, UntilTheFirstFiniteRowThereIsNoAverage) {
  const CsvColumns columns =
      smoothed("a\nnan\n2\n", {"--skip-non-finite", "--track", "t:schedule=constant"});
  EXPECT_THAT(columns.at("a.t"), ElementsAre("nan", "2"));
  EXPECT_THAT(columns.at("a.mean"), ElementsAre("nan", "2"));
  EXPECT_THAT(columns.at("t.action"), ElementsAre("skip", "copy"));
}

TEST_F(Smooth, AReseedBeginsAnewWithTheRowBefore) {
  const CsvColumns columns = smoothed(
      "a\n0\n4\n16\n32\n", {"--track", "t:schedule=constant,beta=0.5", "--set", "4:t.reseed=1"});
  EXPECT_EQ(columns.at("a.t")[3], "24");
}

TEST_F(Smooth, AnArrayIsSmoothedLikeATable) {
  const std::string array = EMASCOPE_SOURCE_DIR "/tests/golden/npy/lef8.npy";
  const Outcome outcome = engine({"smooth", "--input", array, "--output", path("out.csv"),
                                  "--track", "t:schedule=constant,beta=0.5"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(csv(path("out.csv")).at("x[1][0].t"), ElementsAre("5", "55", "130"));
}

TEST_F(Smooth, AStreamThroughAPipe) {
  const Outcome outcome = shell(
      "printf 'a\\n1\\n3\\n' | $ENGINE smooth --input - --output - --track "
      "t:schedule=constant,beta=0.5 | tail -1");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "3,2,2,0.5,blend\n");
}

/// Two pipes with the engine between them: each row comes out before the next is written.
TEST_F(Smooth, ARowComesOutBeforeTheNextIsWritten) {
  ASSERT_EQ(::mkfifo(path("in").c_str(), 0600), 0);
  ASSERT_EQ(::mkfifo(path("out").c_str(), 0600), 0);
  const pid_t child = start({program(), "smooth", "--input", path("in"), "--output", path("out"),
                             "--track", "t:schedule=constant,beta=0.5"});
  std::ofstream in(path("in"));
  std::string line = "a\n1\n";
  std::ifstream out;
  for (const char* next : {"3\n", "7\n"}) {
    in << line << std::flush;
    line = next;
    if (!out.is_open()) {
      out.open(path("out"));
      ASSERT_TRUE(std::getline(out, line));
      EXPECT_EQ(line, "a,a.mean,a.t,t.decay,t.action");
      line = next;
    }
    std::string row;
    ASSERT_TRUE(std::getline(out, row));
    EXPECT_THAT(row, testing::AnyOf("1,1,1,0,copy", "3,2,2,0.5,blend"));
  }
  in.close();
  EXPECT_EQ(finish(child).code, 0);
}

/// Peak resident memory of the engine over `rows` rows from a pipe, in KiB.
long peakOf(const std::string& line) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
    ::_exit(127);
  }
  int status = 0;
  rusage usage{};
  EXPECT_EQ(::wait4(child, &status, 0, &usage), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << line;
  return usage.ru_maxrss;
}

TEST_F(Smooth, AMillionRowsTakeNoMoreMemoryThanTen) {
  EMASCOPE_SKIP_WITH_SANITIZERS();
  const auto line = [this](const char* rows) {
    return "seq " + std::string(rows) + " > " + path("in") + " & exec $ENGINE smooth --input " +
           path("in") + " --output " + path("out.csv") +
           " --track a:beta=0.999 --track b:schedule=uniform";
  };
  ASSERT_EQ(::mkfifo(path("in").c_str(), 0600), 0);
  const long few = peakOf(line("10"));
  const long many = peakOf(line("1000000"));
  EXPECT_LT(many - few, 4096) << "KiB, of " << many;
  const Outcome last = shell("wc -l < " + path("out.csv") + "; tail -1 " + path("out.csv"));
  EXPECT_THAT(last.out, HasSubstr("1000001\n1e+06,500000.5,999001."));
  EXPECT_THAT(last.out, HasSubstr(",500000.5"));
}

/// Writes `bytes` into a pipe, and returns when `reader` has read them and waits for more.
void feed(int pipe, pid_t reader, std::string_view bytes) {
  ASSERT_EQ(::write(pipe, bytes.data(), bytes.size()), ssize_t(bytes.size()));
  const std::string state_file = "/proc/" + std::to_string(reader) + "/stat";
  int unread = 1;
  std::string state;
  while (unread > 0 || state != "S") {
    ASSERT_EQ(::ioctl(pipe, FIONREAD, &unread), 0);
    std::ifstream stat(state_file);
    std::string number;
    std::string name;
    ASSERT_TRUE(stat >> number >> name >> state) << "the reader has gone";
    ::sched_yield();
  }
}

/// Whatever interrupts it: the rows that were read are there, whole, and the exit code says so.
TEST_F(Smooth, WhatIsInterruptedLeavesTheRowsThatItHas) {
  ASSERT_EQ(::mkfifo(path("in").c_str(), 0600), 0);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    const pid_t child = start({program(), "smooth", "--input", path("in"), "--output",
                               path("out.csv"), "--track", "t:schedule=constant,beta=0.5"});
    const int in = ::open(path("in").c_str(), O_WRONLY);  // returns when the engine reads
    feed(in, child, "a\n1\n3\n");
    feed(in, child, "5");  // a row that has not ended
    ::kill(child, signal);
    const Outcome outcome = finish(child);
    ::close(in);
    EXPECT_EQ(outcome.code, 128 + signal);
    EXPECT_EQ(contents(path("out.csv")),
              "a,a.mean,a.t,t.decay,t.action\n1,1,1,0,copy\n"
              "3,2,2,0.5,blend\n");
    EXPECT_THAT(outcome.err, HasSubstr("interrupted: "));
    EXPECT_THAT(outcome.err, HasSubstr("out.csv has the first 2 rows"));
  }
}

TEST_F(Smooth, InterruptedBeforeTheFirstRowItLeavesWhatWasThere) {
  ASSERT_EQ(::mkfifo(path("in").c_str(), 0600), 0);
  std::ofstream(path("out.csv")) << "precious\n";
  const pid_t child =
      start({program(), "smooth", "--input", path("in"), "--output", path("out.csv")});
  const int in = ::open(path("in").c_str(), O_WRONLY);
  feed(in, child, "1");
  ::kill(child, SIGINT);
  EXPECT_EQ(finish(child).code, 128 + SIGINT);
  ::close(in);
  EXPECT_EQ(contents(path("out.csv")), "precious\n");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(path("")), {}), 4) << "files";
}

TEST_F(Smooth, AReaderThatGoesAwayEndsItAsItEndsOthers) {
  const Outcome outcome =
      shell("(seq 1000000 | $ENGINE smooth --input - --output -; echo code $? >&2) | head -1");
  EXPECT_EQ(outcome.err, "code 141\n");
}

TEST_F(Smooth, AFullDiskIsAFailureOfTheOutputWhoseRowsAreElsewhere) {
  std::filesystem::create_directory(path("else"));
  const Outcome outcome = shell("seq 100000 | TMPDIR='" + path("else") +
                                "' $ENGINE smooth --input - --output /dev/full");
  EXPECT_EQ(outcome.code, 4);
  EXPECT_THAT(outcome.err,
              HasSubstr("/dev/full: cannot be written: No space left on device; all rows were "
                        "written to " +
                        path("else/full") + " instead\n"));
  const std::string rows = contents(path("else/full"));
  EXPECT_EQ(std::ranges::count(rows, '\n'), 100'001);
  EXPECT_TRUE(rows.ends_with("\n99999,50000\n1e+05,50000.5\n"));
}

TEST_F(Smooth, AFolderThatIsGoneAtTheEndLeavesTheRowsElsewhere) {
  std::filesystem::create_directory(path("out"));
  std::filesystem::create_directory(path("else"));
  ASSERT_EQ(::mkfifo(path("in").c_str(), 0600), 0);
  const pid_t child = start({"/bin/sh", "-c",
                             "TMPDIR='" + path("else") + "' exec \"$ENGINE\" smooth --input - <'" +
                                 path("in") + "' --output '" + path("out/out.csv") + "'"});
  {
    std::ofstream rows(path("in"));
    rows << "loss\n";
    // More than a pipe and the reader hold: the output is open then.
    for (int row = 0; row < 300'000; ++row) rows << row % 7 << '\n';
    rows.flush();
    std::filesystem::remove_all(path("out"));
    rows << "5\n";
  }
  const Outcome outcome = finish(child);
  EXPECT_EQ(outcome.code, 4) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("out.csv: cannot be written: No such file or directory; all "
                                     "rows were written to " +
                                     path("else/out.csv") + " instead"));
  const CsvColumns columns = csv(path("else/out.csv"));
  ASSERT_EQ(columns.at("loss").size(), 300'001U);
  EXPECT_EQ(columns.at("loss").back(), "5");
}

TEST_F(Smooth, AFileThatMayNotGrowLeavesWhatWasThere) {
  std::ofstream(path("out.csv")) << "precious\n";
  const Outcome outcome =
      shell("ulimit -f 16; seq 100000 | $ENGINE smooth --input - --output " + path("out.csv"));
  EXPECT_EQ(outcome.code, 4);
  EXPECT_THAT(outcome.err, HasSubstr("out.csv: cannot be written: File too large; nor could the "
                                     "rows be written elsewhere: "));
  EXPECT_EQ(contents(path("out.csv")), "precious\n");
}

struct WrongSmooth {
  const char* name;
  std::string table;
  std::vector<std::string> arguments;
  std::vector<const char*> words;
};
void PrintTo(const WrongSmooth& wrong, std::ostream* out) { *out << wrong.name; }

class WrongSmoothing : public Smooth, public testing::WithParamInterface<WrongSmooth> {};

TEST_P(WrongSmoothing, IsRefusedAndNothingIsWritten) {
  const Outcome outcome = refused(GetParam().table, GetParam().arguments);
  EXPECT_EQ(outcome.out, "");
  for (const char* word : GetParam().words) EXPECT_THAT(outcome.err, HasSubstr(word));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, WrongSmoothing,
    testing::Values(
        WrongSmooth{"Ragged", "a,b\n1,2\n3\n", {}, {"in.csv: line 3: 1 column", "allowed: 2"}},
        WrongSmooth{"Text", "a,b\n1,2\n3,x\n", {}, {"line 3, column 'b': 'x' is not a number"}},
        WrongSmooth{"NaN",
                    "a\n1\nnan\n",
                    {},
                    {"line 3, column 'a': nan is not a finite number", "--skip-non-finite"}},
        WrongSmooth{"NothingFinite", "a\nnan\n", {"--skip-non-finite"}, {"no row of finite"}},
        WrongSmooth{"InitialNotFinite",
                    "a\nnan\n1\n",
                    {"--skip-non-finite", "--initial", "first-row"},
                    {"initial: the first row is not finite"}},
        WrongSmooth{"Empty", "", {}, {"in.csv: is empty"}},
        WrongSmooth{"Npy", "\x93NUMPY\1", {}, {"in.csv: ends within its header"}},
        WrongSmooth{"Column", "a\n1\n", {"--column", "b"}, {"has no column 'b'", "allowed: a"}},
        WrongSmooth{"Rule", "1\n", {"--track", "t:schedule=nope"}, {"track t: schedule: 'nope'"}},
        WrongSmooth{"Key", "1\n", {"--track", "t:betta=1"}, {"track t: 'betta'"}},
        WrongSmooth{"Range", "1\n", {"--track", "t:beta=1.5"}, {"track t: beta: 1.5", "at most 1"}},
        WrongSmooth{"SetTrack",
                    "1\n",
                    {"--track", "t:beta=1", "--set", "1:u.beta=1"},
                    {"there is no track 'u'", "allowed: t"}},
        WrongSmooth{"SetCall",
                    "1\n",
                    {"--track", "t:beta=1", "--set", "0:t.beta=1"},
                    {"set at step 0", "is not within the run"}},
        WrongSmooth{"SetLr", "1\n", {"--set", "1:lr=1"}, {"'lr' is not a parameter"}},
        WrongSmooth{"Feedback",
                    "1\n",
                    {"--track", "t:update_model_with_ema_every=2"},
                    {"update_model_with_ema_every: there is no model"}},
        WrongSmooth{"Unit",
                    "1\n",
                    {"--track", "t:schedule=half-life,unit=run"},
                    {"the length of the run is unknown"}},
        WrongSmooth{"SameName",
                    "a,a.t\n1,2\n",
                    {"--track", "t:beta=1"},
                    {"two columns would be called 'a.t'"}},
        WrongSmooth{"Initial", "1\n", {"--initial", "zero"}, {"initial: 'zero'", "first-row"}},
        WrongSmooth{"Header", "1\n", {"--header", "maybe"}, {"header: 'maybe'", "auto, yes, no"}},
        WrongSmooth{"Steps", "1\n", {"--steps", "0"}, {"steps: '0'", "at least 1"}}),
    [](const auto& test) { return std::string(test.param.name); });

TEST_F(Smooth, InputsThatCannotBeRead) {
  const auto smooth = [this](const std::string& input) {
    const Outcome outcome = engine({"smooth", "--input", input, "--output", path("out.csv")});
    EXPECT_EQ(outcome.code, 2);
    EXPECT_FALSE(std::filesystem::exists(path("out.csv")));
    return outcome.err;
  };
  EXPECT_THAT(smooth(path("none.csv")), HasSubstr("none.csv: cannot be read: No such file"));
  EXPECT_THAT(smooth(path("")), HasSubstr(": is a folder; allowed: a file, or a pattern"));
}

TEST_F(Smooth, AnOutputThatCannotBeMade) {
  const Outcome outcome =
      engine({"smooth", "--input", file("in.csv", "1\n"), "--output", path("missing/out.csv")});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("missing/out.csv: cannot be written: No such file"));
}

}  // namespace
}  // namespace emascope
