// SPDX-License-Identifier: Apache-2.0
//
// Where a command's rows go: a file that takes its name when it is complete, or standard output.
// Rows are gathered; whoever waits for more input flushes them first.
#pragma once

#include "core/base/output_file.h"

#include <optional>
#include <string>
#include <string_view>

namespace emascope {

class RowOutput {
 public:
  /// `path` "-" is standard output.
  [[nodiscard]] static Result<RowOutput> open(const std::string& path);

  [[nodiscard]] Status append(std::string_view rows);
  /// Hands on what has been gathered.
  [[nodiscard]] Status flush();
  /// All rows are there: they are handed on, and a file takes its name.
  [[nodiscard]] Status commit();
  /// The last error was the output's.
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  RowOutput() = default;
  Status checked(Status status);

  std::optional<HeldOutput> held_ = {};     ///< from other programs
  std::optional<ReplacingFile> file_ = {};  ///< none: standard output
  std::string gathered_ = {};
  bool failed_ = false;
};

}  // namespace emascope
