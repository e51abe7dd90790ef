// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/emascope/run_files.h"

#include "app/common/exit_code.h"
#include "core/base/output_path.h"
#include "core/protocol/record/run_outputs.h"
#include "ui/run/run_controller.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <utility>

namespace emascope::ui {
namespace {

/// False for --engine, which may run on another machine with other files.
bool engineIsHere(const WindowOptions& options) { return options.engine.empty(); }

}  // namespace

Status checkFiles(const WindowOptions& options, const RunConfig& config) {
  OutputPlan plan;
  if (engineIsHere(options)) {
    addInputs(plan, config);
    addSaves(plan, config);
  }
  if (!options.csv.empty()) plan.writes("--csv", options.csv);
  if (!options.json.empty()) plan.writes("--json", options.json);
  for (const std::string& path : options.exports) plan.writes("--export", path);
  return plan.check();
}

void watchSaves(RunWriter& writer, const WindowOptions& options, const RunConfig& config) {
  if (!engineIsHere(options)) return;
  for (const SaveSpec& save : config.saves) writer.watch(save.path);
}

RunFiles::RunFiles(RunController& controller) : controller_(controller) {
  connect(&controller_, &RunController::runStarted, this, &RunFiles::beginRun);
  connect(&controller_, &RunController::pointsArrived, this, &RunFiles::append);
  connect(&controller_, &RunController::stateChanged, this, [this] {
    const RunState state = controller_.state();
    const bool ended = state == RunState::kFinished || state == RunState::kFailed;
    if (ended && !controller_.record().points.empty()) endRun();
  });
  connect(&controller_, &RunController::extended, this, [this] {
    if (!writer_ || std::exchange(on_, true)) return;
    writer_->goOn(controller_.record());
    tellNews();
  });
  controller_.setBeforeStart([this](RunConfig& config) { nameSaves(config); });
}

Status RunFiles::open(const WindowOptions& options, const RunConfig& config) {
  if (auto status = checkFiles(options, config); !status) return status;
  auto writer = RunWriter::open(pathOf(options.csv), pathOf(options.json));
  if (!writer) return writer.error();
  writer_.emplace(std::move(writer).value());
  watchSaves(*writer_, options, config);
  writer_->setWakeup(
      [this] { QMetaObject::invokeMethod(this, &RunFiles::append, Qt::QueuedConnection); });
  return Ok{};
}

void RunFiles::nameSaves(RunConfig& config) {
  const bool first = saves_.empty();
  for (const SaveSpec& save : config.saves) saves_.emplace(mixText(save.of, save.share), save.path);
  if (first || config.saves.empty()) return;
  const auto named = [this](const SaveSpec& save) {
    return numberedPath(saves_.at(mixText(save.of, save.share)), save_number_);
  };
  const auto is_taken = [&named](const SaveSpec& save) {
    std::error_code error;
    return std::filesystem::exists(named(save), error);
  };
  do {
    ++save_number_;
  } while (std::any_of(config.saves.begin(), config.saves.end(), is_taken));
  for (SaveSpec& save : config.saves) save.path = named(save);
}

void RunFiles::beginRun() {
  if (!writer_) return;
  on_ = true;
  writer_->begin(controller_.record());
  tellNews();
}

void RunFiles::append() {
  if (!writer_ || !on_) return;
  writer_->append(controller_.record());
  tellNews();
}

void RunFiles::endRun() {
  if (!writer_ || !std::exchange(on_, false)) return;
  writer_->finish(controller_.record());
  tellNews();
}

int RunFiles::finish() {
  if (!writer_) return kExitOk;
  writer_->setWakeup({});
  endRun();
  return writer_->failed() ? kExitFailure : kExitOk;
}

void RunFiles::tellNews() {
  for (const OutputNews& one : writer_->takeNews()) {
    std::cerr << "emascope: " << one.text << '\n';
    // Queued, because a starting run clears older messages.
    QMetaObject::invokeMethod(
        this,
        [this, text = QString::fromStdString(one.text), trouble = one.trouble] {
          Q_EMIT news(text, trouble);
        },
        Qt::QueuedConnection);
  }
}

}  // namespace emascope::ui
