// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/run_controller.h"

#include "core/base/overloaded.h"
#include "ui/run/go_on.h"
#include "ui/run/restart_config.h"
#include "ui/run/words.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <ctime>
#include <utility>

#include <QMetaObject>

namespace emascope::ui {

using std::chrono_literals::operator""ms;

namespace {

// While an answer may be waited for: until what belongs to it has arrived, too.
constexpr std::chrono::milliseconds kAnswer = 8ms;
constexpr std::chrono::milliseconds kAnswerAtRest = 2ms;  // nothing else arrives

/// Milliseconds of processor time of this process, all threads.
double processorTime() {
  timespec now = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

/// Forgets the checkpoint that could not be resumed because its file is gone, and says why that is
/// so: the checkpoints of a run that went back are in the folder of the run before, too.
std::optional<Error> forgetGone(RunRecord& record, const Error& refusal) {
  const std::string text = refusal.message();
  if (text.find(std::strerror(ENOENT)) == std::string::npos) return std::nullopt;
  const auto found =
      std::ranges::find_if(record.checkpoints, [&text](const event::CheckpointWritten& checkpoint) {
        return !checkpoint.path.empty() && text.find(checkpoint.path) != std::string::npos;
      });
  if (found == record.checkpoints.end()) return std::nullopt;
  Error gone{found->path,
             "the file is gone: the run that it belonged to was deleted or is in the trash",
             "another checkpoint, or this one after the run has been restored"};
  record.checkpoints.erase(found);
  return gone;
}

}  // namespace

RunController::RunController(Session& session, QObject* parent)
    : QObject(parent), session_(session) {
  frame_.setSingleShot(true);
  frame_.setInterval(pace_.interval());
  connect(&frame_, &QTimer::timeout, this, &RunController::deliver);
  session_.setWakeup([this] {
    QMetaObject::invokeMethod(
        this,
        [this] {
          // An answer to somebody who moves a slider must not wait; a run that is going on sends
          // more than can be seen.
          if (!frame_.isActive()) frame_.start(frame());
        },
        Qt::QueuedConnection);
  });
  frame_.start();  // for events that arrived before the wake-up was set
}

RunController::~RunController() { session_.setWakeup({}); }

std::chrono::milliseconds RunController::frame() const {
  if (record_.state != RunState::kRunning) return kAnswerAtRest;
  return asked_reports_.empty() ? pace_.interval() : kAnswer;
}

void RunController::setCatalog(Catalog catalog) {
  catalog_ = std::move(catalog);
  engine_there_ = true;
  Q_EMIT catalogArrived();
}

bool RunController::accepts(const Command& command) const {
  return !stored_ && !catalog_.presets.empty() && understands(commandKind(command)) &&
         emascope::accepts(expected_, command);
}

bool RunController::understands(std::string_view kind) const {
  return emascope::understands(catalog_, kind);
}

Status RunController::checkOutput(const std::string& by, const std::string& path,
                                  bool by_engine) const {
  return output_check_ ? output_check_(by, path, by_engine) : Status(Ok{});
}

void RunController::post(Command command) {
  // The state the engine will be in when it reads this, so that Pause and Advance can follow
  // each other.
  if (const auto next = nextState(expected_, command)) expected_ = *next;
  session_.post(std::move(command));
}

std::uint64_t RunController::start(const RunConfig& config) {
  if (stored_ || !engine_there_ || catalog_.presets.empty()) return 0;
  RunConfig wanted = config;
  wanted.pause_on_divergence = true;
  if (before_start_) before_start_(wanted);
  chooseCheckpoints(wanted);
  speed_ = wanted.speed;
  asked_start_ = ++last_request_;
  post(command::Start{asked_start_, std::move(wanted)});
  return asked_start_;
}

std::uint64_t RunController::startAgain(RunConfig config) {
  config.speed = speed_;
  const std::uint64_t request = start(config);
  if (request != 0) again_.insert(request);
  return request;
}

std::uint64_t RunController::restartWith(RunConfig config) { return startAgain(std::move(config)); }

void RunController::restart(Anew how, bool paused) {
  RunConfig config = how == Anew::kWithOriginalSettings ? original_ : presentConfig(record_);
  config.resume_from.clear();
  config.seed = record_.config.seed + (how == Anew::kWithNewSeed ? 1 : 0);
  config.start_paused = paused;
  startAgain(std::move(config));
}

void RunController::togglePause() {
  if (accepts(command::Pause{})) {
    post(command::Pause{});
  } else if (accepts(command::Resume{})) {
    post(command::Resume{});
  } else if (canGoOn()) {
    goOn();
  } else if (!record_.config.tracks.empty() || !record_.points.empty()) {
    restart();
  } else if (!catalog_.presets.empty()) {
    start(catalog_.presets.front().config);
  }
}

bool RunController::canGoOn() const {
  return record_.state == RunState::kFinished && accepts(command::Extend{});
}

void RunController::goOn() { extend(stepsToGoOn(record_.config)); }

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

std::uint64_t RunController::editTracks(const TrackAction& action) {
  if (!accepts(command::EditTracks{})) return 0;
  const std::uint64_t request = ++last_request_;
  asked_actions_[request] = action;
  post(command::EditTracks{request, action, {}});
  return request;
}

std::uint64_t RunController::save(const SaveSpec& spec) {
  if (!accepts(command::Save{}) || !knowsShare(spec.share)) return 0;
  const std::uint64_t request = ++last_request_;
  post(command::Save{request, spec});
  return request;
}

// An engine without these commands would take a mix for the average.
bool RunController::knowsShare(double share) const {
  return share == 1.0 || understands(commandKind(command::CompareSamples{}));
}

std::uint64_t RunController::render(const std::string& of) { return renderMix(of, 1.0); }

std::uint64_t RunController::renderMix(const std::string& of, double share) {
  if (!knowsShare(share)) return 0;
  return ask(command::Render{0, of, share}, asked_pictures_);
}

std::uint64_t RunController::compareSamples(const std::string& of, double share) {
  return ask(command::CompareSamples{0, of, share}, asked_reports_);
}

std::uint64_t RunController::measureDistances(const std::string& of) {
  return ask(command::MeasureDistances{0, of}, asked_reports_);
}

std::uint64_t RunController::showSamples(const std::vector<std::int64_t>& samples) {
  return ask(command::ShowSamples{0, samples}, asked_reports_);
}

std::uint64_t RunController::synthesize(const SynthesisSpec& spec) {
  return ask(command::Synthesize{0, spec}, asked_syntheses_);
}

std::uint64_t RunController::scan(const ScanSpec& spec) {
  return ask(command::Scan{0, spec}, asked_reports_);
}

template <typename Wanted>
std::uint64_t RunController::ask(Wanted wanted, std::set<std::uint64_t>& asked) {
  if (!accepts(wanted)) return 0;
  wanted.request = ++last_request_;
  asked.insert(wanted.request);
  post(std::move(wanted));
  if (frame_.isActive() && frame_.remainingTimeAsDuration() > frame()) frame_.start(frame());
  return last_request_;
}

std::uint64_t RunController::extend(std::int64_t steps) {
  if (!accepts(command::Extend{0, steps})) return 0;
  const std::uint64_t request = ++last_request_;
  post(command::Extend{request, steps});
  return request;
}

void RunController::engineGone() {
  deliver();  // its last events belong to the run
  expected_ = RunState::kIdle;
  engine_there_ = false;
  asked_pictures_.clear();
  asked_reports_.clear();
  asked_syntheses_.clear();
  asked_params_.clear();
  asked_actions_.clear();
  asked_notes_.clear();
  again_.clear();
  asked_revival_ = 0;
  if (record_.state == RunState::kRunning || record_.state == RunState::kPaused) {
    was_live_ = true;
    was_paused_ = record_.state == RunState::kPaused;
  }
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
  pace_.begin(processorTime());
  const auto first = static_cast<qsizetype>(record_.points.size());
  first_new_ = first;
  for (const Event& event : events) route(event);
  if (static_cast<qsizetype>(record_.points.size()) > first_new_) Q_EMIT pointsArrived(first_new_);
  Q_EMIT delivered();
}

void RunController::routeReport(const event::Scanned& scan) {
  if (asked_reports_.erase(scan.request) > 0) Q_EMIT scanned(scan);
}

void RunController::routeReport(const event::Rendered& picture) {
  asked_pictures_.erase(picture.request);
  Q_EMIT rendered(picture);
}

void RunController::routeReport(const event::SamplesCompared& compared) {
  asked_reports_.erase(compared.request);
  Q_EMIT samplesCompared(compared);
}

void RunController::routeReport(const event::DistancesMeasured& measured) {
  asked_reports_.erase(measured.request);
  Q_EMIT distancesMeasured(measured);
}

void RunController::routeReport(const event::SamplesShown& shown) {
  asked_reports_.erase(shown.request);
  Q_EMIT samplesShown(shown);
}

void RunController::route(const Event& event) {
  if (const auto* made = std::get_if<event::Synthesized>(&event)) {
    if (asked_syntheses_.erase(made->request) > 0) {
      Q_EMIT synthesized(*made);
      return;
    }
  }
  std::vector<std::string> labels;
  if (std::holds_alternative<event::TracksChanged>(event)) {
    for (const TrackSpec& track : record_.tracks) labels.push_back(track.label);
  }
  if (const auto* started = std::get_if<event::Started>(&event)) {
    reviving_ = started->request != 0 && started->request == asked_revival_;
    Q_EMIT runReplaced();
  }
  const auto* scan = std::get_if<event::Scanned>(&event);
  if (!scan || !asked_reports_.contains(scan->request)) record_.apply(event);
  std::visit(Overloaded{[this](const event::Started& started) {
                          first_new_ = 0;
                          beginRun(started);
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
                          asked_actions_.erase(change.request);
                          Q_EMIT tracksChanged(change, labels);
                        },
                        [](const event::Tested&) {},  // only in the record
                        [this](const event::Saved& file) { Q_EMIT saved(file); },
                        [this](const event::Rejected& refusal) { refused(refusal); },
                        [this](const event::SkippedStep& skip) { Q_EMIT stepSkipped(skip); },
                        [this](const event::Failed& failure) { Q_EMIT failed(failure); },
                        [this](const event::Extended& extension) { Q_EMIT extended(extension); },
                        [this](const event::CheckpointWritten& checkpoint) {
                          Q_EMIT checkpointWritten(checkpoint);
                        },
                        [this](const event::NoteChanged& note) {
                          asked_notes_.erase(note.request);  // only in the record
                        },
                        [this](const auto& report) { routeReport(report); }},
             event);
}

void RunController::refused(const event::Rejected& refusal) {
  if (asked_pictures_.erase(refusal.request) > 0) {
    Q_EMIT pictureRefused(refusal.request, QString::fromStdString(refusal.error.message()));
    return;
  }
  if (asked_reports_.erase(refusal.request) > 0) {
    Q_EMIT reportRefused(refusal.request, QString::fromStdString(refusal.error.message()));
    return;
  }
  if (asked_syntheses_.erase(refusal.request) > 0) {
    Q_EMIT synthesisRefused(refusal.request);
    return;
  }
  expected_ = record_.state;
  if (refusal.request == asked_start_) asked_start_ = 0;
  if (refusal.request == asked_revival_) asked_revival_ = 0;
  const bool again = again_.erase(refusal.request) > 0;
  asked_notes_.erase(refusal.request);
  const auto gone = again ? forgetGone(record_, refusal.error) : std::nullopt;
  const Error error = gone ? *gone : inWindowWords(refusal);
  Q_EMIT rejected(refusal.request, QString::fromStdString(error.message()));
}

Error RunController::inWindowWords(const event::Rejected& refusal) {
  Error error = refusal.error;
  if (const auto asked = asked_params_.extract(refusal.request)) {
    const command::SetParams& edit = asked.mapped();
    return inLabels(std::move(error), catalog_, record_.tracks, edit.track, edit.values);
  }
  if (const auto asked = asked_actions_.extract(refusal.request)) {
    const auto* add = std::get_if<track_action::Add>(&asked.mapped());
    if (add) return inLabels(std::move(error), catalog_, add->track);
  }
  return error;
}

}  // namespace emascope::ui
