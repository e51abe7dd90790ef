// SPDX-License-Identifier: GPL-3.0-or-later
//
// Measures averages that no track kept, for the line between the tracks in the card of the
// half-lives: the engine makes each from the run's snapshots and evaluates it
// (command::Synthesize), debiased as the tracks of a sweep. One request at a time, also while the
// run goes on: the engine then works on it in the time that training leaves. An answer is kept for
// the run: the past does not change. Without snapshots it measures nothing.
#pragma once

#include "core/protocol/record/half_life_losses.h"

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <QObject>
#include <QTimer>

namespace emascope::ui {

class RunController;

class HalfLifeLine final : public QObject {
  Q_OBJECT
 public:
  explicit HalfLifeLine(RunController& controller, QObject* parent = nullptr);

  /// Plans the line for these losses: the last steps first, of each the half-lives near `best`
  /// first. Measures what is not known yet.
  void plan(const ComparedLosses& compared, double best);
  /// All that was measured in this run, of any plan.
  [[nodiscard]] std::vector<LineLoss> losses() const;

  /// Of the present plan.
  [[nodiscard]] std::size_t wanted() const { return plan_.size(); }
  [[nodiscard]] std::size_t answered() const;
  /// Whether the run keeps snapshots.
  [[nodiscard]] bool possible() const;

 Q_SIGNALS:
  void changed();  ///< losses() or answered()

 private:
  using Key = std::pair<double, std::int64_t>;  // half-life, step
  void forget();
  void wait();
  void next();
  [[nodiscard]] bool hasWeights() const;
  void giveUp(double half_life);
  void take(std::uint64_t request, std::optional<double> loss);

  RunController& controller_;
  QTimer wait_;
  std::vector<Key> plan_;
  std::map<Key, std::optional<double>> known_;  // none: the snapshots cannot give it
  std::uint64_t asked_ = 0;                     // 0: none
  Key asked_for_ = {};
};

}  // namespace emascope::ui
