// SPDX-License-Identifier: Apache-2.0
#include "core/library/library_index.h"

#include "tests/support/temporary_folder.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <array>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

namespace emascope {
namespace {

RunRow fullRow() {
  RunRow row;
  row.id = "0123456789abcdef";
  row.folder = "2026-11-30-1405-digits-0123";
  row.task = "digits";
  row.notes = {"It's a \"title\"; DROP TABLE runs", {"one", "two"}, "Text\nof lines", true};
  row.state = StoredState::kStopped;
  row.begun = 1'796'000'000'123;
  row.step = 4'000'000'000;
  row.steps = 5'000'000'000;
  row.best_raw = 0.1;
  row.best_average = 1e-300;
  row.best_label = "main";
  row.parent = "fedcba9876543210";
  row.parent_step = 4200;
  return row;
}

TEST(LibraryIndex, GivesBackEveryField) {
  const TemporaryFolder folder;
  RunRow bare;
  bare.folder = "bare";
  bare.trashed = true;
  {
    LibraryIndex index(folder / "library.sqlite");
    index.put(fullRow());
    index.put(bare);
  }
  LibraryIndex index(folder / "library.sqlite");
  EXPECT_EQ(index.rows(), (std::vector<RunRow>{fullRow(), bare}));
}

TEST(LibraryIndex, ReplacesAndRemovesByFolderAndPlace) {
  LibraryIndex index(":memory:");
  RunRow row = fullRow();
  index.put(row);
  row.step = 7;
  index.put(row);
  RunRow trashed = row;
  trashed.trashed = true;
  index.put(trashed);
  EXPECT_EQ(index.rows().size(), 2U);
  index.remove(trashed);
  EXPECT_EQ(index.rows(), std::vector<RunRow>{row});
  index.replaceAll({trashed});
  EXPECT_EQ(index.rows(), std::vector<RunRow>{trashed});
}

TEST(LibraryIndex, LeavesOutRowsThatNameNoFolder) {
  LibraryIndex index(":memory:");
  for (const char* name : {"", "..", ".new-1", "a/../../b", "good"}) {
    RunRow row = fullRow();
    row.folder = name;
    index.put(row);
  }
  ASSERT_EQ(index.rows().size(), 1U);
  EXPECT_EQ(index.rows().front().folder, "good");
}

TEST(LibraryIndex, IsMigratedWithACopyOfTheOldOne) {
  const TemporaryFolder folder;
  const std::string path = folder / "library.sqlite";
  {
    LibraryIndex index(path);
    index.put(fullRow());
  }
  const std::array<const char*, 2> later = {indexMigrations().front(),
                                            "ALTER TABLE runs ADD COLUMN color TEXT"};
  ASSERT_EQ(indexMigrations().size(), 1U);
  {
    LibraryIndex index(path, later);
    EXPECT_EQ(index.rows(), std::vector<RunRow>{fullRow()});
  }
  SQLite::Database now(path, SQLite::OPEN_READONLY);
  EXPECT_EQ(now.execAndGet("PRAGMA user_version").getInt(), 2);
  EXPECT_TRUE(now.execAndGet("SELECT color FROM runs").isNull());
  SQLite::Database before(path + ".backup-1", SQLite::OPEN_READONLY);
  EXPECT_EQ(before.execAndGet("PRAGMA user_version").getInt(), 1);
  EXPECT_EQ(before.execAndGet("SELECT id FROM runs").getString(), fullRow().id);
}

TEST(LibraryIndex, AFailedMigrationChangesNothing) {
  const TemporaryFolder folder;
  const std::string path = folder / "library.sqlite";
  { LibraryIndex index(path); }
  const std::array<const char*, 3> wrong = {indexMigrations().front(),
                                            "ALTER TABLE runs ADD COLUMN color TEXT", "NONSENSE"};
  EXPECT_THROW(LibraryIndex(path, wrong), SQLite::Exception);
  SQLite::Database now(path, SQLite::OPEN_READONLY);
  EXPECT_EQ(now.execAndGet("PRAGMA user_version").getInt(), 1);
}

TEST(LibraryIndex, LeavesOneOfALaterVersionAlone) {
  const TemporaryFolder folder;
  const std::string path = folder / "library.sqlite";
  {
    LibraryIndex index(path);
    SQLite::Database(path, SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 9");
  }
  try {
    const LibraryIndex index(path);
    ADD_FAILURE() << "opened";
  } catch (const NewerIndex& error) {
    EXPECT_STREQ(error.what(), "has version 9; this program knows versions up to 1");
  }
}

TEST(LibraryIndex, OpensTheSampleOfVersion1) {
  const TemporaryFolder folder;
  std::filesystem::copy(EMASCOPE_SOURCE_DIR "/tests/golden/versions/library-1.sqlite",
                        folder / "library.sqlite");
  LibraryIndex index(folder / "library.sqlite");
  EXPECT_EQ(index.rows(), std::vector<RunRow>{fullRow()});
}

}  // namespace
}  // namespace emascope
