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

Result<std::vector<HeldOutput>> holdExports(const WindowOptions& options) {
  std::vector<HeldOutput> all;
  for (const std::string& path : options.exports) {
    auto held = HeldOutput::take(path);
    if (!held) return held.error();
    all.push_back(std::move(held).value());
  }
  return all;
}

void watchOutputs(RunWriter& writer, const WindowOptions& options, const RunConfig& config) {
  for (const std::string& path : options.exports) writer.watch(path);
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
  connect(&controller_, &RunController::rejected, this,
          [this](quint64 request, const QString& why) {
            if (request != 0) return;  // not a part of the run's configuration
            refused_ = true;
            std::cerr << "emascope: refused: " << why.toStdString() << '\n';
          });
  controller_.setBeforeStart([this](RunConfig& config) { nameSaves(config); });
  controller_.setOutputCheck([this](const std::string& by, const std::string& path,
                                    bool by_engine) { return checkFurther(by, path, by_engine); });
}

Status RunFiles::open(const WindowOptions& options, const RunConfig& config) {
  options_ = options;
  if (auto status = checkFiles(options, config); !status) return status;
  auto held = holdExports(options);
  if (!held) return held.error();
  held_exports_ = std::move(held).value();
  auto writer = RunWriter::open(pathOf(options.csv), pathOf(options.json));
  if (!writer) return writer.error();
  writer_.emplace(std::move(writer).value());
  watchOutputs(*writer_, options, config);
  writer_->setWakeup(
      [this] { QMetaObject::invokeMethod(this, &RunFiles::append, Qt::QueuedConnection); });
  return Ok{};
}

void RunFiles::noteInputs(const RunConfig& config) {
  if (engineIsHere(options_) && noted_.insert(config.user_task).second) addInputs(read_, config);
}

OutputPlan RunFiles::others(const RunConfig& config) const {
  OutputPlan plan = read_;
  if (engineIsHere(options_)) addSaves(plan, config);
  for (const std::string& path : options_.exports) plan.writes("--export", path);
  return plan;
}

Status RunFiles::checkFurther(const std::string& by, const std::string& path,
                              bool by_engine) const {
  if (by_engine && !engineIsHere(options_)) return Ok{};  // it checks itself
  const RunState state = controller_.state();
  const bool goes_on = state == RunState::kRunning || state == RunState::kPaused;
  OutputPlan plan = others(goes_on ? controller_.record().config : RunConfig());
  if (writer_ && on_) writer_->addTo(plan);
  return plan.checkFurther(by, path);
}

void RunFiles::nameSaves(RunConfig& config) {
  const bool first = saves_.empty();
  for (const SaveSpec& save : config.saves) saves_.emplace(mixText(save.of, save.share), save.path);
  if (first || config.saves.empty()) return;
  noteInputs(config);
  const OutputPlan plan = others(RunConfig());
  const auto named = [this](const SaveSpec& save) {
    return numberedPath(saves_.at(mixText(save.of, save.share)), save_number_);
  };
  const auto is_taken = [&](const SaveSpec& save) {
    std::error_code error;
    return std::filesystem::exists(named(save), error) ||
           !plan.checkFurther("--save", named(save)).ok();
  };
  do {
    ++save_number_;
  } while (std::any_of(config.saves.begin(), config.saves.end(), is_taken));
  for (SaveSpec& save : config.saves) save.path = named(save);
}

std::vector<std::string> RunFiles::exportPaths() const {
  std::vector<std::string> paths;
  for (const std::string& asked : options_.exports) {
    const Status status = read_.checkFurther("--export", asked);
    const auto is_taken = [&](const std::string& path) {
      std::error_code error;
      return std::filesystem::exists(path, error) ||
             std::find(paths.begin(), paths.end(), path) != paths.end();
    };
    std::string path = asked;
    for (int number = 2; !status && (path == asked || is_taken(path)); ++number) {
      path = numberedPath(asked, number);
    }
    if (!status) {
      std::cerr << "emascope: " << status.error().where << ": " << status.error().why
                << "; it is written to " << path << " instead\n";
    }
    paths.push_back(path);
  }
  return paths;
}

void RunFiles::beginRun() {
  const RunConfig& config = controller_.record().config;
  noteInputs(config);
  if (!writer_) return;
  on_ = true;
  writer_->begin(controller_.record(), others(config));
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
  if (writer_) {
    writer_->setWakeup({});
    endRun();
  }
  const bool failed = writer_ && writer_->failed();
  return failed || refused_ ? kExitFailure : kExitOk;
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
