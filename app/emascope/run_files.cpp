// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/emascope/run_files.h"

#include "app/common/exit_code.h"
#include "ui/run/run_controller.h"

#include <iostream>
#include <utility>

namespace emascope::ui {

RunFiles::RunFiles(RunController& controller) : controller_(controller) {
  connect(&controller_, &RunController::runStarted, this, [this] {
    if (writer_) tell(writer_->begin(controller_.record()));
  });
  connect(&controller_, &RunController::pointsArrived, this, [this] {
    if (writer_) tell(writer_->append(controller_.record()));
  });
}

Status RunFiles::open(const std::string& csv, const std::string& json) {
  if (csv.empty() && json.empty()) return Ok{};
  auto writer = RunWriter::open(pathOf(csv), pathOf(json));
  if (!writer) return writer.error();
  writer_.emplace(std::move(writer).value());
  return Ok{};
}

int RunFiles::finish() {
  if (!writer_) return kExitOk;
  tell(writer_->finish(controller_.record()));
  return writer_->failed() ? kExitFailure : kExitOk;
}

void RunFiles::tell(const Status& status) {
  if (!status) std::cerr << "emascope: " << status.error().message() << '\n';
}

}  // namespace emascope::ui
