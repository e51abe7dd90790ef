// SPDX-License-Identifier: Apache-2.0
//
// Databases of Trackio: recorded, older, and hostile.
#include "core/interchange/trackio_log.h"

#include "core/interchange/read_log.h"
#include "tests/core/interchange/recorded_logs.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <filesystem>
#include <limits>
#include <sqlite3.h>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A database made by these statements.
std::string database(const TemporaryFolder& folder, const std::string& sql) {
  const std::string path = folder / "made.db";
  std::filesystem::remove(path);
  sqlite3* made = nullptr;
  EXPECT_EQ(sqlite3_open(path.c_str(), &made), SQLITE_OK);
  char* why = nullptr;
  EXPECT_EQ(sqlite3_exec(made, sql.c_str(), nullptr, nullptr, &why), SQLITE_OK) << why;
  sqlite3_close(made);
  return path;
}

constexpr const char* kOldTable =
    "CREATE TABLE metrics (id INTEGER PRIMARY KEY, timestamp TEXT, run_name TEXT, step INTEGER, "
    "metrics TEXT);";

std::string refusalOf(const std::string& path, const std::optional<std::string>& run = {}) {
  const auto imported = readTrackio(path, run);
  EXPECT_FALSE(imported.ok());
  return imported ? "" : imported.error().message();
}

TEST(TrackioLog, ARecordedRunHasItsCurves) {
  const RecordedCurves expected = recordedCurves();
  const auto run = readLog(recordedLog("trackio.db"), "first");
  ASSERT_TRUE(run.ok()) << run.error().message();
  EXPECT_EQ(run->title, "first");
  EXPECT_THAT(tagsOf(*run), ElementsAre("ema/val/loss", "epoch", "val/loss"));
  EXPECT_THAT(pairNames(*run), ElementsAre("ema/val/loss|val/loss"));
  const LogSeries raw = curveOf(*run, "val/loss");
  EXPECT_EQ(raw.steps, expected.steps);
  EXPECT_EQ(raw.seconds, expected.wall);
  EXPECT_TRUE(std::isnan(raw.values[0]));
  EXPECT_EQ(raw.values[1], std::numeric_limits<double>::infinity());
  for (std::size_t i = 2; i < raw.values.size(); ++i) EXPECT_EQ(raw.values[i], expected.raw[i]);
  EXPECT_EQ(curveOf(*run, "ema/val/loss").values, expected.ema);
  EXPECT_THAT(run->notes, ElementsAre("40 values that are not numbers are skipped"));
}

TEST(TrackioLog, OfSeveralRunsOneMustBeNamed) {
  const std::string path = recordedLog("trackio.db");
  EXPECT_THAT(refusalOf(path),
              HasSubstr("has 2 runs; allowed: the name of one, of 'first' and 'second'"));
  EXPECT_THAT(refusalOf(path, "third"), HasSubstr("has no run 'third'"));
}

TEST(TrackioLog, TheNamesOfSeveralRunsAreWhatChoosesOne) {
  const TemporaryFolder folder;
  const std::string path =
      database(folder,
               "CREATE TABLE metrics (id INTEGER PRIMARY KEY, timestamp TEXT, run_name TEXT, "
               "run_id TEXT, step INTEGER, metrics TEXT);"
               "INSERT INTO metrics VALUES (1, '', 'b', 'id-3', 1, '{\"x\": 3}'),"
               "(2, '', 'a', 'id-2', 1, '{\"x\": 2}'), (3, '', 'a', 'id-1', 1, '{\"x\": 1}')");
  const std::vector<std::string> names = severalRunsOf(path);
  EXPECT_THAT(names, ElementsAre("id-1", "id-2", "b"));
  for (std::size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(curveOf(*readLog(path, names[i]), "x").values.front(), static_cast<double>(i + 1));
  }
  EXPECT_TRUE(severalRunsOf(folder.file("metrics.csv", "step,x\n1,2\n")).empty());
  EXPECT_TRUE(severalRunsOf(folder / "none").empty());
}

