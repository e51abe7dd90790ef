// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/read_log.h"

#include "core/interchange/event_log.h"
#include "core/interchange/log_values.h"
#include "core/interchange/metrics_csv.h"
#include "core/interchange/trackio_log.h"
#include "core/interchange/trainer_state.h"
#include "core/series/input_stream.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

namespace emascope {
namespace {

constexpr const char* kKnownLogs =
    "TensorBoard event files, a Trackio database, metrics.csv or trainer_state.json";

Result<ImportedRun> readEventFiles(const std::string& path) {
  auto log = EventLog::open(path);
  if (!log) return log.error();
  if (const auto count = log.value().readMore(); !count) return count.error();
  return log->run();
}

/// The first bytes of a file, which say what it is.
Result<std::string> beginOf(const std::string& path) {
  constexpr std::size_t kLooked = 512;
  auto stream = InputStream::openFile(path);
  if (!stream) return stream.error();
  if (auto status = stream.value().fill(kLooked); !status) return status.error();
  return std::string(stream->ahead().substr(0, kLooked));
}

/// Whether a file with this name and this beginning is read as a table, as all else is.
bool isTable(const std::string& path, std::string_view begin) {
  const auto first = begin.find_first_not_of(" \t\r\n");
  return !startsAsSqlite(begin) && !startsAsEventFile(begin) && first != std::string_view::npos &&
         begin[first] != '{' && nameOfPath(path).find("tfevents") == std::string::npos;
}

Result<ImportedRun> readByContents(const std::string& path, const std::optional<std::string>& run) {
  const auto looked = beginOf(path);
  if (!looked) return looked.error();
  const std::string& begin = *looked;
  if (startsAsSqlite(begin)) return readTrackio(path, run);
  if (run) return Error{path, "contains only one run, so --run does not apply", "no --run"};
  if (startsAsEventFile(begin)) return readEventFiles(path);
  if (isTable(path, begin)) return readMetricsCsv(path);
  const auto first = begin.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return Error{path, "is empty", kKnownLogs};
  return begin[first] == '{' ? readTrainerState(path) : readEventFiles(path);
}

/// Logs in a folder, beside event files.
constexpr std::array<const char*, 2> kLogNames = {"metrics.csv", "trainer_state.json"};

Result<ImportedRun> readFolder(const std::string& path, const std::optional<std::string>& run) {
  if (hasEventFiles(path)) {
    if (run) return Error{path, "contains only one run, so --run does not apply", "no --run"};
    return readEventFiles(path);
  }
  for (const char* const name : kLogNames) {
    const std::string file = (std::filesystem::path(path) / name).string();
    std::error_code error;
    if (!std::filesystem::exists(file, error)) continue;
    auto imported = readByContents(file, run);
    if (imported) imported.value().title = nameOfPath(path);
    return imported;
  }
  return Error{path, "has no log of a known format", kKnownLogs};
}

}  // namespace

Result<ImportedRun> readLogSoFar(const std::string& path, const std::optional<std::string>& run) {
  std::error_code error;
  auto imported = std::filesystem::is_directory(path, error) ? readFolder(path, run)
                                                             : readByContents(path, run);
  if (imported && imported->series.empty() && !imported->damage.empty()) {
    return Error{"", imported->damage.front(), ""};
  }
  return imported;
}

Result<ImportedRun> readLog(const std::string& path, const std::optional<std::string>& run) {
  auto imported = readLogSoFar(path, run);
  if (imported && imported->series.empty()) return Error{path, "has no scalars", kKnownLogs};
  return imported;
}

std::optional<std::string> tableOf(const std::string& path) {
  std::string file = path;
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    if (hasEventFiles(path)) return std::nullopt;
    file = (std::filesystem::path(path) / kLogNames.front()).string();
  }
  const auto begin = beginOf(file);
  return begin && isTable(file, *begin) ? std::optional(file) : std::nullopt;
}

std::vector<std::string> severalRunsOf(const std::string& path) {
  const auto begin = beginOf(path);
  if (!begin || !startsAsSqlite(*begin)) return {};
  auto runs = runsOfTrackio(path);
  return runs && runs->size() > 1 ? std::move(runs).value() : std::vector<std::string>();
}

bool isNoLogYet(const std::string& path) {
  const auto has_not_begun = [](const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return true;
    return std::filesystem::file_size(file, error) == 0;
  };
  std::error_code error;
  if (!std::filesystem::is_directory(path, error)) return has_not_begun(path);
  return !hasEventFiles(path) && std::ranges::all_of(kLogNames, [&](const char* name) {
    return has_not_begun(std::filesystem::path(path) / name);
  });
}

}  // namespace emascope
