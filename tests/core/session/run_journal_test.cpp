// SPDX-License-Identifier: Apache-2.0
//
// A long run leaves its oldest evaluations to its journal: they leave the memory once they are
// there, checkpoints do without them, and a run that goes on has them again, or says which are
// missing.
#include "core/session/run_journal.h"

#include "core/library/journal_writer.h"
#include "core/library/run_keeper.h"
#include "core/protocol/record/run_writer.h"
#include "core/protocol/wire/codec.h"
#include "core/session/event_log.h"
#include "tests/core/session/resuming_fixture.h"
#include "tests/support/fake_run.h"
#include "tests/support/run_csv.h"

#include <filesystem>
#include <fstream>
#include <limits>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

TEST(RunEventLog, DropsTheOldestEvaluationsAlone) {
  RunEventLog log({.most = 4, .at_once = 2});
  for (int step = 1; step <= 10; ++step) {
    log.add(event::Evaluated{{fakePoint(step, 2)}});
    if (step == 3) log.add(event::SkippedStep{3, "loss", 1});
  }
  EXPECT_FALSE(log.isLong());  // a frame is begun
  log.add(event::Evaluated{{fakePoint(11, 2)}});
  EXPECT_TRUE(log.isLong());
  const std::string all = log.frames();
  log.dropBeyondLimit(1);  // half of the first frame
  EXPECT_EQ(log.frames(), all);
  EXPECT_EQ(log.curveFrom(), 0);
  log.dropBeyondLimit(2);
  EXPECT_EQ(log.dropped(), 2U);
  EXPECT_EQ(log.curveFrom(), 3);
  log.dropBeyondLimit(100);
  EXPECT_EQ(log.dropped(), 7U);
  EXPECT_EQ(log.curveFrom(), 8);
  EXPECT_FALSE(log.isLong());
  const std::vector<Event> rest = {event::SkippedStep{3, "loss", 1},
                                   event::Evaluated{{fakePoint(8, 2), fakePoint(9, 2)}},
                                   event::Evaluated{{fakePoint(10, 2), fakePoint(11, 2)}}};
  EXPECT_EQ(checkpointEvents(log.frames(), "file").value(), rest);
  log.restart();
  EXPECT_EQ(log.frames(), "");
  EXPECT_EQ(log.curveFrom(), 0);
}

TEST(JournaledEvaluations, AreThoseInWholeFrames) {
  const TemporaryFolder folder;
  const std::string path = folder / "events.emaj";
  JournaledEvaluations journaled(path);
  EXPECT_EQ(journaled.count(), 0U);
  JournalWriter writer = JournalWriter::create(path).value();
  EXPECT_EQ(journaled.count(), 0U);
  const std::string three =
      encode(Event(event::Evaluated{{fakePoint(1, 2), fakePoint(2, 2), fakePoint(3, 2)}}));
  ASSERT_TRUE(writer.append(encode(Event(event::Progress{})) + three).ok());
  EXPECT_EQ(journaled.count(), 3U);
  EXPECT_EQ(journaled.count(), 3U);
  const std::string frame = journalFrames(encode(Event(event::Evaluated{{fakePoint(4, 2)}})));
  std::ofstream(path, std::ios::binary | std::ios::app) << frame.substr(0, frame.size() / 2);
  EXPECT_EQ(journaled.count(), 3U);
  std::ofstream(path, std::ios::binary | std::ios::app) << frame.substr(frame.size() / 2);
  EXPECT_EQ(journaled.count(), 4U);
  std::filesystem::remove(path);
  EXPECT_EQ(journaled.count(), 4U);
}

/// A run with an evaluation after each step, of which four stay in memory.
class LongCurve : public Resuming {
 protected:
  static RunConfig config() {
    RunConfig config = toyConfig();
    config.steps = 24;
    config.eval_every = 1;
    config.edits = {{6, "", {{"lr", 0.05}}, {}},
                    {.step = 9, .action = track_action::Fork{"main", "copy"}},
                    {15, "copy", {{"beta", 0.5}}, {}}};
    return config;
  }

  static std::unique_ptr<Session> session() {
    RunFactory factory = toyRunFactory();
    factory.log_limit = {.most = 4, .at_once = 2};
    return std::make_unique<TrainingSession>(factory);
  }

  [[nodiscard]] std::string runFolder(const std::string& name) const {
    return path("library/runs/" + name);
  }
  [[nodiscard]] std::string journalOf(const std::string& name) const {
    return runFolder(name) + "/events.emaj";
  }

  /// Takes the steps after `from` up to `stop` of a run that is kept as `name`, whose journal has
  /// everything up to the step before, but nothing after `journaled`. Returns the checkpoint there.
  std::string kept(RunConfig config, const std::string& name, std::int64_t from, std::int64_t stop,
                   std::int64_t journaled = std::numeric_limits<std::int64_t>::max()) {
    config.checkpoints = {.folder = runFolder(name) + "/checkpoints", .minutes = 0.0};
    RunKeeper keeper({.library = path("library"), .quota = 0},
                     [](const std::string& said) { ADD_FAILURE() << said; });
    SessionDriver driver(session());
    std::size_t taken = 0;
    const auto writeJournal = [&](std::int64_t step) {
      for (; step <= journaled && taken < driver.seen().size(); ++taken) {
        keeper.take(driver.seen()[taken]);
      }
    };
    begin(driver, config, {}, 0);
    writeJournal(from);
    for (std::int64_t step = from + 1; step <= stop; ++step) {
      driver.post(command::Advance{1});
      EXPECT_TRUE(driver.waitForState(RunState::kRunning));
      EXPECT_TRUE(driver.waitForState(RunState::kPaused));
      writeJournal(step);
    }
    driver.post(command::Stop{});
    EXPECT_TRUE(driver.waitForState(RunState::kFinished));
    writeJournal(stop);
    keeper.finish();
    return checkpointPath(config.checkpoints.folder, checkpointName(stop));
  }

