// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/run_verdicts.h"

#include <algorithm>

namespace emascope {

bool RunVerdicts::Seen::isIn(const RunRecord& record) const {
  if (count > record.points.size()) return false;
  if (count == 0) return true;
  const EvalPoint& same = record.points[count - 1];
  return same.step == step && same.seconds == seconds;
}

void RunVerdicts::Seen::take(const RunRecord& record) {
  count = record.points.size();
  if (count == 0) return;
  step = record.points.back().step;
  seconds = record.points.back().seconds;
}

RunVerdicts::Curves RunVerdicts::curvesOf(const RunRecord& record) {
  return {&record, record.tracks.size(), record.track_changes.size()};
}

bool RunVerdicts::due(const RunRecord& record, const Basis& now) const {
  if (!(now == basis_) || !seen_.isIn(record)) return true;
  const std::size_t all = record.points.size();
  if (now.state != RunState::kRunning) return all != seen_.count;
  const std::size_t window = std::min(verdictWindow(record.config, now.span), all);
  return all - seen_.count >= std::max<std::size_t>(1, window / kVerdictSteps);
}

const Verdict& RunVerdicts::of(const RunRecord& record, std::size_t track, VerdictSpan span) {
  const Basis now{.curves = curvesOf(record),
                  .changes = record.changes.size(),
                  .steps = record.config.steps,
                  .eval_every = record.config.eval_every,
                  .state = record.state,
                  .span = span};
  if (due(record, now)) {
    basis_ = now;
    seen_.take(record);
    verdicts_.assign(record.tracks.size(), std::nullopt);
  }
  std::optional<Verdict>& verdict = verdicts_[track];
  if (!verdict) verdict = verdictOf(record, track, span, effects_);
  return *verdict;
}

std::optional<Best> RunVerdicts::best(const RunRecord& record, std::optional<std::size_t> track) {
  if (const Curves now = curvesOf(record); !(now == curves_)) {
    curves_ = now;
    means_.assign(record.tracks.size() + 1, {});
  }
  Mean& mean = means_[track ? *track + 1 : 0];
  if (!mean.seen.isIn(record)) mean = {};
  for (std::size_t i = mean.seen.count; i < record.points.size(); ++i) {
    const EvalPoint& point = record.points[i];
    mean.mean.add(track ? point.tracks[*track].val.loss : point.raw.loss, point.step);
  }
  mean.seen.take(record);
  return mean.mean.best();
}

}  // namespace emascope
