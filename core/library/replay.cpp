// SPDX-License-Identifier: Apache-2.0
#include "core/library/replay.h"

#include "core/base/numbers.h"

#include <algorithm>
#include <bit>

namespace emascope {
namespace {

bool sameBits(double a, double b) {
  if (a != a && b != b) return true;
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// Compares the numbers of one evaluation in the order of the CSV's columns.
class PointComparison {
 public:
  explicit PointComparison(std::int64_t step) : step_(step) {}

  void number(const std::string& column, double kept, double again) {
    if (!sameBits(kept, again)) differ(column, formatNumber(kept), formatNumber(again));
  }
  void text(const std::string& column, const std::string& kept, const std::string& again) {
    if (kept != again) differ(column, kept, again);
  }
  void track(const std::string& label, const std::string& metric, const TrackEvaluation* kept,
             const TrackEvaluation* again) {
    const bool was = kept != nullptr && isPresent(*kept);
    const bool is = again != nullptr && isPresent(*again);
    if (was != is) differ(label + ".val_loss", was ? "there" : "none", is ? "there" : "none");
    if (!was || !is) return;
    number(label + ".val_loss", kept->val.loss, again->val.loss);
    number(label + ".val_" + metric, kept->val.metric, again->val.metric);
    number(label + ".decay", kept->decay, again->decay);
    text(label + ".reason", std::string(reasonText(kept->reason)),
         std::string(reasonText(again->reason)));
  }
  [[nodiscard]] const std::optional<ReplayDifference>& first() const { return first_; }

 private:
  void differ(const std::string& column, const std::string& kept, const std::string& again) {
    if (!first_) first_ = ReplayDifference{step_, column, kept, again};
  }

  std::int64_t step_;
  std::optional<ReplayDifference> first_;
};

const TrackEvaluation* evaluationOf(const RunRecord& record, const EvalPoint& point,
                                    const std::string& label) {
  const int index = record.trackIndex(label);
  const auto at = static_cast<std::size_t>(index);
  return index < 0 || at >= point.tracks.size() ? nullptr : &point.tracks[at];
}

std::optional<ReplayDifference> comparePoints(const RunRecord& kept, const EvalPoint& was,
                                              const RunRecord& again, const EvalPoint& is,
                                              bool train_loss_too) {
  PointComparison comparison(was.step);
  const std::string& metric = kept.facts.model.metric;
  if (train_loss_too) comparison.number("train_loss", was.train_loss, is.train_loss);
  comparison.number("raw.val_loss", was.raw.loss, is.raw.loss);
  comparison.number("raw.val_" + metric, was.raw.metric, is.raw.metric);
  for (const RunRecord* record : {&kept, &again}) {
    for (const TrackSpec& track : record->tracks) {
      comparison.track(track.label, metric, evaluationOf(kept, was, track.label),
                       evaluationOf(again, is, track.label));
    }
  }
  comparison.text("feedbacks", std::to_string(was.feedbacks), std::to_string(is.feedbacks));
  return comparison.first();
}

}  // namespace

Result<RunConfig> configOfReplay(const RunRecord& kept) {
  if (kept.points.empty()) return Error{"run", "has no evaluation to compare", "another run"};
  if (isImported(kept)) {
    return Error{"run", "is the log of another tool, without the settings that make it again",
                 "a run of EMAscope"};
  }
  RunConfig config = replayConfig(kept);
  config.planned_steps = plannedSteps(kept.config);
  config.steps = kept.points.back().step;
  std::erase_if(config.edits, [&](const ScheduledEdit& edit) { return edit.step > config.steps; });
  config.device = kept.facts.device;
  config.speed = 0.0;
  config.training.stop.reset();  // a run that stopped early may have been extended
  config.syntheses.clear();
  config.scans.clear();
  config.saves.clear();
  config.checkpoints = {};
  return config;
}

ReplayResult compareReplay(const RunRecord& kept, const RunRecord& again) {
  ReplayResult result;
  bool train_loss_too = true;
  auto is = again.points.begin();
  for (const EvalPoint& was : kept.points) {
    const bool missing = is == again.points.end() || is->step != was.step;
    const bool last = was.step == kept.points.back().step;
    if (missing && !last && was.step % std::max<std::int64_t>(kept.config.eval_every, 1) != 0) {
      ++result.left_out;
      train_loss_too = false;
      continue;
    }
    if (missing) {
      result.difference = ReplayDifference{was.step, "step", std::to_string(was.step), "none"};
      return result;
    }
    result.difference = comparePoints(kept, was, again, *is, train_loss_too);
    if (result.difference) return result;
    train_loss_too = true;
    ++result.compared;
    ++is;
  }
  if (is != again.points.end()) {
    result.difference = ReplayDifference{is->step, "step", "none", std::to_string(is->step)};
  }
  return result;
}

std::string replayText(const ReplayResult& result) {
  const std::string compared =
      std::to_string(result.compared) + (result.compared == 1 ? " evaluation" : " evaluations");
  const std::string left_out = result.left_out == 0 ? ""
                                                    : "; " + std::to_string(result.left_out) +
                                                          " at a former end are not compared";
  if (!result.difference) return "identical: " + compared + left_out;
  const ReplayDifference& one = *result.difference;
  return "differs at step " + std::to_string(one.step) + ": " + one.column + " was " + one.kept +
         " and is " + one.again + "; " + compared + " before it " +
         (result.compared == 1 ? "is" : "are") + " identical" + left_out;
}

}  // namespace emascope
