// SPDX-License-Identifier: Apache-2.0
//
// The options for the user's own data and model, used instead of a preset. Values are stored as
// typed, so that a run can be repeated from its record. Only the engine interprets them, because it
// has the files.
#pragma once

#include "core/base/result.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// Values by UserTaskOption::id. A flag that is set has "1"; a repeated option has one value per
/// line.
using UserTaskOptions = std::map<std::string, std::string, std::less<>>;

struct UserTaskOption {
  enum class Kind { kText, kFlag, kRepeated };
  /// What the option is about: reading files, processing the samples, or the model.
  enum class About { kFiles, kSamples, kModel };
  const char* id;       ///< "image-size"; with two dashes the option's name
  const char* metavar;  ///< name of the value in --help, "PIXELS"; empty for a flag
  const char* help;
  Kind kind = Kind::kText;
  About about = About::kFiles;
};

/// All options, in the order of --help. The first is "data", which every other one requires.
[[nodiscard]] std::span<const UserTaskOption> userTaskOptions();

/// Refuses unknown options, and any option without data.
[[nodiscard]] Status checkUserTask(const UserTaskOptions& user_task);

/// The values of a repeated option, one per line of `lines`.
[[nodiscard]] std::vector<std::string> repeatedValues(std::string_view lines);

/// Option names, each followed by its value as typed; flags have none.
[[nodiscard]] std::vector<std::string> userTaskArguments(const UserTaskOptions& user_task);

}  // namespace emascope
