// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/run_outputs.h"

#include "core/json/shard_index.h"
#include "core/protocol/spec/user_task_options.h"

#include <string_view>

namespace emascope {
namespace {

/// True if the option's metavar says so: "FILE", "NAME|FILE", "SPLIT=FOLDER".
bool namesFiles(const UserTaskOption& option) {
  const std::string_view form = option.metavar;
  return form.find("FILE") != std::string_view::npos ||
         form.find("FOLDER") != std::string_view::npos;
}

/// Adds the value, and both files of "train=a,test=b". The plan ignores what is not a file.
void addValue(OutputPlan& plan, const std::string& by, const std::string& value) {
  plan.reads(by, value);
  std::string_view rest = value;
  while (rest.find('=') != std::string_view::npos) {
    rest.remove_prefix(rest.find('=') + 1);
    plan.reads(by, std::string(rest.substr(0, rest.find(','))));
  }
}

/// Adds the shards if the value is an index of them; which files those are, the index says.
void addShards(OutputPlan& plan, const std::string& by, const std::string& value) {
  if (!value.ends_with(".json")) return;
  const auto shards = filesOfIndex(value);
  if (!shards) return;
  for (const std::string& shard : *shards) plan.reads(by, shard);
}

}  // namespace

void addInputs(OutputPlan& plan, const RunConfig& config) {
  for (const UserTaskOption& option : userTaskOptions()) {
    const auto typed = config.user_task.find(option.id);
    if (typed == config.user_task.end() || !namesFiles(option)) continue;
    const std::string by = std::string("--") + option.id;
    for (const std::string& value : repeatedValues(typed->second)) addValue(plan, by, value);
    if (typed->first == "weights") addShards(plan, by, typed->second);
  }
}

void addSaves(OutputPlan& plan, const RunConfig& config) {
  for (const SaveSpec& save : config.saves) plan.writes("--save " + save.of, save.path);
}

}  // namespace emascope
