// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/half_life_line.h"

#include "ui/run/run_controller.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace emascope::ui {

using std::chrono_literals::operator""ms;

HalfLifeLine::HalfLifeLine(RunController& controller, QObject* parent)
    : QObject(parent), controller_(controller) {
  wait_.setSingleShot(true);
  wait_.setInterval(300ms);  // until what a change of the state brings has arrived
  connect(&wait_, &QTimer::timeout, this, &HalfLifeLine::next);
  connect(&controller_, &RunController::runStarted, this, &HalfLifeLine::forget);
  connect(&controller_, &RunController::stateChanged, this, &HalfLifeLine::wait);
  connect(&controller_, &RunController::synthesized, this,
          [this](const event::Synthesized& made) { take(made.request, made.val.loss); });
  connect(&controller_, &RunController::synthesisRefused, this,
          [this](quint64 request) { take(request, std::nullopt); });
}

void HalfLifeLine::forget() {
  plan_.clear();
  known_.clear();
  asked_ = 0;
  wait_.stop();
}

bool HalfLifeLine::possible() const { return controller_.record().config.snapshot_every > 0; }

void HalfLifeLine::plan(const ComparedLosses& compared, double best) {
  plan_.clear();
  if (!possible()) return;
  std::vector<double> half_lives = halfLivesOfLine(compared);
  std::stable_sort(half_lives.begin(), half_lives.end(), [best](double a, double b) {
    return std::abs(std::log(a / best)) < std::abs(std::log(b / best));
  });
  const std::vector<std::int64_t> steps =
      stepsOfLine(compared, controller_.record().config.snapshot_every,
                  controller_.state() == RunState::kRunning);
  if (steps.size() < kFewestOfLine) return;
  for (const std::int64_t step : steps) {
    for (const double half_life : half_lives) plan_.emplace_back(half_life, step);
  }
  if (asked_ == 0 && !wait_.isActive()) wait();
}

bool HalfLifeLine::hasWeights() const {
  const RunState state = controller_.state();
  return state == RunState::kRunning || state == RunState::kPaused || state == RunState::kFinished;
}

void HalfLifeLine::wait() { hasWeights() ? wait_.start() : wait_.stop(); }

void HalfLifeLine::next() {
  if (asked_ != 0 || wait_.isActive() || !hasWeights()) return;
  const auto open = std::find_if(plan_.begin(), plan_.end(),
                                 [this](const Key& key) { return !known_.contains(key); });
  if (open == plan_.end()) return;
  asked_for_ = *open;
  asked_ = controller_.synthesize(
      {.label = "line", .profile = "debiased", .value = open->first, .step = open->second});
}

// What the snapshots cannot give twice, they cannot give at the other steps either.
void HalfLifeLine::giveUp(double half_life) {
  int refused = 0;
  for (const auto& [key, loss] : known_) {
    if (key.first != half_life) continue;
    if (loss) return;
    ++refused;
  }
  if (refused < 2) return;
  for (const Key& key : plan_) {
    if (key.first == half_life) known_.try_emplace(key);
  }
}

void HalfLifeLine::take(std::uint64_t request, std::optional<double> loss) {
  if (request == 0 || request != asked_) return;
  asked_ = 0;
  known_[asked_for_] = loss;
  if (!loss) giveUp(asked_for_.first);
  Q_EMIT changed();
  next();
}

std::vector<LineLoss> HalfLifeLine::losses() const {
  std::vector<LineLoss> all;
  for (const auto& [key, loss] : known_) {
    if (loss) all.push_back({.half_life = key.first, .step = key.second, .loss = *loss});
  }
  return all;
}

std::size_t HalfLifeLine::answered() const {
  return static_cast<std::size_t>(std::count_if(
      plan_.begin(), plan_.end(), [this](const Key& key) { return known_.contains(key); }));
}

}  // namespace emascope::ui
