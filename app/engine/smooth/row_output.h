// SPDX-License-Identifier: Apache-2.0
//
// Output of a command's rows: a file that gets its name when it is complete, or standard output.
// Rows are buffered; call flush() before waiting for more input. A file that cannot be written is
// continued, with all its rows, in one of fallbackPlaces().
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
  /// Writes the buffered rows.
  [[nodiscard]] Status flush();
  /// Writes the last rows; a file then gets its name. The error of a file that could not be written
  /// says where its rows are instead.
  [[nodiscard]] Status commit();
  /// True if the output has failed.
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  RowOutput() = default;
  Status checked(Status status);
  /// Copies the file, and then `rows`, to another place, which takes its place from then on.
  Status goElsewhere(const Error& error, std::string_view rows, bool complete);

  std::string path_ = {};
  std::optional<Error> trouble_ = {};       ///< of the file at `path_`
  std::string place_ = {};                  ///< where the rows are then
  std::optional<HeldOutput> held_ = {};     ///< reserves the name
  std::optional<ReplacingFile> file_ = {};  ///< none: standard output
  std::string gathered_ = {};
  bool failed_ = false;
};

}  // namespace emascope
