// SPDX-License-Identifier: GPL-3.0-or-later
//
// When Compare may ask the engine again while a run goes on: all of its requests together take at
// most kShare of the engine's time. What a request takes is what the last one of its kind took. If
// that does not allow for everything every kPeriod, the losses between raw and the average come
// first and the rest is rarer; the rest still gets half of the time, or all that it needs. Times
// are parameters, so this is tested without waiting.
#pragma once

#include <algorithm>
#include <limits>

namespace emascope::ui {

/// All times in milliseconds.
class AskBudget {
 public:
  static constexpr double kShare = 0.04;     ///< of the engine's time
  static constexpr double kPeriod = 2000.0;  ///< from one round to the next, at least
  /// Not more is owed for what a person asks for, such as a drag of the slider, which is answered
  /// at once. That is 10 s without a round.
  static constexpr double kMostOwed = 400.0;

  enum class Round { kNone, kLine, kAll };
  /// The engine's time for the line alone, and for the rest of a round.
  struct Costs {
    double line = 0.0;
    double rest = 0.0;
    [[nodiscard]] double all() const { return line + rest; }
  };

  /// The run goes on at `now`. Nothing is saved up, and a round has just been.
  void restart(double now) {
    saved_ = 0.0;
    at_ = round_ = whole_round_ = now;
  }
  /// What the next round will take, and whether the run waits between its steps, so that the engine
  /// has time to spare; a round may then take a third of it.
  void expect(const Costs& costs, bool to_spare) {
    costs_ = costs;
    to_spare_ = to_spare;
  }
  /// A round was begun at `now` without next().
  void begun(double now) {
    earn(now);
    round_ = whole_round_ = now;
  }
  /// The engine has worked for `took`; `by_hand`: on what a person asked for.
  void worked(double took, bool by_hand) {
    if (to_spare_) return;
    const double least =
        by_hand ? std::min(saved_, -kMostOwed) : std::numeric_limits<double>::lowest();
    saved_ = std::max(saved_ - took, least);
  }

  /// What may be asked for at `now`; that round has then begun.
  [[nodiscard]] Round next(double now) {
    earn(now);
    if (now < round_ + period()) return Round::kNone;
    const bool whole = to_spare_ || saved_ >= costs_.all();
    if (!whole && saved_ < costs_.line + forTheRest(now)) return Round::kNone;
    round_ = now;
    if (whole) whole_round_ = now;
    return whole ? Round::kAll : Round::kLine;
  }
  /// How long it takes from `now` until next() allows a round, if nothing else is asked for.
  [[nodiscard]] double wait(double now) const {
    double due = round_ + period();
    if (!to_spare_) {
      const double saved = savedAt(now);
      const double whole = (costs_.all() - saved) / kShare;
      const double line =
          (costs_.line + forTheRest(now) - saved) / (kShare * (1.0 - kShareOfTheRest));
      due = std::max(due, now + std::min(whole, line));
    }
    return std::max(0.0, due - now);
  }

 private:
  static constexpr double kShareOfTheRest = 0.5;
  static constexpr double kPeriodPerWork = 2.0;  ///< with time to spare, after a round

  [[nodiscard]] double period() const {
    return to_spare_ ? std::max(kPeriod, kPeriodPerWork * costs_.all()) : kPeriod;
  }
  [[nodiscard]] double savedAt(double now) const {
    const double most = std::max(costs_.all(), kShare * kPeriod);
    return std::min(saved_ + kShare * (now - at_), std::max(saved_, most));
  }
  void earn(double now) {
    saved_ = savedAt(now);
    at_ = now;
  }
  /// What must be left for the rest of the next whole round.
  [[nodiscard]] double forTheRest(double now) const {
    return kShareOfTheRest * kShare * (now - whole_round_);
  }

  Costs costs_ = {};
  bool to_spare_ = false;
  double saved_ = 0.0;  ///< the engine's time that may be taken; negative: it is owed
  double at_ = 0.0;     ///< when that was counted
  double round_ = 0.0;  ///< when the last round began
  double whole_round_ = 0.0;
};

}  // namespace emascope::ui
