// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/view_asker.h"

#include "ui/run/run_controller.h"

#include <utility>

namespace emascope::ui {
namespace {

constexpr qint64 kBetweenRounds = 700;  // ms

}  // namespace

ViewAsker::ViewAsker(RunController& controller, std::function<bool()> watched, QObject* parent)
    : QObject(parent), controller_(controller), watched_(std::move(watched)) {
  pace_.setSingleShot(true);
  connect(&pace_, &QTimer::timeout, this, &ViewAsker::begin);
  connect(&controller_, &RunController::runStarted, this, [this] {
    raw_.reset();
    main_.reset();
    request_ = 0;  // of the run before
    nothing_ = false;
    Q_EMIT renewed();
    want();
  });
  connect(&controller_, &RunController::stateChanged, this, &ViewAsker::want);
  connect(&controller_, &RunController::viewed, this, &ViewAsker::take);
  connect(&controller_, &RunController::viewRefused, this, &ViewAsker::refused);
  connect(&controller_, &RunController::tracksChanged, this, &ViewAsker::tracksChanged);
  connect(&controller_, &RunController::applied, this, &ViewAsker::want);
}

std::string ViewAsker::mainLabel() const {
  const RunRecord& record = controller_.record();
  return record.alive > 0 ? record.tracks.front().label : std::string();
}

void ViewAsker::want() {
  wanted_ = true;
  if (request_ != 0 || pace_.isActive()) return;
  const qint64 passed = since_.isValid() ? since_.elapsed() : kBetweenRounds;
  pace_.start(static_cast<int>(qMax<qint64>(0, kBetweenRounds - passed)));
}

void ViewAsker::lookedAt() {
  if (wanted_) want();
}

void ViewAsker::begin() {
  if (!wanted_ || nothing_ || request_ != 0 || !watched_()) return;
  request_ = controller_.view("raw");
  if (request_ == 0) return;
  wanted_ = false;
  since_.start();
}

void ViewAsker::take(const event::Viewed& viewed) {
  if (viewed.request != request_ || request_ == 0) return;
  request_ = 0;
  if (viewed.of == "raw") {
    raw_ = viewed;
    if (const std::string main = mainLabel(); !main.empty()) request_ = controller_.view(main);
    if (request_ != 0) return;
  } else {
    main_ = viewed;
  }
  endRound();
}

void ViewAsker::refused(quint64 request) {
  if (request != request_ || request_ == 0) return;
  request_ = 0;
  nothing_ = !raw_;
  endRound();
}

void ViewAsker::endRound() {
  Q_EMIT renewed();
  if (wanted_ || controller_.state() == RunState::kRunning) want();
}

void ViewAsker::tracksChanged() {
  if (main_ && main_->of != mainLabel()) {
    main_.reset();
    Q_EMIT renewed();
  }
  want();
}

}  // namespace emascope::ui
