// SPDX-License-Identifier: Apache-2.0
//
// `library.sqlite`, the index of a library, by SQLiteCpp. It holds nothing that the folders do not
// hold: every row can be rebuilt from its folder. Private to core/library. Functions throw
// SQLite::Exception, which GuardedIndex turns into an Error or answers with a new index.
#pragma once

#include "core/library/run_row.h"

#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace SQLite {  // NOLINT(readability-identifier-naming): the library's name
class Database;
}

namespace emascope {

/// The index is of a newer version of this program.
class NewerIndex : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The statements that make the index of version i + 1 from version i. The number of the version is
/// SQLite's user_version.
[[nodiscard]] std::span<const char* const> indexMigrations();

/// [any-thread], by one thread at a time.
class LibraryIndex {
 public:
  /// Opens or makes the index `path`; ":memory:" for one without a file. An older one is migrated
  /// by `migrations`, after a copy was written to "PATH.backup-VERSION". Throws for a damaged one.
  explicit LibraryIndex(const std::string& path,
                        std::span<const char* const> migrations = indexMigrations());
  LibraryIndex(const LibraryIndex&) = delete;
  LibraryIndex& operator=(const LibraryIndex&) = delete;
  ~LibraryIndex();

  /// All rows, those in the trash too, latest first. Rows that name no folder are left out.
  [[nodiscard]] std::vector<RunRow> rows();
  /// Adds or replaces the row with this folder and place.
  void put(const RunRow& row);
  void remove(const RunRow& row);
  /// Replaces all rows at once.
  void replaceAll(const std::vector<RunRow>& rows);

 private:
  std::unique_ptr<SQLite::Database> database_;
};

}  // namespace emascope
