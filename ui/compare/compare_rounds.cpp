// SPDX-License-Identifier: GPL-3.0-or-later
//
// CompareFeed's rounds: when the parts are asked for again while the run goes on.
#include "ui/compare/compare_feed.h"
#include "ui/run/run_controller.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace emascope::ui {
namespace {

constexpr double kShareOfLimit = 0.9;  // of the speed limit: a run as fast waits between its steps
constexpr double kMilliseconds = 1000.0;

}  // namespace

/// While steps are taken, they change all the time.
void CompareFeed::weightsChanged() {
  if (!running()) begin();
}

void CompareFeed::stateChanged() {
  if (!running()) return begin();
  budget_.restart(now());
  line_at_ = 0.0;
  // What is shown of a pause may stay until the next round.
  if (raw_ || compared_ || !line_.points().empty()) return schedule();
  begin();
}

/// Everything once; what is in flight is of the weights before.
void CompareFeed::begin() {
  if (label_() != track_) forget();
  round_.stop();
  missed_ = !watched_();
  if (missed_) return;
  budget_.expect(costs(), hasTimeToSpare());
  budget_.begun(now());
  line_at_ = 0.0;
  beginRound(AskBudget::Round::kAll);
}

void CompareFeed::beginRound(AskBudget::Round round) {
  is_whole_ = round == AskBudget::Round::kAll;
  coarse_wanted_ = true;
  const double before = std::exchange(line_at_, now());
  if (before > 0.0) line_every_ = std::max(AskBudget::kPeriod, line_at_ - before);
  want({Part::kLine});
  if (is_whole_) {
    tries_ = 0;
    want({Part::kRaw, Part::kMix, Part::kCompared, Part::kDistances});
  }
  pump();
  schedule();
}

/// The next round, if the budget allows it.
void CompareFeed::goOn() {
  if (!running()) return;
  if (inFlight()) return round_.start(static_cast<int>(AskBudget::kPeriod));
  missed_ = !watched_();
  if (missed_) return;
  budget_.expect(costs(), hasTimeToSpare());
  const AskBudget::Round round = budget_.next(now());
  round == AskBudget::Round::kNone ? schedule() : beginRound(round);
}

/// Looks again at least once a period, since the speed of the run may change.
void CompareFeed::schedule() {
  if (!running() || inFlight()) return;
  budget_.expect(costs(), hasTimeToSpare());
  const double wait = std::min(budget_.wait(now()), AskBudget::kPeriod);
  round_.start(static_cast<int>(std::ceil(wait)) + 1);
}

AskBudget::Costs CompareFeed::costs() const {
  const double line = costs_[static_cast<std::size_t>(Part::kLine)];
  return {line, std::accumulate(costs_.begin(), costs_.end(), -line)};
}

bool CompareFeed::hasTimeToSpare() const {
  return controller_.speed() > 0.0 &&
         controller_.record().progress.steps_per_second >= kShareOfLimit * controller_.speed();
}

double CompareFeed::now() const { return 1e-6 * static_cast<double>(clock_.nsecsElapsed()); }

/// The engine answers in order, so that without its word an answer has taken at most the time since
/// the one before.
void CompareFeed::charge(Part part, double work) {
  tells_work_ = tells_work_ || work > 0.0;
  const double since = std::exchange(charged_at_, now());
  const double took = tells_work_ ? kMilliseconds * work : charged_at_ - since;
  const bool as_in_a_round = part != Part::kLine || coarse_asked_;
  if (as_in_a_round && took > 0.0) costs_[static_cast<std::size_t>(part)] = took;
  if (running()) budget_.worked(took, slot(part).asked_by == By::kHand);
}

}  // namespace emascope::ui
