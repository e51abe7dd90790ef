// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/imported_record.h"

#include "core/base/quoted.h"
#include "core/interchange/log_pairs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

namespace emascope {
namespace {

constexpr double kNotLogged = std::numeric_limits<double>::quiet_NaN();

using Words = std::vector<std::string>;

bool hasWord(const Words& words, std::initializer_list<std::string_view> any) {
  return std::ranges::any_of(
      words, [any](const std::string& word) { return std::ranges::find(any, word) != any.end(); });
}

/// The raw curve that the record is about; none if there is nothing like a loss.
std::optional<std::size_t> mainCurve(const ImportedRun& run) {
  std::optional<std::size_t> main;
  int most = 0;
  for (std::size_t i = 0; i < run.series.size(); ++i) {
    const TagWords words = wordsOfTag(run.series[i].tag);
    if (!words.average.empty()) continue;
    const bool paired = std::ranges::find(run.pairs, i, &LogPair::raw) != run.pairs.end();
    const bool loss = hasWord(words.words, {"loss"});
    const bool validation =
        hasWord(words.words, {"val", "valid", "validation", "eval", "test", "dev"});
    if (!paired && !loss) continue;
    const int points = (paired ? 4 : 0) + (loss ? 2 : 0) + (validation ? 1 : 0);
    if (points > most) {
      most = points;
      main = i;
    }
  }
  return main;
}

/// The mean training loss between evaluations; none if it is not logged.
std::optional<std::size_t> trainingCurve(const ImportedRun& run, std::size_t main) {
  std::optional<std::size_t> plain;
  for (std::size_t i = 0; i < run.series.size(); ++i) {
    const TagWords words = wordsOfTag(run.series[i].tag);
    if (i == main || !words.average.empty() || !hasWord(words.words, {"loss"})) continue;
    if (hasWord(words.words, {"train", "training"})) return i;
    if (words.words.size() == 1) plain = i;
  }
  return plain;
}

/// `words` with the word "loss" replaced.
Words withMetric(Words words, const std::string& metric) {
  std::ranges::replace(words, "loss", metric);
  return words;
}

/// The curve of a metric that belongs to a curve of a loss, and the metric's name.
struct MetricCurve {
  std::size_t index = 0;
  std::string name = {};
};
std::optional<MetricCurve> metricOf(const ImportedRun& run, std::size_t loss) {
  const std::string& tag = run.series[loss].tag;
  constexpr std::string_view kOwnLoss = ".val_loss";
  if (tag.ends_with(kOwnLoss)) {
    const std::string begin = tag.substr(0, tag.size() - kOwnLoss.size()) + ".val_";
    for (std::size_t i = 0; i < run.series.size(); ++i) {
      const std::string& other = run.series[i].tag;
      if (i != loss && other.starts_with(begin)) return MetricCurve{i, other.substr(begin.size())};
    }
  }
  constexpr std::string_view kOwnEventLoss = "loss/val/";
  if (tag.starts_with(kOwnEventLoss)) {
    const std::string end = tag.substr(std::string_view("loss").size());
    for (std::size_t i = 0; i < run.series.size(); ++i) {
      const std::string& other = run.series[i].tag;
      if (i == loss || !other.ends_with(end)) continue;
      return MetricCurve{i, other.substr(0, other.size() - end.size())};
    }
  }
  const TagWords words = wordsOfTag(tag);
  for (const char* const name : {"accuracy", "acc"}) {
    const Words wanted = withMetric(words.words, name);
    if (wanted == words.words) continue;
    for (std::size_t i = 0; i < run.series.size(); ++i) {
      const TagWords other = wordsOfTag(run.series[i].tag);
      if (other.words == wanted && other.average == words.average) {
        return MetricCurve{i, "accuracy"};
      }
    }
  }
  return std::nullopt;
}

/// Values of a curve, asked for in ascending order of steps.
class Lookup {
 public:
  explicit Lookup(const LogSeries* series) : series_(series) {}
  /// Index of the point at `step`; none if there is none.
  std::optional<std::size_t> at(std::int64_t step) {
    if (series_ == nullptr) return std::nullopt;
    while (next_ < series_->steps.size() && series_->steps[next_] < step) ++next_;
    if (next_ == series_->steps.size() || series_->steps[next_] != step) return std::nullopt;
    return next_;
  }
  double valueAt(std::int64_t step) {
    const auto index = at(step);
    return index ? series_->values[*index] : kNotLogged;
  }
  /// The mean of the finite values after those that were asked for before, up to `step`.
  double meanUpTo(std::int64_t step) {
    double sum = 0.0;
    std::size_t count = 0;
    while (series_ != nullptr && next_ < series_->steps.size() && series_->steps[next_] <= step) {
      if (std::isfinite(series_->values[next_])) {
        sum += series_->values[next_];
        ++count;
      }
      ++next_;
    }
    return count == 0 ? kNotLogged : sum / static_cast<double>(count);
  }

