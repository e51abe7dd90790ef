// SPDX-License-Identifier: Apache-2.0
//
// What a person brings to a run instead of a preset: data, and a model for it. Kept as it was
// typed, option by option, so that a run can be repeated from its record; made sense of by the
// engine alone, which has the files.
#pragma once

#include "core/base/result.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// Texts by UserTaskOption::id; a flag that is set has "1". Those of a repeated option are lines.
using UserTaskOptions = std::map<std::string, std::string, std::less<>>;

struct UserTaskOption {
  enum class Kind { kText, kFlag, kRepeated };
  /// What it is about: how files are read, what is done with the samples, the model.
  enum class About { kFiles, kSamples, kModel };
  const char* id;       ///< "image-size"; with two dashes the option's name
  const char* metavar;  ///< "PIXELS": what to put there; empty for a flag
  const char* help;
  Kind kind = Kind::kText;
  About about = About::kFiles;
};

/// In the order in which they are listed for people. The first is "data", which comes with any
/// other.
[[nodiscard]] std::span<const UserTaskOption> userTaskOptions();

/// Refuses options that there are not, and any of them without data.
[[nodiscard]] Status checkUserTask(const UserTaskOptions& user_task);

/// The lines of a repeated option.
[[nodiscard]] std::vector<std::string> repeatedValues(std::string_view lines);

/// Option names and values in turn, as typed.
[[nodiscard]] std::vector<std::string> userTaskArguments(const UserTaskOptions& user_task);

}  // namespace emascope
