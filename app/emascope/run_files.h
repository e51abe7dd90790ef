// SPDX-License-Identifier: GPL-3.0-or-later
//
// --csv and --json beside a window: the files follow the run that was started last.
#pragma once

#include "core/protocol/run_writer.h"

#include <optional>
#include <string>

#include <QObject>

namespace emascope::ui {

class RunController;

class RunFiles final : public QObject {
  Q_OBJECT
 public:
  explicit RunFiles(RunController& controller);

  /// Refuses paths that cannot be written; empty paths are none.
  [[nodiscard]] Status open(const std::string& csv, const std::string& json);
  /// Writes the JSON; the program's exit code.
  [[nodiscard]] int finish();

 private:
  void tell(const Status& status);

  RunController& controller_;
  std::optional<RunWriter> writer_;
};

[[nodiscard]] inline std::optional<std::string> pathOf(const std::string& typed) {
  return typed.empty() ? std::nullopt : std::optional(typed);
}

}  // namespace emascope::ui
