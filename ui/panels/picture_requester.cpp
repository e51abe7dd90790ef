// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/picture_requester.h"

#include "ui/pictures/same_samples.h"
#include "ui/run/run_controller.h"

#include <tuple>
#include <utility>

namespace emascope::ui {
namespace {

constexpr qint64 kBetweenRounds = 700;  // ms
constexpr int kMostTries = 3;           // a step may fall between the two requests

}  // namespace

PictureRequester::PictureRequester(RunController& controller, std::function<std::string()> label,
                                   std::function<bool()> watched, QObject* parent)
    : QObject(parent),
      controller_(controller),
      label_(std::move(label)),
      watched_(std::move(watched)) {
  pace_.setSingleShot(true);
  connect(&pace_, &QTimer::timeout, this, &PictureRequester::begin);
  connect(&controller_, &RunController::runStarted, this, [this] {
    raw_.reset();
    track_.reset();
    asked_raw_ = {};  // those were for the previous run
    asked_track_ = {};
    tries_ = 0;
    nothing_ = false;
    Q_EMIT renewed();
    want();
  });
  connect(&controller_, &RunController::stateChanged, this, &PictureRequester::want);
  connect(&controller_, &RunController::rendered, this, &PictureRequester::take);
  connect(&controller_, &RunController::pictureRefused, this, &PictureRequester::refused);
  connect(&controller_, &RunController::tracksChanged, this, &PictureRequester::tracksChanged);
  connect(&controller_, &RunController::applied, this, &PictureRequester::want);
}

void PictureRequester::want() {
  wanted_ = true;
  if (inFlight() || pace_.isActive()) return;
  const qint64 passed = since_.isValid() ? since_.elapsed() : kBetweenRounds;
  pace_.start(static_cast<int>(qMax<qint64>(0, kBetweenRounds - passed)));
}

void PictureRequester::lookedAt() {
  if (wanted_) want();
}

void PictureRequester::begin() {
  if (!wanted_ || nothing_ || inFlight() || !watched_()) return;
  asked_raw_ = {controller_.render(first_()), {}};
  if (asked_raw_.request == 0) return;
  const std::string label = label_();
  asked_track_ = {label.empty() ? 0 : controller_.render(label), {}};
  wanted_ = false;
  since_.start();
}

void PictureRequester::take(const event::Rendered& rendered) {
  for (Asked* asked : {&asked_raw_, &asked_track_}) {
    if (asked->request == 0 || rendered.request != asked->request) continue;
    asked->request = 0;
    asked->answer = rendered;
    if (!inFlight()) endRound();
    return;
  }
}

void PictureRequester::refused(quint64 request) {
  for (Asked* asked : {&asked_raw_, &asked_track_}) {
    if (asked->request == 0 || request != asked->request) continue;
    asked->request = 0;
    if (!inFlight()) endRound();
    return;
  }
}

void PictureRequester::endRound() {
  const bool both = asked_raw_.answer && asked_track_.answer;
  if (both && asked_raw_.answer->step != asked_track_.answer->step && ++tries_ < kMostTries) {
    wanted_ = true;
    return begin();
  }
  tries_ = 0;
  if (both) {
    std::tie(asked_raw_.answer->picture, asked_track_.answer->picture) =
        withSameSamples(asked_raw_.answer->picture, asked_track_.answer->picture);
  }
  // Ignore an answer for what is no longer wanted.
  if (asked_raw_.answer && asked_raw_.answer->of == first_()) {
    raw_ = std::exchange(asked_raw_.answer, {});
  }
  nothing_ = !raw_ && !asked_raw_.answer;
  // Ignore an answer for a track that is no longer selected.
  if (asked_track_.answer && asked_track_.answer->of == label_()) {
    track_ = std::exchange(asked_track_.answer, {});
  }
  Q_EMIT renewed();
  if (wanted_ || controller_.state() == RunState::kRunning) want();
}

void PictureRequester::tracksChanged() {
  const bool other_raw = raw_ && raw_->of != first_();
  const bool other_track = track_ && track_->of != label_();
  if (other_raw) raw_.reset();
  if (other_track) track_.reset();
  if (other_raw || other_track) Q_EMIT renewed();
  want();
}

}  // namespace emascope::ui
