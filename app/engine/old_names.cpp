// SPDX-License-Identifier: Apache-2.0
#include "app/engine/old_names.h"

#include "core/models/user_task/task_files.h"

#include <filesystem>
#include <system_error>

namespace emascope {

Status checkOldNames(const RunConfig& config, const std::string& started_in) {
  const UserTaskOptions whole = withAbsoluteFiles(config.user_task);
  for (const auto& [option, name] : config.user_task) {
    std::error_code ignored;
    if (whole.at(option) == name || std::filesystem::exists(name, ignored)) continue;
    const std::string then = started_in.empty()
                                 ? "the working directory of the run, which it has not recorded"
                                 : started_in + ", in which the run was started";
    return Error{"--" + option, name + " does not exist; the name is relative to " + then,
                 "--" + option + " with the file's path, or starting in that directory"};
  }
  return Ok{};
}

}  // namespace emascope
