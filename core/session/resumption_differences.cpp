// SPDX-License-Identifier: Apache-2.0
//
// What differs between the settings of a checkpoint and those of a request to go on from it.
#include "core/base/numbers.h"
#include "core/base/quoted.h"
#include "core/models/user_task/task_files.h"
#include "core/protocol/spec/catalog.h"
#include "core/protocol/spec/optimizer_settings.h"
#include "core/protocol/spec/rate_schedules.h"
#include "core/session/resumption.h"

#include <optional>
#include <set>
#include <string_view>

namespace emascope {
namespace {

class DifferenceList {
 public:
  void compare(const std::string& what, const std::string& run, const std::string& request) {
    if (run == request) return;
    all.push_back(what + " is " + run + " in the checkpoint and " + request + " in the request");
  }
  void compare(const std::string& what, std::int64_t run, std::int64_t request) {
    compare(what, std::to_string(run), std::to_string(request));
  }
  template <typename Value, typename Text>
  void compareGiven(const std::string& what, const std::optional<Value>& run,
                    const std::optional<Value>& request, const Text& text) {
    if (request) compare(what, run ? text(*run) : "not set", text(*request));
  }

  std::vector<std::string> all;
};

std::string numberText(double value) { return formatNumber(value); }
std::string countText(std::int64_t value) { return std::to_string(value); }

/// With all parameters; a request may have an unknown method or unknown parameters.
std::string methodText(const MethodSpec& spec, const std::vector<MethodInfo>& methods) {
  if (!checkMethod(spec, methods, "")) return spec.kind;
  return methodOption(completed(spec, methods), methods);
}
std::string optimizerText(const MethodSpec& spec) { return methodText(spec, optimizers()); }
std::string scheduleText(const MethodSpec& spec) { return methodText(spec, rateSchedules()); }

std::string stopText(const EarlyStop& stop) {
  return stop.of + ":" + std::to_string(stop.patience);
}

/// A run records where its files are; a request may name them from the working directory.
void compareTasks(DifferenceList& list, const UserTaskOptions& of_run,
                  const UserTaskOptions& of_request) {
  const UserTaskOptions run = withAbsoluteFiles(of_run);
  const UserTaskOptions request = withAbsoluteFiles(of_request);
  std::set<std::string> keys;
  for (const UserTaskOptions* options : {&run, &request}) {
    for (const auto& [key, value] : *options) keys.insert(key);
  }
  const auto textOf = [](const UserTaskOptions& options, const std::string& key) {
    const auto found = options.find(key);
    return found == options.end() ? std::string("not given") : inQuotes(found->second);
  };
  for (const std::string& key : keys) {
    if (!mayMove(key)) list.compare(key, textOf(run, key), textOf(request, key));
  }
}

void compareTraining(DifferenceList& list, const TrainingSpec& run, const TrainingSpec& request) {
  list.compareGiven("optimizer", run.optimizer, request.optimizer, optimizerText);
  list.compareGiven("lr-schedule", run.lr_schedule, request.lr_schedule, scheduleText);
  list.compareGiven("batch", run.batch, request.batch, countText);
  list.compareGiven("accumulate", run.accumulate, request.accumulate, countText);
  list.compareGiven("clip-norm", run.clip_norm, request.clip_norm, numberText);
  list.compareGiven("clip-value", run.clip_value, request.clip_value, numberText);
  list.compareGiven("precision", run.precision, request.precision,
                    [](const std::string& precision) { return precision; });
  list.compareGiven("patience", run.stop, request.stop, stopText);
  if (request.epochs) list.compare("epochs", "given as steps", numberText(*request.epochs));
}

}  // namespace

bool mayMove(std::string_view user_task_option) {
  for (const UserTaskOption& option : userTaskOptions()) {
    if (option.id != user_task_option) continue;
    const bool resource = user_task_option == "workers" || user_task_option == "memory" ||
                          user_task_option == "step-limit";
    const bool file =
        option.about == UserTaskOption::About::kFiles && std::string_view(option.metavar) == "FILE";
    return resource || file;
  }
  return false;
}

std::vector<std::string> resumedDifferences(const RunConfig& run, const RunConfig& request) {
  DifferenceList list;
  list.compare("preset", run.preset, request.preset);
  list.compare("seed", std::to_string(run.seed), std::to_string(request.seed));
  list.compare("eval-every", run.eval_every, request.eval_every);
  if (request.lr != 0.0) list.compare("lr", numberText(run.lr), numberText(request.lr));
  list.compare("snapshots", run.snapshot_every, request.snapshot_every);
  if (run.snapshot_every > 0) list.compare("snapshot-mib", run.snapshot_mib, request.snapshot_mib);
  if (request.planned_steps != 0) {
    list.compare("planned-steps", plannedSteps(run), request.planned_steps);
  }
  compareTasks(list, run.user_task, request.user_task);
  compareTraining(list, run.training, request.training);
  return list.all;
}

}  // namespace emascope
