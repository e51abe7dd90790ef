// SPDX-License-Identifier: Apache-2.0
//
// The files of a run when something goes wrong: what is refused, what is said, and what is kept.
#include "core/base/output_file.h"
#include "tests/core/protocol/record/run_writer_fixture.h"

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <mutex>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::HasSubstr;

TEST_F(RunWriterTest, AMissingFolderIsRefusedWithPathAndReason) {
  for (const auto& [csv, json] : {std::pair<const char*, const char*>{"no/run.csv", nullptr},
                                  std::pair<const char*, const char*>{nullptr, "no/run.json"}}) {
    const auto optional = [this](const char* name) {
      return name != nullptr ? std::optional(path(name)) : std::nullopt;
    };
    const auto writer = RunWriter::open(optional(csv), optional(json));
    ASSERT_FALSE(writer.ok());
    EXPECT_THAT(writer.error().message(), HasSubstr(path(csv != nullptr ? csv : json)));
    EXPECT_THAT(writer.error().message(), HasSubstr("No such file or directory"));
  }
}

TEST_F(RunWriterTest, AFolderIsRefused) {
  EXPECT_FALSE(RunWriter::open(path("."), std::nullopt).ok());
  EXPECT_FALSE(RunWriter::open(std::nullopt, path(".")).ok());
}

/// The sentences that have come, one a line.
std::string told(Result<RunWriter>& writer) {
  std::string text;
  for (const OutputNews& news : writer.value().takeNews()) text += news.text + "\n";
  return text;
}

TEST_F(RunWriterTest, AFullDeviceIsSaidOnce) {
  auto writer = RunWriter::open("/dev/full", std::nullopt);
  ASSERT_TRUE(writer.ok());
  writer.value().begin(record());
  writer.value().append(record());
  EXPECT_FALSE(writer->failed());  // the run is not over
  EXPECT_EQ(told(writer),
            "/dev/full: cannot be written: No space left on device; its rows are kept, and writing "
            "is tried again every second\n");
  writer.value().finish(record());
  EXPECT_TRUE(writer->failed());
  EXPECT_EQ(told(writer), "");  // it has been said
}

