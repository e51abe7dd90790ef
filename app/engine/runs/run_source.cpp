// SPDX-License-Identifier: Apache-2.0
#include "app/engine/runs/run_source.h"

#include "app/common/kept_run.h"
#include "core/interchange/imported_record.h"
#include "core/interchange/read_log.h"
#include "core/library/journal.h"
#include "core/library/run_folder.h"
#include "core/library/stored_run.h"

#include <cmath>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

namespace emascope {
namespace {

Result<RunSource> keptSource(const std::string& run, const std::string& library) {
  const auto place = placeOfRun(run, library);
  if (!place) return place.error();
  if (place->trashed) return inTrash("export", place->folder);
  auto kept = readStoredRun(place->folder);
  if (!kept) return kept.error();
  constexpr double kMillisecondsPerSecond = 1000.0;
  RunSource source;
  source.started = static_cast<double>(kept->card.begun) / kMillisecondsPerSecond;
  source.title = kept->card.notes.title;
  source.damaged = kept->damaged;
  for (const std::string_view name : {kCardName, kJournalName}) {
    source.files.push_back((std::filesystem::path(place->folder) / name).string());
  }
  if (!kept->cut_off.empty()) source.notes.push_back(place->folder + ": " + kept->cut_off);
  source.record = std::move(kept).value().record;
  return source;
}

Result<RunSource> loggedSource(const std::string& path, const std::optional<std::string>& name) {
  const auto imported = readLog(path, name);
  if (!imported) return imported.error();
  auto record = importedRecord(*imported);
  if (!record) return record.error();
  const double started = firstSecond(*imported);
  RunSource source{.started = std::isfinite(started) ? started : 0.0};
  source.record = std::move(record).value();
  source.files = {path};
  for (const std::string& place : imported->damage) {
    source.notes.push_back(place + "; what follows in that file is not read");
  }
  source.damaged = !imported->damage.empty();
  return source;
}

}  // namespace

Result<RunSource> readRunSource(const std::string& run, const std::string& library,
                                const std::optional<std::string>& name) {
  std::error_code error;
  const std::filesystem::path path(run);
  const bool log =
      std::filesystem::exists(path, error) && !std::filesystem::exists(path / kCardName, error);
  if (log) return loggedSource(run, name);
  if (name) return Error{run, "contains only one run, so --run does not apply", "no --run"};
  return keptSource(run, library);
}

}  // namespace emascope
