// SPDX-License-Identifier: GPL-3.0-or-later
//
// The main track of the run before the present one, if both had the same problem: what the chart
// shows as a ghost. That of this sitting, or else one that was offered from the kept runs. Beside
// it a kept run that the person has chosen instead. Held in memory until a run of another problem
// starts, with a bounded number of points: the lowest and the highest of each part of a longer
// curve.
#pragma once

#include "core/protocol/record/run_record.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include <QObject>
#include <QString>

namespace emascope::ui {

class RunController;

struct PastPoint {
  double step = 0.0;
  double seconds = 0.0;  ///< as in EvalPoint
  Evaluation val = {};   ///< NaN where the track did not exist
};

struct PastRun {
  int number = 0;      ///< RunController::runNumber(); 0: of another sitting
  QString title = {};  ///< of a run that was chosen; else empty
  RunConfig config = {};
  double epochs_per_step = 0.0;  ///< 0 if unknown
  std::vector<PastPoint> points = {};
};

/// The main track of `record` in at most `most` points (or 8, if that is more).
[[nodiscard]] PastRun pastRun(const RunRecord& record, std::size_t most = 8192);

class LastRun final : public QObject {
  Q_OBJECT
 public:
  explicit LastRun(RunController& controller, QObject* parent = nullptr);

  /// Null if there was none. A run of fewer than two evaluations counts as none.
  [[nodiscard]] const std::shared_ptr<const PastRun>& curve() const { return curve_; }
  /// A run of another sitting. Taken if there is no curve, the present run has the same problem,
  /// and there are at least two points.
  void offer(PastRun run);
  /// A kept run that the person has chosen, with its title. False, and nothing changes, if the
  /// present run has another problem, or there are fewer than two points.
  bool choose(PastRun run);
  [[nodiscard]] const std::shared_ptr<const PastRun>& chosen() const { return chosen_; }

 Q_SIGNALS:
  void changed();  ///< curve() or chosen()
  void choiceMade();

 private:
  RunController& controller_;
  std::shared_ptr<const PastRun> curve_;
  std::shared_ptr<const PastRun> chosen_;
};

}  // namespace emascope::ui