/// No file may be longer, as on a disk that is full.
class FullDisk {
 public:
  explicit FullDisk(std::size_t bytes) {
    getrlimit(RLIMIT_FSIZE, &old_limit_);
    rlimit limit = old_limit_;
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() {
    setrlimit(RLIMIT_FSIZE, &old_limit_);
    std::signal(SIGXFSZ, before_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  void (*before_)(int) = std::signal(SIGXFSZ, SIG_IGN);
  rlimit old_limit_{};
};

/// Calls append() as a program does, woken by the writer, until `wanted`; false after 20 s.
bool appendUntil(RunWriter& writer, const RunRecord& run, const std::function<bool()>& wanted) {
  std::mutex mutex;
  std::condition_variable woken;
  bool news = true;
  writer.setWakeup([&] {
    const std::scoped_lock lock(mutex);
    news = true;
    woken.notify_one();
  });
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  bool seen = false;
  while (!seen) {
    {
      std::unique_lock lock(mutex);
      if (!woken.wait_until(lock, limit, [&] { return std::exchange(news, false); })) break;
    }
    writer.append(run);
    seen = wanted();
  }
  writer.setWakeup({});
  return seen;
}

TEST_F(RunWriterTest, ADiskThatFillsUpKeepsWholeRowsAndGetsTheRestWhenThereIsSpace) {
  auto writer = RunWriter::open(path("run.csv"), std::nullopt);
  RunRecord run = record();
  const EvalPoint second = run.points.back();
  run.points.pop_back();
  writer.value().begin(run);
  writer.value().append(run);
  const std::string first = contents(path("run.csv"));
  run.points.push_back(second);
  {
    const FullDisk disk(std::string(kCsv).size() - 3);
    writer.value().append(run);
    EXPECT_THAT(told(writer), HasSubstr("File too large; its rows are kept"));
    EXPECT_EQ(contents(path("run.csv")), first);
  }
  EXPECT_TRUE(appendUntil(writer.value(), run, [&] { return contents(path("run.csv")) == kCsv; }));
  EXPECT_THAT(told(writer), HasSubstr("is being written again; no row is missing"));
  writer.value().finish(run);
  EXPECT_FALSE(writer->failed());
}

TEST_F(RunWriterTest, AFolderThatIsGoneAndComesBackGetsAllRows) {
  std::filesystem::create_directory(path("out"));
  auto writer = RunWriter::open(path("out/run.csv"), std::nullopt);
  RunRecord run = record();
  run.points.pop_back();
  writer.value().begin(run);
  writer.value().append(run);
  std::filesystem::remove_all(path("out"));
  std::string text;
  EXPECT_TRUE(appendUntil(writer.value(), run, [&] {
    text += told(writer);
    return text.find("is no longer where it was") != std::string::npos;
  }));
  writer.value().append(record());
  std::filesystem::create_directory(path("out"));
  EXPECT_TRUE(appendUntil(writer.value(), record(), [&] {
    text += told(writer);
    return text.find("is being written again") != std::string::npos;
  }));
  EXPECT_EQ(contents(path("out/run.csv")), kCsv);
}

TEST_F(RunWriterTest, AFileThatSomebodyPutThereIsLeftToThem) {
  auto writer = RunWriter::open(path("run.csv"), std::nullopt);
  writer.value().begin(record());
  writer.value().append(record());
  std::filesystem::remove(path("run.csv"));
  fill(path("run.csv"), "somebody's");
  ::setenv("TMPDIR", path("").c_str(), 1);
  writer.value().finish(record());
  ::unsetenv("TMPDIR");
  EXPECT_EQ(contents(path("run.csv")), "somebody's");
  EXPECT_EQ(contents(path("run-2.csv")), kCsv);
  EXPECT_TRUE(writer->failed());
  EXPECT_EQ(told(writer),
            path("run.csv") +
                ": has been replaced by another file; all of its rows were written to " +
                path("run-2.csv") + " instead\n");
}

/// Writes a run that ends with the first row of record(). Returns it.
RunRecord endAfterOneRow(RunWriter& writer) {
  RunRecord run = record();
  run.points.pop_back();
  writer.begin(run);
  writer.append(run);
  writer.finish(run);
  return run;
}

TEST_F(RunWriterTest, ARunThatGoesOnLeavesAFileThatSomebodyPutThereToThem) {
  std::filesystem::create_directory(path("else"));
  auto writer = RunWriter::open(path("run.csv"), std::nullopt);
  const RunRecord ended = endAfterOneRow(writer.value());
  std::filesystem::remove(path("run.csv"));
  fill(path("run.csv"), "somebody's");
  writer.value().goOn(ended);
  writer.value().append(record());
  EXPECT_EQ(contents(path("run.csv")), "somebody's");
  EXPECT_EQ(told(writer), path("run.csv") +
                              ": has been replaced by another file; its rows are kept, and writing "
                              "is tried again every second\n");
  ::setenv("TMPDIR", path("else").c_str(), 1);
  writer.value().finish(record());
  ::unsetenv("TMPDIR");
  EXPECT_EQ(contents(path("run.csv")), "somebody's");
  EXPECT_EQ(contents(path("else/run.csv")), kCsv);
  EXPECT_TRUE(writer->failed());
}

TEST_F(RunWriterTest, ARunThatGoesOnMakesItsFileAgainIfItIsGone) {
  auto writer = RunWriter::open(path("run.csv"), std::nullopt);
  const RunRecord ended = endAfterOneRow(writer.value());
  std::filesystem::remove(path("run.csv"));
  writer.value().goOn(ended);
  writer.value().append(record());
  EXPECT_EQ(contents(path("run.csv")), kCsv);
  EXPECT_EQ(told(writer), "");
}

TEST_F(RunWriterTest, TheFoldersOfOtherOutputsAreWatched) {
  std::filesystem::create_directory(path("runs"));
  std::filesystem::create_directory(path("weights"));
  auto writer = RunWriter::open(std::nullopt, path("runs/run.json"));
  writer.value().watch(path("weights/w.safetensors"));
  writer.value().begin(record());
  const std::string json = path("runs/run.json");
  const std::string weights = path("weights/w.safetensors");
  const auto says = [&](const std::string& what) {
    std::string text;
    return appendUntil(writer.value(), record(), [&, what] {
      text += told(writer);
      return text.find(json + what) != std::string::npos &&
             text.find(weights + what) != std::string::npos;
    });
  };
  std::filesystem::remove(path("runs"));
  std::filesystem::remove(path("weights"));
  EXPECT_TRUE(says(": its folder is gone; the file is written at the end if the folder is back\n"));
  std::filesystem::create_directory(path("runs"));
  std::filesystem::create_directory(path("weights"));
  EXPECT_TRUE(says(": its folder is back\n"));
  writer.value().finish(record());
  EXPECT_EQ(contents(json), runJson(record()));
  EXPECT_FALSE(writer->failed());
}

TEST_F(RunWriterTest, WhatCannotBeWrittenAtTheEndGoesToAnotherPlace) {
  std::filesystem::create_directory(path("out"));
  std::filesystem::create_directory(path("else"));
  auto writer = RunWriter::open(path("out/run.csv"), path("out/run.json"));
  writer.value().begin(record());
  writer.value().append(record());
  std::filesystem::remove_all(path("out"));
  ::setenv("TMPDIR", path("else").c_str(), 1);
  writer.value().finish(record());
  ::unsetenv("TMPDIR");
  EXPECT_TRUE(writer->failed());
  EXPECT_EQ(contents(path("else/run.csv")), kCsv);
  EXPECT_EQ(contents(path("else/run.json")), runJson(record()));
  const std::string text = told(writer);
  EXPECT_THAT(text, HasSubstr("all of its rows were written to " + path("else/run.csv")));
  EXPECT_THAT(text, HasSubstr(path("out/run.json") +
                              ": cannot be written: No such file or directory; "
                              "the run was written to " +
                              path("else/run.json") + " instead"));
}

TEST_F(RunWriterTest, WhatTheFirstOtherPlaceDoesNotTakeGoesToTheNext) {
  std::filesystem::create_directory(path("out"));
  auto writer = RunWriter::open(path("out/run.csv"), path("out/run.json"));
  writer.value().begin(record());
  writer.value().append(record());
  std::filesystem::remove_all(path("out"));
  ::setenv("TMPDIR", "/proc", 1);  // takes no file, though the administrator may write there
  ::setenv("XDG_STATE_HOME", path("state").c_str(), 1);
  writer.value().finish(record());
  ::unsetenv("TMPDIR");
  ::unsetenv("XDG_STATE_HOME");
  EXPECT_EQ(contents(path("state/emascope/run.csv")), kCsv);
  EXPECT_EQ(contents(path("state/emascope/run.json")), runJson(record()));
  const std::string text = told(writer);
  EXPECT_THAT(text, HasSubstr("rows were written to " + path("state/emascope/run.csv")));
  EXPECT_THAT(text, HasSubstr("run was written to " + path("state/emascope/run.json")));
}

TEST_F(RunWriterTest, OneFileForBothIsRefusedByAnyName) {
  for (const std::string& json : {path("run.csv"), path("./run.csv")}) {
    const auto writer = RunWriter::open(path("run.csv"), json);
    ASSERT_FALSE(writer.ok());
    EXPECT_EQ(writer.error().message(), "--json " + json + ": is the file that --csv " +
                                            path("run.csv") +
                                            " also writes; allowed: a different file for each");
  }
  EXPECT_EQ(files(), 0U);
}

}  // namespace
}  // namespace emascope
