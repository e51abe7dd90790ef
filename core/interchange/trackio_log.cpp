// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/trackio_log.h"

#include "core/base/counted.h"
#include "core/base/quoted.h"
#include "core/base/short_text.h"
#include "core/interchange/log_pairs.h"
#include "core/interchange/log_values.h"
#include "core/json/read_json.h"

#include <algorithm>
#include <array>
#include <memory>
#include <sqlite3.h>
#include <sys/stat.h>
#include <utility>
#include <vector>

namespace emascope {
namespace {

constexpr int kLongestCell = 16 << 20;  // bytes
constexpr int kOpsPerCheck = 1'000'000;
constexpr int kMostChecks = 20'000;  // a query that takes more steps is stopped
constexpr int kPatienceMs = 2'000;   // for a writer that has locked the file
constexpr std::size_t kMostRuns = 10'000;

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

/// A query on a stranger's file. Values are read by column, from 0.
class Query {
 public:
  Query(sqlite3* database, std::string path, const std::string& sql) : path_(std::move(path)) {
    sqlite3_stmt* statement = nullptr;
    code_ = sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr);
    statement_.reset(statement);
  }
  void bind(const std::string& text) {
    if (code_ == SQLITE_OK) {
      code_ = sqlite3_bind_text(statement_.get(), 1, text.c_str(), static_cast<int>(text.size()),
                                SQLITE_TRANSIENT);
    }
  }
  /// The next row; false at the end.
  [[nodiscard]] Result<bool> next() {
    if (code_ == SQLITE_OK || code_ == SQLITE_ROW) code_ = sqlite3_step(statement_.get());
    if (code_ == SQLITE_ROW) return true;
    if (code_ == SQLITE_DONE) return false;
    return Error{path_, std::string("cannot be read: ") + sqlite3_errstr(code_),
                 "a database of Trackio"};
  }
  /// Text or bytes; empty for NULL.
  [[nodiscard]] std::string_view bytes(int column) const {
    const void* const data = sqlite3_column_blob(statement_.get(), column);
    if (data == nullptr) return {};
    return {static_cast<const char*>(data),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
  }
  [[nodiscard]] bool isInteger(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_INTEGER;
  }
  [[nodiscard]] std::int64_t integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
  }

 private:
  std::string path_;
  std::unique_ptr<sqlite3_stmt, FinalizeStatement> statement_ = {};
  int code_ = SQLITE_OK;
};

/// A run's name, and what identifies it: its id, or in older databases its name.
using NamedKey = std::pair<std::string, std::string>;

/// The names, and the keys of runs that share one. @pre sorted
std::vector<std::string> uniqueNames(const std::vector<NamedKey>& runs) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto& [name, key] = runs[i];
    const bool shared =
        (i > 0 && runs[i - 1].first == name) || (i + 1 < runs.size() && runs[i + 1].first == name);
    names.push_back(shared ? key : name);
  }
  return names;
}

