// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/trainer_state.h"

#include "core/base/counted.h"
#include "core/base/input_file.h"
#include "core/interchange/log_pairs.h"
#include "core/interchange/log_values.h"
#include "core/interchange/series_collector.h"
#include "core/json/read_json.h"

#include <limits>
#include <optional>
#include <string_view>

namespace emascope {
namespace {

constexpr std::string_view kRunFormat = "emascope-run";  // run_json.cpp

/// Which other JSON file it is; none if it may be the state of a Trainer.
std::optional<Error> anotherFile(const Fields& all, const std::string& path) {
  if (all.has("log_history")) return std::nullopt;
  if (all.has("format") && all.text("format") == kRunFormat) {
    return Error{path, "is the JSON of a run of EMAscope, which is not imported",
                 "the CSV or the event file of that run, or the run itself, which emascope-engine "
                 "export takes if it is kept"};
  }
  return Error{path,
               "is a JSON file without log_history, so it is no trainer_state.json of Transformers",
               "a trainer_state.json, TensorBoard event files, a Trackio database or metrics.csv"};
}

}  // namespace

Result<ImportedRun> readTrainerState(const std::string& path) {
  const auto bytes = readWholeFile(path, kLongestTrainerState);
  if (!bytes) return bytes.error();
  constexpr int kDeepest = 32;
  const JsonLimits limits{.longest = 2 * kLongestTrainerState, .deepest = kDeepest};
  SeriesCollector points;
  std::uint64_t others = 0;
  const auto read = [&](const Fields& entry) {
    const std::int64_t step = entry.integer("step");
    for (const std::string& key : entry.keys()) {
      if (key == "step") continue;
      const auto value = loggedNumber(entry, key);
      if (!value) {
        ++others;
        continue;
      }
      const auto status = points.add(key, step, std::numeric_limits<double>::quiet_NaN(), *value);
      if (!status) return entry.fail(key, status.error().why, status.error().allowed);
    }
  };
  std::optional<Error> another;
  const Status status =
      readJson(withoutPythonNumbers(*bytes), path, limits, [&](const Fields& all) {
        another = anotherFile(all, path);
        if (!another) all.list("log_history", read);
      });
  if (!status) return status.error();
  if (another) return *another;
  ImportedRun run{.title = nameOfPath(path), .source = "Transformers trainer_state.json"};
  run.series = points.series();
  run.pairs = pairsOf(run.series);
  if (others > 0) {
    run.notes.push_back(
        counted(others, "value that is not a number is", "values that are not numbers are") +
        " skipped");
  }
  return run;
}

}  // namespace emascope
