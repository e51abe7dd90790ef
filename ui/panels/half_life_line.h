// SPDX-License-Identifier: GPL-3.0-or-later
//
// Measures averages that no track kept, for the line between the tracks in the card of the
// half-lives: the engine makes each from the run's snapshots and evaluates it
// (command::Synthesize). Only while the run is paused or has finished, one request at a time and
// after a short rest, because each takes the engine's thread for a part of a second. An answer is
// kept for the run: the past does not change. Without snapshots it measures nothing.
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

  /// Plans the line for these losses, first the half-lives near `best`. Measures what is not known
  /// yet when the run rests.
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
  void rest();
  void next();
  void giveUp(double half_life);
  void take(std::uint64_t request, std::optional<double> loss);

  RunController& controller_;
  QTimer rest_;
  std::vector<Key> plan_;
  std::map<Key, std::optional<double>> known_;  // none: the snapshots cannot give it
  std::uint64_t asked_ = 0;                     // 0: none
  Key asked_for_ = {};
};

}  // namespace emascope::ui