  /// Step from which the checkpoint has the curve; 0: from the beginning.
  static std::int64_t curveFrom(const std::string& file) {
    auto content = readSealedFile(file);
    if (!content) {
      ADD_FAILURE() << content.error().message();
      return -1;
    }
    return decodeCheckpoint(std::move(content).value(), file).value().curve_from;
  }

  /// The CSV of a run without its evaluations of these steps.
  static std::string csvWithout(RunRecord record, std::int64_t first, std::int64_t last) {
    std::erase_if(record.points, [&](const EvalPoint& point) {
      return point.step >= first && point.step <= last;
    });
    return runCsv(record);
  }
};

TEST_F(LongCurve, IsWholeAgainFromAnyStop) {
  const ToyWorld world;
  const RunRecord expected = whole(config());
  for (std::int64_t stop = 1; stop <= 20; ++stop) {
    SCOPED_TRACE("stopped after step " + std::to_string(stop));
    const std::string file = kept(config(), "run-" + std::to_string(stop), 0, stop);
    if (stop <= 5) {
      EXPECT_EQ(curveFrom(file), 0);
    }
    if (stop >= 8) {
      EXPECT_GT(curveFrom(file), stop - 8);
    }
    const RunRecord found = resumed(from(file));
    EXPECT_EQ(runCsv(found), runCsv(expected));
    EXPECT_EQ(found.track_changes.size(), expected.track_changes.size());
    EXPECT_EQ(found.changes.size(), expected.changes.size());
    EXPECT_EQ(found.tracks, expected.tracks);
    EXPECT_TRUE(found.facts.model.notes.empty());
  }
}

TEST_F(LongCurve, IsWholeAgainTheSecondTime) {
  const ToyWorld world;
  const std::string first = kept(config(), "first", 0, 12);
  const std::string second = kept(from(first), "second", 12, 18);
  EXPECT_GT(curveFrom(second), 12);
  EXPECT_EQ(runCsv(resumed(from(second))), runCsv(whole(config())));
}

TEST_F(LongCurve, StaysWhereTheJournalDoesNotHaveIt) {
  const ToyWorld world;
  EXPECT_EQ(curveFrom(kept(config(), "late", 0, 14, 3)), 3);
  EXPECT_EQ(curveFrom(kept(config(), "unkept", 0, 14, -1)), 0);
  // The journal that is there is that of the run before.
  const std::string first = kept(config(), "first", 0, 12);
  const std::string second = kept(from(first), "first", 12, 18, -1);
  EXPECT_EQ(curveFrom(second), 0);
  EXPECT_EQ(runCsv(resumed(from(second))), runCsv(whole(config())));
}

TEST_F(LongCurve, SaysThatItsBeginningIsMissing) {
  const ToyWorld world;
  const RunRecord expected = whole(config());
  const std::string file = kept(config(), "run", 0, 14);
  const std::int64_t step = curveFrom(file);
  ASSERT_GT(step, 1);
  const std::string before = "the curve before step " + std::to_string(step) + " is missing: ";
  const auto expectMissing = [&](const std::string& checkpoint, const std::string& why) {
    const RunRecord found = resumed(from(checkpoint));
    EXPECT_THAT(found.facts.model.notes, Contains(AllOf(HasSubstr(before), HasSubstr(why))));
    EXPECT_EQ(runCsv(found), csvWithout(expected, 1, step - 1));
  };
  const std::string moved = path("moved.emascope");
  std::filesystem::copy_file(file, moved);
  expectMissing(moved, "the checkpoint is not in the folder of its run");
  static_cast<void>(kept(config(), "other", 0, 14));
  std::filesystem::copy_file(journalOf("other"), journalOf("run"),
                             std::filesystem::copy_options::overwrite_existing);
  expectMissing(file, "is not the journal of this run");
  std::filesystem::remove(journalOf("run"));
  expectMissing(file, journalOf("run"));
}

TEST_F(LongCurve, SaysThatAPartIsMissing) {
  const ToyWorld world;
  const std::string file = kept(config(), "run", 0, 14);
  const std::int64_t step = curveFrom(file);
  ASSERT_GT(step, 3);
  std::size_t evaluations = 0;
  std::uintmax_t bytes = kJournalHeader;
  ASSERT_TRUE(readJournal(journalOf("run"), [&](std::string_view payload) {
    if (evaluations == 2) return;
    bytes += kJournalPrefix + payload.size();
    const auto message = decodeFromEngine(payload);
    const auto* evaluated = std::get_if<event::Evaluated>(&std::get<Event>(*message));
    if (evaluated != nullptr) evaluations += evaluated->points.size();
  }));
  std::filesystem::resize_file(journalOf("run"), bytes + 5);
  const RunRecord found = resumed(from(file));
  EXPECT_THAT(found.facts.model.notes,
              Contains(AllOf(HasSubstr("the curve between steps 2 and " + std::to_string(step) +
                                       " is missing"),
                             HasSubstr("the last frame is incomplete"))));
  EXPECT_EQ(runCsv(found), csvWithout(whole(config()), 3, step - 1));
}

}  // namespace
}  // namespace emascope
