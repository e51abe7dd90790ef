// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/lesson_session.h"

#include "core/protocol/options/run_options.h"
#include "ui/run/run_controller.h"

#include <algorithm>
#include <utility>

namespace emascope::ui {
namespace {

bool hasEnded(const RunRecord& record) {
  return record.state == RunState::kFinished || record.state == RunState::kFailed;
}

/// Puts `values` into the configuration of a run that is to start.
void change(RunConfig& config, const std::string& track, const ParamValues& values) {
  if (track.empty()) {
    if (const auto lr = values.find("lr"); lr != values.end()) config.lr = lr->second;
    return;
  }
  for (TrackSpec& spec : config.tracks) {
    if (spec.label != track) continue;
    for (const auto& [id, value] : values) spec.params[id] = value;
  }
}

}  // namespace

LessonSession::LessonSession(RunController& controller, QObject* parent)
    : QObject(parent), controller_(controller) {
  connect(&controller_, &RunController::runStarted, this, &LessonSession::runStarted);
  connect(&controller_, &RunController::stateChanged, this, &LessonSession::stateChanged);
  connect(&controller_, &RunController::progressed, this, &LessonSession::progressed);
  connect(&controller_, &RunController::rejected, this,
          [this](quint64 request, const QString& why) {
            if (asked_ == 0 || request != asked_) return;
            asked_ = 0;
            pending_.clear();
            Q_EMIT refused(why);
            Q_EMIT changed();
          });
}

void LessonSession::open(Lesson lesson, std::optional<std::uint64_t> seed) {
  forget();
  lesson_ = std::move(lesson);
  visits_.assign(lesson_.steps.size(), {});
  seed_ = seed;
  // Without a run there is no seed yet; the preset has one.
  if (!seed_ && !controller_.record().facts.engine.empty())
    seed_ = controller_.record().config.seed;
  enter(0);
}

void LessonSession::close() {
  forget();
  letGo();
}

void LessonSession::forget() {
  if (asked_ != 0) left_ = asked_;
  held_back_ = held_back_ || pausing_;
  lesson_ = {};
  visits_.clear();
  kept_.clear();
  configs_.clear();
  next_.clear();
  rates_.clear();
  live_.clear();
  pending_.clear();
  at_ = 0;
  asked_ = 0;
  pausing_ = advancing_ = due_ = false;
}

/// Without a lesson, nobody else would.
void LessonSession::letGo() {
  if (isOpen() || !held_back_ || controller_.state() != RunState::kPaused) return;
  held_back_ = false;
  controller_.togglePause();
}

void LessonSession::setOn(bool on) {
  on_ = on;
  // A run that somebody has paused in the meantime stays so.
  if (on && std::exchange(due_, false)) drive();
}

void LessonSession::enter(std::size_t step) {
  at_ = step;
  next_.clear();
  const std::string& run = this->step().run;
  if (run != live_ && !kept_.contains(run) && pending_ != run) startRun(run);
  drive();
  Q_EMIT changed();
}

void LessonSession::startRun(const std::string& name) {
  const LessonRun* run = findRun(lesson_, name);
  if (run == nullptr) return;
  RunOptions options = wholeRun(*run);
  if (seed_) options.seed = std::to_string(*seed_);
  auto config = resolve(options, controller_.catalog());
  if (!config) {
    Q_EMIT refused(QString::fromStdString(config.error().message()));
    return;
  }
  if (!live_.empty() && live_ != name) kept_[live_] = controller_.record();
  configs_[name] = *config;
  for (const auto& [track, values] : next_) change(config.value(), track, values);
  config.value().start_paused = true;
  pending_ = name;
  asked_ = controller_.start(*config);
  if (asked_ != 0) return;
  pending_.clear();
  Q_EMIT refused(tr("There is no engine to train with."));
}

void LessonSession::runStarted(std::uint64_t request) {
  held_back_ = request == left_ && left_ != 0;
  if (held_back_) left_ = 0;
  if (!isOpen()) return;
  pausing_ = advancing_ = false;
  rates_.clear();
  const bool own = request == asked_ && asked_ != 0;
  if (own) {
    asked_ = 0;
    live_ = std::exchange(pending_, {});
    kept_.erase(live_);
    pausing_ = true;  // it starts paused, and then goes on
    if (!seed_) seed_ = controller_.record().config.seed;
  }
  if (!own && !live_.empty() && !fits(controller_.record(), live_)) live_.clear();
  Q_EMIT changed();
}

/// Whether a run that somebody else started is one that the lesson can speak of.
bool LessonSession::fits(const RunRecord& record, const std::string& name) const {
  const auto config = configs_.find(name);
  if (config == configs_.end() || record.config.preset != config->second.preset) return false;
  return std::ranges::all_of(config->second.tracks, [&](const TrackSpec& track) {
    return record.trackIndex(track.label) >= 0;
  });
}

const RunRecord* LessonSession::record() const {
  if (!isOpen()) return nullptr;
  if (live()) return &controller_.record();
  const auto kept = kept_.find(step().run);
  return kept == kept_.end() ? nullptr : &kept->second;
}

LessonSession::Source LessonSession::source() const {
  const RunRecord* of = record();
  return {of, controller_.runNumber(), of == nullptr ? 0 : of->track_changes.size()};
}

bool LessonSession::live() const { return isOpen() && !live_.empty() && live_ == step().run; }

/// Also where somebody has given the run more steps, or fewer, or another distance of evaluations.
bool LessonSession::hasReached(std::int64_t step) const {
  const RunRecord* run = record();
  if (run == nullptr) return false;
  // What is computed after the last step comes before the end is told.
  if (hasEnded(*run)) return true;
  if (step >= run->config.steps || run->step < step) return false;
  const std::int64_t last_due = step - step % std::max<std::int64_t>(1, run->config.eval_every);
  return last_due == 0 || (!run->points.empty() && run->points.back().step >= last_due);
}

LessonSession::Phase LessonSession::phase() const {
  if (starting()) return Phase::kWaiting;
  if (record() == nullptr) return Phase::kLost;
  const LessonStep& now = step();
  if (!hasReached(now.stop)) return live() ? Phase::kWaiting : Phase::kLost;
  if (!now.ask || !visits_[at_].gone_on) return Phase::kReading;
  if (hasReached(now.ask->until)) return Phase::kDecided;
  return live() ? Phase::kGoingOn : Phase::kLost;
}

std::optional<std::int64_t> LessonSession::target() const {
  if (!live() || starting()) return std::nullopt;
  switch (phase()) {
    case Phase::kWaiting:
      return step().stop;
    case Phase::kGoingOn:
      return step().ask->until;
    default:
      return std::nullopt;
  }
}

bool LessonSession::held() const {
  return target() && !pausing_ && controller_.record().state == RunState::kPaused && !advancing_;
}

void LessonSession::drive() {
  const auto to = target();
  if (!to) return;
  due_ = !on_;
  if (due_) return;
  const RunRecord& run = controller_.record();
  if (run.state != RunState::kPaused || run.step >= *to) return;
  advancing_ = true;
  pausing_ = false;
  goal_ = *to;
  controller_.advance(*to - run.step);
}

void LessonSession::stateChanged() {
  const RunState state = controller_.record().state;
  if (state != RunState::kPaused) held_back_ = false;  // it goes on, or has ended
  if (!isOpen()) return letGo();
  if (state == RunState::kPaused) {
    const bool arrived = std::exchange(advancing_, false) && controller_.record().step >= goal_;
    // After a restart, the question may have been answered already.
    if (std::exchange(pausing_, false) || arrived) drive();
  }
  const bool ended = state != RunState::kPaused && state != RunState::kRunning;
  if (ended) advancing_ = pausing_ = false;
  Q_EMIT changed();
}

void LessonSession::progressed() {
  if (!isOpen() || live_.empty()) return;
  const RunRecord& run = controller_.record();
  const auto at = static_cast<double>(run.progress.step);
  if (rates_.empty() || at > rates_.back().first) rates_.emplace_back(at, run.progress.rate);
  // Somebody has let the run go on, which would now go past the next stop.
  const bool free = run.state == RunState::kRunning && !advancing_ && !pausing_;
  const auto to = target();
  if (!on_ || !free || !to || run.step >= *to) return;
  pausing_ = true;
  controller_.togglePause();
}

void LessonSession::next() {
  if (!isOpen() || starting()) return;
  switch (phase()) {
    case Phase::kLost:
      return startAgain();
    case Phase::kWaiting:
    case Phase::kGoingOn:
      if (held()) drive();
      Q_EMIT changed();
      return;
    case Phase::kReading:
      if (step().ask && !visits_[at_].gone_on) {
        visits_[at_].gone_on = true;
        drive();
        Q_EMIT changed();
        return;
      }
      break;
    case Phase::kDecided:
      break;
  }
  if (at_ + 1 < lesson_.steps.size()) return enter(at_ + 1);
  Q_EMIT finished();
}

void LessonSession::back() {
  if (!isOpen() || at_ == 0 || starting()) return;
  enter(at_ - 1);
}

void LessonSession::answer(std::size_t index) {
  if (!isOpen() || phase() != Phase::kReading || !step().ask || visits_[at_].gone_on) return;
  if (index >= step().ask->answers.size()) return;
  visits_[at_] = {.gone_on = true, .answer = index};
  drive();
  Q_EMIT changed();
}

void LessonSession::startAgain() {
  if (!isOpen() || starting()) return;
  startRun(step().run);
  Q_EMIT changed();
}

void LessonSession::changeNextRun(const std::string& track, const ParamValues& values) {
  for (const auto& [id, value] : values) next_[track][id] = value;
}

LessonEvidences LessonSession::evidences() const {
  LessonEvidences all;
  for (const auto& [name, record] : kept_) all[name].record = &record;
  if (!live_.empty()) all[live_].record = &controller_.record();
  return all;
}

std::vector<OwnChange> LessonSession::changes() const {
  const RunRecord* run = record();
  const auto config = isOpen() ? configs_.find(step().run) : configs_.end();
  const LessonRun* planned = isOpen() ? findRun(lesson_, step().run) : nullptr;
  if (run == nullptr || planned == nullptr || config == configs_.end()) return {};
  return ownChanges(*planned, config->second, *run);
}

std::set<std::string> LessonSession::changedTracks() const {
  std::set<std::string> labels;
  for (const OwnChange& change : changes()) {
    if (!change.track.empty()) labels.insert(change.track);
  }
  return labels;
}

const Catalog& LessonSession::catalog() const { return controller_.catalog(); }

bool isToCome(const RunRecord& record, const event::Applied& change) {
  return change.request == 0 && change.step > record.step;
}

double presentValue(const RunRecord& record, const std::string& track, const std::string& id) {
  std::size_t seen = record.changes.size();
  while (seen > 0 && isToCome(record, record.changes[seen - 1])) --seen;
  return record.value(track, id, seen);
}

}  // namespace emascope::ui
