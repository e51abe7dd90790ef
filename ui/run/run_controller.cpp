// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/run_controller.h"

#include "core/base/overloaded.h"
#include "ui/run/restart_config.h"
#include "ui/run/words.h"

#include <chrono>
#include <utility>

#include <QMetaObject>

namespace emascope::ui {

using std::chrono_literals::operator""ms;

RunController::RunController(Session& session, QObject* parent)
    : QObject(parent), session_(session) {
  frame_.setSingleShot(true);
  frame_.setInterval(33ms);
  connect(&frame_, &QTimer::timeout, this, &RunController::deliver);
  session_.setWakeup([this] {
    QMetaObject::invokeMethod(
        this,
        [this] {
          if (!frame_.isActive()) frame_.start();
        },
        Qt::QueuedConnection);
  });
  frame_.start();  // for events that arrived before the wake-up was set
}

RunController::~RunController() { session_.setWakeup({}); }

void RunController::setCatalog(Catalog catalog) {
  catalog_ = std::move(catalog);
  engine_there_ = true;
  Q_EMIT catalogArrived();
}

bool RunController::accepts(const Command& command) const {
  return !catalog_.presets.empty() && emascope::accepts(expected_, command);
}

void RunController::post(Command command) {
  // The state the engine will be in when it reads this, so that Pause and Advance can follow
  // each other.
  if (const auto next = nextState(expected_, command)) expected_ = *next;
  session_.post(std::move(command));
}

std::uint64_t RunController::start(const RunConfig& config) {
  if (!engine_there_ || catalog_.presets.empty()) return 0;
  RunConfig wanted = config;
  wanted.pause_on_divergence = true;
  if (before_start_) before_start_(wanted);
  speed_ = wanted.speed;
  asked_start_ = ++last_request_;
  post(command::Start{asked_start_, std::move(wanted)});
  return asked_start_;
}

void RunController::startAgain(RunConfig config) {
  config.speed = speed_;
  if (const std::uint64_t request = start(config); request != 0) again_.insert(request);
}

void RunController::restart(Anew how) {
  if (how == Anew::kWithOriginalSettings) {
    RunConfig config = original_;
    config.seed = record_.config.seed;
    config.start_paused = false;
    return startAgain(std::move(config));
  }
  RunConfig config = presentConfig(record_);
  config.start_paused = how == Anew::kPaused;
  startAgain(std::move(config));
}

void RunController::newSeed() {
  RunConfig config = presentConfig(record_);
  ++config.seed;
  startAgain(std::move(config));
}

void RunController::togglePause() {
  if (accepts(command::Pause{})) {
    post(command::Pause{});
  } else if (accepts(command::Resume{})) {
    post(command::Resume{});
  } else if (!record_.config.tracks.empty() || !record_.points.empty()) {
    restart();
  } else if (!catalog_.presets.empty()) {
    start(catalog_.presets.front().config);
  }
}

void RunController::advance(std::int64_t steps) {
  if (accepts(command::Pause{})) post(command::Pause{});
  if (accepts(command::Advance{steps})) post(command::Advance{steps});
}

void RunController::setSpeed(double steps_per_second) {
  speed_ = steps_per_second;
  post(command::SetSpeed{steps_per_second});
  Q_EMIT speedChanged(steps_per_second);
}

std::uint64_t RunController::setParams(const std::string& track, const ParamValues& values) {
  if (!accepts(command::SetParams{})) return 0;
  const std::uint64_t request = ++last_request_;
  const command::SetParams command{request, track, values, {}};
  asked_params_[request] = command;
  post(command);
  return request;
}

std::uint64_t RunController::render(const std::string& of) {
  if (!accepts(command::Render{})) return 0;
  const std::uint64_t request = ++last_request_;
  asked_pictures_.insert(request);
  post(command::Render{request, of});
  return request;
}

void RunController::engineGone() {
  deliver();  // its last events belong to the run
  expected_ = RunState::kIdle;
  engine_there_ = false;
  asked_pictures_.clear();
  asked_params_.clear();
  again_.clear();
  if (const std::uint64_t request = std::exchange(asked_start_, 0); request != 0) {
    Q_EMIT rejected(request, tr("the engine ended"));
  }
  if (record_.state != RunState::kRunning && record_.state != RunState::kPaused) return;
  record_.apply(event::StateChanged{RunState::kFailed, record_.step, "the engine ended"});
  Q_EMIT stateChanged();
  Q_EMIT delivered();
}

void RunController::deliver() {
  const std::vector<Event> events = session_.drain();
  if (events.empty()) return;
  ++deliveries_;
  const auto first = static_cast<qsizetype>(record_.points.size());
  first_new_ = first;
  for (const Event& event : events) route(event);
  if (static_cast<qsizetype>(record_.points.size()) > first_new_) Q_EMIT pointsArrived(first_new_);
  Q_EMIT delivered();
}

void RunController::route(const Event& event) {
  std::vector<std::string> labels;
  if (std::holds_alternative<event::TracksChanged>(event)) {
    for (const TrackSpec& track : record_.tracks) labels.push_back(track.label);
  }
  record_.apply(event);
  std::visit(Overloaded{[this](const event::Started& started) {
                          first_new_ = 0;
                          speed_ = started.config.speed;
                          if (again_.erase(started.request) == 0) original_ = started.config;
                          if (started.request == asked_start_) asked_start_ = 0;
                          Q_EMIT runStarted(started.request);
                          Q_EMIT speedChanged(speed_);
                        },
                        [this](const event::StateChanged& changed) {
                          expected_ = changed.state;
                          Q_EMIT stateChanged();
                        },
                        [](const event::Evaluated&) {},
                        [this](const event::Progress&) { Q_EMIT progressed(); },
                        [this](const event::Applied& change) {
                          asked_params_.erase(change.request);
                          Q_EMIT applied(change);
                        },
                        [this, &labels](const event::TracksChanged& change) {
                          Q_EMIT tracksChanged(change, labels);
                        },
                        [](const event::Synthesized&) {},  // only in the record, as the following
                        [](const event::Scanned&) {},
                        [this](const event::Rendered& picture) {
                          asked_pictures_.erase(picture.request);
                          Q_EMIT rendered(picture);
                        },
                        [](const event::Saved&) {}, [](const event::Tested&) {},
                        [this](const event::Rejected& refusal) { refused(refusal); },
                        [this](const event::SkippedStep& skip) { Q_EMIT stepSkipped(skip); },
                        [this](const event::Failed& failure) { Q_EMIT failed(failure); }},
             event);
}

void RunController::refused(const event::Rejected& refusal) {
  if (asked_pictures_.erase(refusal.request) > 0) {
    Q_EMIT pictureRefused(refusal.request);
    return;
  }
  expected_ = record_.state;
  if (refusal.request == asked_start_) asked_start_ = 0;
  again_.erase(refusal.request);
  Error error = refusal.error;
  if (const auto asked = asked_params_.find(refusal.request); asked != asked_params_.end()) {
    error = inLabels(std::move(error), catalog_, record_.tracks, asked->second.track,
                     asked->second.values);
    asked_params_.erase(asked);
  }
  Q_EMIT rejected(refusal.request, QString::fromStdString(error.message()));
}

}  // namespace emascope::ui