 private:
  const LogSeries* series_;
  std::size_t next_ = 0;
};

std::string labelOf(const ImportedRun& run, std::size_t average,
                    const std::vector<TrackSpec>& taken) {
  const std::string& tag = run.series[average].tag;
  std::string label = ownTrackOf(run.series, tag);
  if (label.empty() || !checkLabel(label)) label = wordsOfTag(tag).average;
  label = label.substr(0, kLongestLabel - 4);  // "-999" fits
  if (!checkLabel(label)) label = "average";
  const auto isTaken = [&taken](const std::string& wanted) {
    return std::ranges::find(taken, wanted, &TrackSpec::label) != taken.end();
  };
  std::string unique = label;
  for (int number = 2; isTaken(unique); ++number) unique = label + "-" + std::to_string(number);
  return unique;
}

/// One track's curves.
struct TrackCurves {
  Lookup loss;
  Lookup metric;
  Lookup decay;
  bool decay_is_known = false;
};

const LogSeries* curve(const ImportedRun& run, std::optional<std::size_t> index) {
  return index && *index < run.series.size() ? &run.series[*index] : nullptr;
}

TrackCurves curvesOf(const ImportedRun& run, std::size_t average) {
  const auto metric = metricOf(run, average);
  const std::string own = ownTrackOf(run.series, run.series[average].tag);
  const std::size_t decay = own.empty() ? run.series.size() : ownDecayOf(run.series, own);
  return {Lookup(&run.series[average]), Lookup(metric ? curve(run, metric->index) : nullptr),
          Lookup(curve(run, decay)), decay < run.series.size()};
}

TrackEvaluation evaluationAt(TrackCurves& track, std::int64_t step) {
  if (!track.loss.at(step)) return kNoEvaluation;
  TrackEvaluation evaluation{.val = {track.loss.valueAt(step), track.metric.valueAt(step)},
                             .decay = kUnknownDecay,
                             .reason = Reason::kConstant};
  const double decay = track.decay_is_known ? track.decay.valueAt(step) : kNotLogged;
  if (!std::isnan(decay)) evaluation.decay = decay;
  return evaluation;
}

void describe(RunRecord& record, const ImportedRun& run) {
  record.state = RunState::kFinished;
  record.config.preset.clear();
  planAsEvaluated(record);
  record.config.tracks = record.tracks;
  record.alive = record.tracks.size();
  record.facts.engine = run.source;
  record.facts.model.title = run.title.empty() ? run.source : run.title;
}

}  // namespace

double firstSecond(const ImportedRun& run) {
  double first = kNotLogged;
  for (const LogSeries& one : run.series) {
    for (const double second : one.seconds) {
      if (std::isfinite(second) && !(first <= second)) first = second;
    }
  }
  return first;
}

bool hasLoss(const ImportedRun& run) {
  const auto main = mainCurve(run);
  return main && !run.series[*main].steps.empty();
}

Result<RunRecord> importedRecord(const ImportedRun& run) {
  const auto main = mainCurve(run);
  if (!main || run.series[*main].steps.empty()) {
    return Error{run.title,
                 "has no loss: no pair of raw and averaged curves, and no tag with 'loss'",
                 "a log with a loss"};
  }
  RunRecord record;
  std::vector<TrackCurves> tracks;
  for (const LogPair& pair : run.pairs) {
    if (pair.raw != *main || tracks.size() >= kMostTracks) continue;
    tracks.push_back(curvesOf(run, pair.average));
    record.tracks.push_back({.label = labelOf(run, pair.average, record.tracks), .schedule = ""});
  }
  const LogSeries& raw = run.series[*main];
  const auto metric = metricOf(run, *main);
  record.facts.model.metric = metric ? metric->name : "";
  Lookup metrics(metric ? curve(run, metric->index) : nullptr);
  Lookup training(curve(run, trainingCurve(run, *main)));
  const double start = firstSecond(run);
  for (std::size_t i = 0; i < raw.steps.size(); ++i) {
    EvalPoint point{.step = raw.steps[i], .seconds = raw.seconds[i] - start};
    point.train_loss = training.meanUpTo(point.step);
    point.raw = {raw.values[i], metrics.valueAt(point.step)};
    for (TrackCurves& track : tracks) point.tracks.push_back(evaluationAt(track, point.step));
    record.points.push_back(std::move(point));
  }
  describe(record, run);
  return record;
}

}  // namespace emascope
