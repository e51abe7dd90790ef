// SPDX-License-Identifier: Apache-2.0
//
// The files of a run on a disk that answers late, or not at all.
#include "tests/core/protocol/record/run_writer_fixture.h"
#include "tests/support/disk_calls.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::HasSubstr;

class RunWriterDiskTest : public RunWriterTest {
 protected:
  /// The first row is written, and the disk does not end the sync of it.
  void beginSlowRun() {
    writer_ = RunWriter::open(path("run.csv"), path("run.json")).value();
    RunRecord begun = record();
    begun.points.pop_back();
    writer_->begin(begun);
    writer_->append(begun);
    ASSERT_TRUE(DiskCalls::ofProgram().waitForHeld());
  }

  std::optional<RunWriter> writer_;
};

TEST_F(RunWriterDiskTest, ARunThatEndsDuringASyncLosesNoRow) {
  std::future<void> end;
  {
    const HeldSyncs held;
    beginSlowRun();
    end = std::async(std::launch::async, [this] { writer_->finish(record()); });
    EXPECT_EQ(end.wait_for(std::chrono::milliseconds(100)), std::future_status::timeout);
  }
  end.get();
  EXPECT_EQ(contents(path("run.csv")), kCsv);
  EXPECT_FALSE(writer_->failed());
  EXPECT_TRUE(writer_->takeNews().empty());
}

TEST_F(RunWriterDiskTest, ARunThatEndsOnADiskThatDoesNotAnswerIsWrittenElsewhere) {
  std::filesystem::create_directory(path("else"));
  const HeldSyncs held;
  beginSlowRun();
  ::setenv("TMPDIR", path("else").c_str(), 1);
  writer_->finish(record());
  ::unsetenv("TMPDIR");
  EXPECT_EQ(contents(path("else/run.csv")), kCsv);
  EXPECT_EQ(contents(path("run.json")), runJson(record()));
  EXPECT_TRUE(writer_->failed());
  const auto news = writer_->takeNews();
  ASSERT_EQ(news.size(), 1U);
  EXPECT_THAT(news[0].text, HasSubstr("run.csv: cannot be written: the disk has not answered for 5 "
                                      "seconds; all of its rows were written to " +
                                      path("else/run.csv") + " instead"));
  writer_.reset();  // waits for nobody
}

}  // namespace
}  // namespace emascope
