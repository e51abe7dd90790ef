// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/last_run.h"

#include "ui/run/epochs.h"
#include "ui/run/restart_config.h"
#include "ui/run/run_controller.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace emascope::ui {
namespace {

constexpr std::size_t kFewest = 8;

PastPoint mainAt(const EvalPoint& point) {
  return {static_cast<double>(point.step), point.seconds,
          point.tracks.empty() ? kNoEvaluation.val : point.tracks.front().val};
}

/// Index of the point of [first, last) with the lowest or the highest loss; one that is not finite,
/// if there is one, because it is a gap of the curve.
std::size_t extreme(const std::vector<EvalPoint>& points, std::size_t first, std::size_t last,
                    bool lowest) {
  std::size_t found = first;
  for (std::size_t i = first; i < last; ++i) {
    const double loss = mainAt(points[i]).val.loss;
    if (!std::isfinite(loss)) return i;
    const double best = mainAt(points[found]).val.loss;
    if (lowest ? loss < best : loss > best) found = i;
  }
  return found;
}

}  // namespace

PastRun pastRun(const RunRecord& record, std::size_t most) {
  PastRun run{.config = record.config, .epochs_per_step = epochsPerStep(record).value_or(0.0)};
  const std::vector<EvalPoint>& points = record.points;
  if (points.size() <= std::max(most, kFewest)) {
    for (const EvalPoint& point : points) run.points.push_back(mainAt(point));
    return run;
  }
  // Two for each part, and the ends.
  const std::size_t parts = (std::max(most, kFewest) - 2) / 2;
  run.points.push_back(mainAt(points.front()));
  for (std::size_t part = 0; part < parts; ++part) {
    const std::size_t first = 1 + part * (points.size() - 2) / parts;
    const std::size_t last = 1 + (part + 1) * (points.size() - 2) / parts;
    if (first >= last) continue;
    const std::size_t low = extreme(points, first, last, true);
    const std::size_t high = extreme(points, first, last, false);
    run.points.push_back(mainAt(points[std::min(low, high)]));
    if (low != high) run.points.push_back(mainAt(points[std::max(low, high)]));
  }
  run.points.push_back(mainAt(points.back()));
  return run;
}

LastRun::LastRun(RunController& controller, QObject* parent)
    : QObject(parent), controller_(controller) {
  connect(&controller, &RunController::runReplaced, this, [this, &controller] {
    if (controller.record().points.size() < 2 || controller.isReviving()) return;
    PastRun run = pastRun(controller.record());
    run.number = controller.runNumber();
    curve_ = std::make_shared<const PastRun>(std::move(run));
  });
  connect(&controller, &RunController::runStarted, this, [this, &controller] {
    for (std::shared_ptr<const PastRun>* run : {&curve_, &chosen_}) {
      if (*run && !sameProblem((*run)->config, controller.record().config)) run->reset();
    }
    Q_EMIT changed();
  });
}

void LastRun::offer(PastRun run) {
  const bool fits = sameProblem(run.config, controller_.record().config);
  if (curve_ || !fits || run.points.size() < 2) return;
  run.number = 0;
  curve_ = std::make_shared<const PastRun>(std::move(run));
  Q_EMIT changed();
}

bool LastRun::choose(PastRun run) {
  if (!sameProblem(run.config, controller_.record().config) || run.points.size() < 2) return false;
  run.number = 0;
  chosen_ = std::make_shared<const PastRun>(std::move(run));
  Q_EMIT choiceMade();
  Q_EMIT changed();
  return true;
}

}  // namespace emascope::ui