class TrackioDatabase {
 public:
  [[nodiscard]] static Result<TrackioDatabase> open(const std::string& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) {
      return Error{path, "is not a regular file", "a database of Trackio"};
    }
    TrackioDatabase opened(path);
    sqlite3* database = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr);
    opened.database_.reset(database);
    if (code != SQLITE_OK) {
      return Error{path, std::string("cannot be opened: ") + sqlite3_errstr(code),
                   "a database of Trackio"};
    }
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_limit(database, SQLITE_LIMIT_LENGTH, kLongestCell);
    sqlite3_busy_timeout(database, kPatienceMs);
    sqlite3_progress_handler(database, kOpsPerCheck, &countCheck, opened.checks_.get());
    if (const Status status = opened.checkTable(); !status) return status.error();
    return opened;
  }

  /// Names and keys of the runs, in order.
  [[nodiscard]] Result<std::vector<NamedKey>> runs() {
    Query query(database_.get(), path_, "SELECT DISTINCT run_name, " + key_ + " FROM metrics");
    std::vector<NamedKey> runs;
    for (;;) {
      const auto there = query.next();
      if (!there) return there.error();
      if (!*there) break;
      if (runs.size() >= kMostRuns) {
        return Error{path_, "has too many runs", "at most " + std::to_string(kMostRuns)};
      }
      runs.emplace_back(query.bytes(0), query.bytes(1));
    }
    std::ranges::sort(runs);
    return runs;
  }

  /// The name and the key of the run that is meant.
  [[nodiscard]] Result<NamedKey> choose(const std::optional<std::string>& wanted) {
    auto found = runs();
    if (!found) return found.error();
    std::vector<NamedKey> runs = std::move(found).value();
    std::vector<std::string> names = uniqueNames(runs);
    for (std::string& name : names) name = asOneLine(shortText(asUtf8(name), 80));
    if (wanted) std::erase_if(runs, [&](const auto& run) { return !isMeant(run, *wanted); });
    if (runs.size() == 1) return runs.front();
    if (names.empty()) return Error{path_, "has no run", "a database with a run"};
    const std::string what = !wanted        ? "has " + std::to_string(names.size()) + " runs"
                             : runs.empty() ? "has no run " + inQuotes(asOneLine(*wanted))
                                            : "has several runs " + inQuotes(asOneLine(*wanted));
    return Error{path_, what, "the name of one, of " + quotedList(names)};
  }

  /// Whether the run with this key has the row.
  [[nodiscard]] Result<bool> hasRow(const std::string& key, std::int64_t row) {
    Query query(database_.get(), path_,
                "SELECT 1 FROM metrics WHERE " + key_ + " = ?1 AND rowid = " + std::to_string(row));
    query.bind(key);
    return query.next();
  }

  /// Adds the points of the run in `rows`, from the first row after its last one.
  [[nodiscard]] Status read(TrackioRows& rows) {
    // The plus keeps the index of the runs out of it, by which all rows of the run would be sorted.
    const std::string after =
        rows.last ? " AND rowid > " + std::to_string(*rows.last) : std::string();
    Query query(database_.get(), path_,
                "SELECT rowid, step, timestamp, metrics FROM metrics WHERE " +
                    std::string(rows.last ? "+" : "") + key_ + " = ?1" + after + " ORDER BY rowid");
    query.bind(rows.key);
    for (;;) {
      const auto there = query.next();
      if (!there) return there.error();
      if (!*there) return Ok{};
      const std::string place = path_ + ": row " + std::to_string(query.integer(0));
      if (!query.isInteger(1)) return Error{place, "the step is not a whole number", ""};
      const std::int64_t step = query.integer(1);
      const double seconds = unixTime(query.bytes(2));
      const auto take = [&](const Fields& values) {
        for (const std::string& tag : values.keys()) {
          const auto value = loggedNumber(values, tag);
          if (!value) {
            ++rows.others;
          } else if (auto status = rows.points.add(tag, step, seconds, *value); !status) {
            values.fail(tag, status.error().why, status.error().allowed);
          }
        }
      };
      constexpr int kDeepest = 32;
      const JsonLimits limits{.longest = kLongestCell, .deepest = kDeepest};
      if (auto status = readJson(query.bytes(3), place, limits, take); !status) return status;
      rows.last = query.integer(0);
      ++rows.count;
    }
  }

 private:
  explicit TrackioDatabase(std::string path)
      : path_(std::move(path)), checks_(std::make_unique<int>(0)) {}

  static int countCheck(void* checks) { return ++*static_cast<int*>(checks) > kMostChecks ? 1 : 0; }

  static bool isMeant(const NamedKey& run, const std::string& wanted) {
    return run.first == wanted || run.second == wanted;
  }

  /// A view or a virtual table of that name could do anything.
  [[nodiscard]] Status checkTable() {
    const Error refusal{path_, "has no table 'metrics' of Trackio", "a database of Trackio"};
    {
      Query query(database_.get(), path_,
                  "SELECT sql FROM sqlite_master WHERE name = 'metrics' AND type = 'table'");
      const auto there = query.next();
      if (!there) return there.error();
      if (!*there || !query.bytes(0).starts_with("CREATE TABLE")) return refusal;
    }
    std::vector<std::string> columns;
    Query query(database_.get(), path_, "SELECT name FROM pragma_table_info('metrics')");
    for (;;) {
      const auto there = query.next();
      if (!there) return there.error();
      if (!*there) break;
      columns.emplace_back(query.bytes(0));
    }
    const auto has = [&](const char* name) {
      return std::ranges::find(columns, name) != columns.end();
    };
    constexpr std::array<const char*, 4> kNeeded = {"run_name", "step", "timestamp", "metrics"};
    if (!std::ranges::all_of(kNeeded, has)) return refusal;
    key_ = has("run_id") ? "run_id" : "run_name";
    return Ok{};
  }

  std::string path_;
  std::string key_ = {};
  std::unique_ptr<int> checks_;  // outlives the database, which counts in it
  std::unique_ptr<sqlite3, CloseDatabase> database_ = {};
};

}  // namespace

bool startsAsSqlite(std::string_view begin) {
  constexpr std::string_view kMagic = "SQLite format 3";
  return begin.starts_with(kMagic);
}

Result<std::vector<std::string>> runsOfTrackio(const std::string& path) {
  auto database = TrackioDatabase::open(path);
  if (!database) return database.error();
  const auto runs = database.value().runs();
  if (!runs) return runs.error();
  return uniqueNames(*runs);
}

Result<TrackioLog> TrackioLog::open(const std::string& path,
                                    const std::optional<std::string>& run) {
  auto database = TrackioDatabase::open(path);
  if (!database) return database.error();
  const auto chosen = database.value().choose(run);
  if (!chosen) return chosen.error();
  TrackioLog log(path);
  log.name_ = chosen->first;
  log.rows_.key = chosen->second;
  return log;
}

Result<bool> TrackioLog::readMore() {
  auto database = TrackioDatabase::open(path_);
  if (!database) return database.error();
  struct stat info {};
  if (::stat(path_.c_str(), &info) != 0) return Error{path_, "cannot be read", ""};
  const std::pair file(info.st_dev, info.st_ino);
  bool anew = rows_.last && file != file_;
  file_ = file;
  if (rows_.last && !anew) {
    const auto there = database.value().hasRow(rows_.key, *rows_.last);
    if (!there) return there.error();
    anew = !*there;
  }
  if (anew) rows_ = TrackioRows{.key = rows_.key, .count = rows_.count};
  const std::uint64_t before = rows_.count;
  if (auto status = database.value().read(rows_); !status) return status.error();
  return anew || rows_.count > before;
}

ImportedRun TrackioLog::run() const {
  ImportedRun imported{.title = asUtf8(name_), .source = "Trackio database"};
  imported.series = rows_.points.series();
  imported.pairs = pairsOf(imported.series);
  if (rows_.others > 0) {
    imported.notes.push_back(
        counted(rows_.others, "value that is not a number is", "values that are not numbers are") +
        " skipped");
  }
  return imported;
}

Result<ImportedRun> readTrackio(const std::string& path, const std::optional<std::string>& run) {
  auto log = TrackioLog::open(path, run);
  if (!log) return log.error();
  if (const auto read = log.value().readMore(); !read) return read.error();
  return log->run();
}

}  // namespace emascope