TEST(TrackioLog, OfARunThatGrowsEachRowIsReadOnce) {
  const TemporaryFolder folder;
  const std::string path = database(folder, kOldTable);
  const auto insert = [&path](int id, const char* run, int value) {
    sqlite3* open = nullptr;
    EXPECT_EQ(sqlite3_open(path.c_str(), &open), SQLITE_OK);
    const std::string row = "INSERT INTO metrics VALUES (" + std::to_string(id) +
                            ", '2023-11-14T22:13:20', '" + run + "', " + std::to_string(id) +
                            ", '{\"x\": " + std::to_string(value) + "}')";
    EXPECT_EQ(sqlite3_exec(open, row.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(open);
  };
  insert(1, "a", 5);
  insert(2, "b", 6);
  auto log = TrackioLog::open(path, "a");
  ASSERT_TRUE(log.ok()) << log.error().message();
  constexpr int kLast = 30;
  for (int id = 3; id <= kLast; ++id) {
    insert(id, id % 2 == 0 ? "b" : "a", id);
    EXPECT_EQ(*log.value().readMore(), id % 2 != 0);
  }
  EXPECT_EQ(log->rowsRead(), 15U);
  EXPECT_EQ(log->run(), *readTrackio(path, "a"));
  const std::string other = folder / "other.db";
  std::filesystem::copy(path, other);
  std::filesystem::rename(other, path);  // as a run that is written anew
  EXPECT_TRUE(*log.value().readMore());
  EXPECT_EQ(log->rowsRead(), 30U);
  EXPECT_EQ(log->run(), *readTrackio(path, "a"));
}

TEST(TrackioLog, ReadingLeavesTheFileAsItIs) {
  const TemporaryFolder folder;
  std::filesystem::copy(recordedLog("trackio.db"), folder / "copy.db");
  const std::string before = TemporaryFolder::contents(folder / "copy.db");
  EXPECT_TRUE(readTrackio(folder / "copy.db", "first").ok());
  EXPECT_EQ(TemporaryFolder::contents(folder / "copy.db"), before);
  EXPECT_EQ(folder.files(), 1U);
}

TEST(TrackioLog, ADatabaseFromBeforeRunIdsIsRead) {
  const TemporaryFolder folder;
  const std::string path = database(
      folder, std::string(kOldTable) +
                  "INSERT INTO metrics VALUES (1, '2023-11-14T22:13:20', 'only', 5, '{\"a\": 2}')");
  const auto run = readTrackio(path, {});
  ASSERT_TRUE(run.ok()) << run.error().message();
  EXPECT_EQ(curveOf(*run, "a"), (LogSeries{"a", {5}, {1'700'000'000.0}, {2.0}}));
}

TEST(TrackioLog, ARowThatIsWrongIsNamed) {
  const TemporaryFolder folder;
  const auto with = [&](const std::string& row) {
    return refusalOf(
        database(folder, std::string(kOldTable) + "INSERT INTO metrics VALUES " + row));
  };
  EXPECT_THAT(with("(7, '', 'r', 1, '{\"a\": ')"), HasSubstr("made.db: row 7: is not JSON"));
  EXPECT_THAT(with("(7, '', 'r', 'x', '{}')"), HasSubstr("row 7: the step is not a whole number"));
  EXPECT_THAT(with("(7, '', 'r', 1, NULL)"), HasSubstr("row 7"));
  EXPECT_THAT(with("(7, '', 'r', 1, '" + std::string(50'000, '[') + "')"), HasSubstr("row 7"));
}

TEST(TrackioLog, OtherDatabasesAndViewsAreRefused) {
  const TemporaryFolder folder;
  EXPECT_THAT(refusalOf(database(folder, "CREATE TABLE other (a)")),
              HasSubstr("has no table 'metrics' of Trackio"));
  EXPECT_THAT(refusalOf(database(folder, "CREATE TABLE metrics (a)")),
              HasSubstr("has no table 'metrics' of Trackio"));
  EXPECT_THAT(
      refusalOf(database(folder,
                         "CREATE VIEW metrics AS WITH RECURSIVE c(run_name) AS (SELECT 1 UNION ALL "
                         "SELECT run_name + 1 FROM c) SELECT run_name, 1 AS step, '' AS timestamp, "
                         "'{}' AS metrics FROM c")),
      HasSubstr("has no table 'metrics' of Trackio"));
  EXPECT_THAT(refusalOf(database(folder, kOldTable)), HasSubstr("has no run"));
}

TEST(TrackioLog, DamagedAtEveryPageItIsReadOrRefused) {
  const TemporaryFolder folder;
  const std::string whole = TemporaryFolder::contents(recordedLog("trackio.db"));
  int refused = 0;
  for (std::size_t place = 0; place + 8 < whole.size(); place += 509) {
    std::string damaged = whole;
    damaged.replace(place, 8, 8, '\xFF');
    const auto run = readLog(folder.file("damaged.db", damaged), "first");
    if (!run) {
      ++refused;
      EXPECT_FALSE(run.error().why.empty());
    }
  }
  EXPECT_GT(refused, 0);
  for (std::size_t length = 0; length < whole.size(); length += 1021) {
    const auto run = readLog(folder.file("short.db", whole.substr(0, length)), "first");
    if (!run) {
      EXPECT_FALSE(run.error().message().empty());
    }
  }
}

}  // namespace
}  // namespace emascope
