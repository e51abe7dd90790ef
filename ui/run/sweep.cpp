// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/sweep.h"

#include "core/protocol/record/half_life_losses.h"
#include "core/rules/units.h"
#include "ui/run/free_label.h"
#include "ui/run/restart_config.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace emascope::ui {
namespace {

constexpr int kTracks = 7;
constexpr double kShortestShare = 1.0 / 1400.0;
constexpr double kLongestShare = 0.6;
constexpr double kLongest = 6e5;  ///< a longer one is refused, see kLeastFloat32Rate
constexpr std::int64_t kEvaluationsPerSnapshot = 4;
constexpr double kBytesPerMib = 1024.0 * 1024.0;

double oneDigit(double value) {
  const double unit = std::pow(10.0, std::floor(std::log10(value)));
  return std::round(value / unit) * unit;
}

std::string labelOf(double half_life) {
  return QStringLiteral("hl%1").arg(std::llround(half_life)).toStdString();
}

/// Whether the run has this average already.
bool hasTrack(const RunRecord& record, const TrackSpec& wanted) {
  for (std::size_t i = 0; i < record.alive; ++i) {
    const TrackSpec& track = record.tracks[i];
    if (track.schedule != wanted.schedule) continue;
    const auto same = [&](const auto& item) {
      return record.value(track.label, item.first) == item.second;
    };
    if (std::all_of(wanted.params.begin(), wanted.params.end(), same)) return true;
  }
  return false;
}

/// Steps between snapshots: every fourth evaluation, or less often where these would be too large.
/// Half of the memory leaves room for the buffers of the model, and for
/// tracks that are added later. 0 if too few would fit for a line.
std::int64_t snapshotInterval(const RunConfig& config, std::int64_t parameters) {
  const auto steps = static_cast<double>(config.steps);
  const auto tracks = static_cast<double>(config.tracks.size());
  const double most = 0.5 * static_cast<double>(config.snapshot_mib) * kBytesPerMib;
  const double each = 4.0 * static_cast<double>(std::max<std::int64_t>(parameters, 1));
  const auto fits = [&](std::int64_t every) {
    return tracks * steps / static_cast<double>(every) * each <= most;
  };
  const auto window = static_cast<std::int64_t>(verdictWindow(config)) * config.eval_every;
  const std::int64_t longest = window / static_cast<std::int64_t>(kFewestOfLine);
  std::int64_t every = kEvaluationsPerSnapshot * config.eval_every;
  while (2 * every <= longest && !fits(every)) every *= 2;
  return every <= longest && fits(every) ? every : 0;
}

}  // namespace

std::vector<double> sweepHalfLives(std::int64_t steps) {
  const auto all = static_cast<double>(steps);
  const double longest = std::clamp(all * kLongestShare, 1.0, kLongest);
  const double shortest = std::max(longest * kShortestShare / kLongestShare, 1.0);
  std::vector<double> half_lives;
  for (int i = 0; i < kTracks; ++i) {
    const double share = static_cast<double>(i) / (kTracks - 1);
    const double half_life = oneDigit(shortest * std::pow(longest / shortest, share));
    if (half_lives.empty() || half_life > half_lives.back()) half_lives.push_back(half_life);
  }
  return half_lives;
}

TrackSpec constantTrack(const std::string& label, double half_life) {
  return {.label = label,
          .schedule = "constant",
          .params = {{"beta", betaOfHalfLife(half_life)}, {"debias", 1.0}}};
}

std::vector<TrackSpec> missingSweepTracks(const RunRecord& record) {
  std::vector<TrackSpec> missing;
  for (const double half_life : sweepHalfLives(record.config.steps)) {
    const TrackSpec track = constantTrack(freeLabel(labelOf(half_life), record), half_life);
    if (!hasTrack(record, track)) missing.push_back(track);
  }
  return missing;
}

RunConfig sweepConfig(const RunRecord& record) {
  RunConfig config = presentConfig(record);
  for (TrackSpec& track : missingSweepTracks(record)) config.tracks.push_back(std::move(track));
  if (config.snapshot_every == 0) {
    config.snapshot_every = snapshotInterval(config, record.facts.parameters);
  }
  return config;
}

}  // namespace emascope::ui
