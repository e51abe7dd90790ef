// SPDX-License-Identifier: Apache-2.0
#include "core/library/library_index.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <sqlite3.h>
#include <system_error>
#include <thread>
#include <utility>

namespace emascope {
namespace {

constexpr int kBusyPatience = 5000;  // ms

constexpr std::array<const char*, 1> kMigrations = {
    "CREATE TABLE runs ("
    " trashed INTEGER NOT NULL, folder TEXT NOT NULL, id TEXT NOT NULL, task TEXT NOT NULL,"
    " title TEXT NOT NULL, tags TEXT NOT NULL, notes TEXT NOT NULL, pinned INTEGER NOT NULL,"
    " state INTEGER NOT NULL, begun INTEGER NOT NULL, step INTEGER NOT NULL,"
    " steps INTEGER NOT NULL, best_raw REAL, best_average REAL, best_label TEXT NOT NULL,"
    " parent TEXT NOT NULL, parent_step INTEGER NOT NULL,"
    " PRIMARY KEY (trashed, folder)) WITHOUT ROWID;"
    "CREATE INDEX runs_by_id ON runs (id);"};

std::string joinedTags(const std::vector<std::string>& tags) {
  std::string text;
  for (const std::string& tag : tags) text += (text.empty() ? "" : ",") + tag;
  return text;
}

std::vector<std::string> splitTags(const std::string& text) {
  std::vector<std::string> tags;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    if (end > at) tags.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return tags;
}

bool isFolderName(const std::string& name) {
  return !name.empty() && name.front() != '.' && name.find('/') == std::string::npos;
}

StoredState storedStateAt(int number) {
  const bool known = number >= 0 && number < kStoredStateCount;
  return known ? static_cast<StoredState>(number) : StoredState::kInterrupted;
}

std::optional<double> numberOrNone(const SQLite::Column& column) {
  if (column.isNull()) return std::nullopt;
  return column.getDouble();
}

constexpr const char* kSelect =
    "SELECT trashed, folder, id, task, title, tags, notes, pinned, state, begun, step, steps,"
    " best_raw, best_average, best_label, parent, parent_step FROM runs"
    " ORDER BY begun DESC, folder";

RunRow rowIn(const SQLite::Statement& found) {
  int at = 0;
  const auto next = [&found, &at] { return found.getColumn(at++); };
  RunRow row;
  row.trashed = next().getInt() != 0;
  row.folder = next().getString();
  row.id = next().getString();
  row.task = next().getString();
  row.notes.title = next().getString();
  row.notes.tags = splitTags(next().getString());
  row.notes.text = next().getString();
  row.notes.pinned = next().getInt() != 0;
  row.state = storedStateAt(next().getInt());
  row.begun = next().getInt64();
  row.step = next().getInt64();
  row.steps = next().getInt64();
  row.best_raw = numberOrNone(next());
  row.best_average = numberOrNone(next());
  row.best_label = next().getString();
  row.parent = next().getString();
  row.parent_step = next().getInt64();
  return row;
}

void bindNumber(SQLite::Statement& statement, int at, const std::optional<double>& number) {
  if (number) {
    statement.bind(at, *number);
  } else {
    statement.bind(at);
  }
}

void putRow(SQLite::Database& database, const RunRow& row) {
  SQLite::Statement put(
      database,
      "INSERT OR REPLACE INTO runs (trashed, folder, id, task, title, tags, notes,"
      " pinned, state, begun, step, steps, best_raw, best_average, best_label,"
      " parent, parent_step)"
      " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  int at = 0;
  put.bind(++at, row.trashed ? 1 : 0);
  for (const std::string& text : {row.folder, row.id, row.task, row.notes.title,
                                  joinedTags(row.notes.tags), row.notes.text}) {
    put.bind(++at, text);
  }
  put.bind(++at, row.notes.pinned ? 1 : 0);
  put.bind(++at, static_cast<int>(row.state));
  for (const std::int64_t number : {row.begun, row.step, row.steps}) put.bind(++at, number);
  bindNumber(put, ++at, row.best_raw);
  bindNumber(put, ++at, row.best_average);
  put.bind(++at, row.best_label);
  put.bind(++at, row.parent);
  put.bind(++at, row.parent_step);
  put.exec();
}

/// SQLite answers this one with "busy" at once where several programs make an index at the same
/// time: changing the journal mode needs the file alone, for which SQLite does not call the busy
/// handler that sqlite3_busy_timeout sets, as two that wait could wait for each other. So this is
/// polled, at most once for each index that is new; all other statements wait by the busy handler.
void useWriteAheadLog(SQLite::Database& database) {
  constexpr std::chrono::milliseconds kBetween{10};
  for (int tries = kBusyPatience / static_cast<int>(kBetween.count());; --tries) {
    try {
      (void)database.execAndGet("PRAGMA journal_mode = WAL").getString();
      return;
    } catch (const SQLite::Exception& error) {
      if (error.getErrorCode() != SQLITE_BUSY || tries <= 0) throw;
    }
    std::this_thread::sleep_for(kBetween);
  }
}

int versionOf(SQLite::Database& database) {
  return database.execAndGet("PRAGMA user_version").getInt();
}

void backUp(SQLite::Database& database, const std::string& path, int version) {
  const std::string copy = path + ".backup-" + std::to_string(version);
  std::error_code error;
  if (std::filesystem::exists(copy, error)) return;
  SQLite::Statement write(database, "VACUUM INTO ?");
  write.bind(1, copy);
  write.exec();
}

void migrate(SQLite::Database& database, const std::string& path,
             std::span<const char* const> migrations) {
  const auto newest = static_cast<int>(migrations.size());
  const int found = versionOf(database);
  if (found > newest || found < 0) {
    throw NewerIndex("has version " + std::to_string(found) +
                     "; this program knows versions up to " + std::to_string(newest));
  }
  if (found == newest) return;
  if (found > 0) backUp(database, path, found);
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  for (int version = versionOf(database); version < newest; ++version) {  // may be done meanwhile
    database.exec(migrations[static_cast<std::size_t>(version)]);
    database.exec("PRAGMA user_version = " + std::to_string(version + 1));
  }
  transaction.commit();
}

}  // namespace

std::span<const char* const> indexMigrations() { return kMigrations; }

LibraryIndex::LibraryIndex(const std::string& path, std::span<const char* const> migrations)
    : database_(std::make_unique<SQLite::Database>(
          path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kBusyPatience)) {
  useWriteAheadLog(*database_);
  database_->exec("PRAGMA synchronous = NORMAL");
  const std::string state = database_->execAndGet("PRAGMA quick_check(1)").getString();
  if (state != "ok") throw SQLite::Exception(state, SQLITE_CORRUPT);
  migrate(*database_, path, migrations);
}

LibraryIndex::~LibraryIndex() = default;

std::vector<RunRow> LibraryIndex::rows() {
  std::vector<RunRow> rows;
  SQLite::Statement found(*database_, kSelect);
  while (found.executeStep()) {
    RunRow row = rowIn(found);
    if (isFolderName(row.folder)) rows.push_back(std::move(row));
  }
  return rows;
}

void LibraryIndex::put(const RunRow& row) { putRow(*database_, row); }

void LibraryIndex::remove(const RunRow& row) {
  SQLite::Statement gone(*database_, "DELETE FROM runs WHERE trashed = ? AND folder = ?");
  gone.bind(1, row.trashed ? 1 : 0);
  gone.bind(2, row.folder);
  gone.exec();
}

void LibraryIndex::replaceAll(const std::vector<RunRow>& rows) {
  SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
  database_->exec("DELETE FROM runs");
  for (const RunRow& row : rows) putRow(*database_, row);
  transaction.commit();
}

}  // namespace emascope
