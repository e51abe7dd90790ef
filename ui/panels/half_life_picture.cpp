// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/half_life_picture.h"

#include "ui/run/said.h"
#include "ui/run/track_looks.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>

namespace emascope::ui {
namespace {

/// Whether the track's average is that of a constant decay, as the points of the line are.
bool isConstant(const RunRecord& record, std::size_t track) {
  const TrackEvaluation* last = record.lastOf(track);
  return last && last->reason == Reason::kConstant;
}

HalfLifeDot trackDot(const RunRecord& record, const std::vector<TrackLook>& looks,
                     const std::string& label) {
  HalfLifeDot dot;
  const int index = record.trackIndex(label);
  if (index < 0) return dot;
  const auto track = static_cast<std::size_t>(index);
  dot.name = trackName(record, track);
  dot.color = theme().trackColor(looks[track].number);
  dot.main = track == 0;
  dot.on_line = isConstant(record, track);
  return dot;
}

/// Numbers as the rest of the window writes them; names of tracks stay.
void groupNumbers(Phrase& phrase, const FlatRegion& region) {
  for (Phrase& value : phrase.values) groupNumbers(value, region);
  bool whole = false;
  const qint64 number = QString::fromStdString(phrase.text).toLongLong(&whole);
  const bool name =
      std::any_of(region.points.begin(), region.points.end(),
                  [&](const HalfLifePoint& point) { return point.label == phrase.text; });
  if (phrase.verbatim && whole && !name) phrase.text = grouped(number).toStdString();
}

/// Which tracks the sentence leaves out because they have too few evaluations; empty if none.
QString notComparedYet(const RunRecord& record, const ComparedLosses& compared) {
  if (compared.early.empty()) return {};
  if (compared.early.size() > 1) {
    return QCoreApplication::translate("panels", "%1 tracks are not compared yet.")
        .arg(compared.early.size());
  }
  const EarlyTrack& early = compared.early.front();
  const auto track = static_cast<std::size_t>(std::max(record.trackIndex(early.label), 0));
  return QCoreApplication::translate("panels", "%1 is not compared yet: %2 of %3 evaluations.")
      .arg(trackName(record, track))
      .arg(early.evaluations)
      .arg(kFewestForInterval);
}

}  // namespace

HalfLifePicture halfLifePicture(const RunRecord& record, const ComparedLosses& compared,
                                const FlatRegion& region) {
  HalfLifePicture picture;
  const std::vector<TrackLook> looks = trackLooks(record);
  for (std::size_t i = 0; i < region.points.size(); ++i) {
    const HalfLifePoint& point = region.points[i];
    HalfLifeDot dot;
    if (point.label.empty()) {
      dot.kind = HalfLifeDot::Kind::kLine;
      dot.on_line = true;
    } else {
      dot = trackDot(record, looks, point.label);
      dot.half_width = region.known() ? point.difference.half_width : 0.0;
      dot.open_ends = point.difference.at_least;
    }
    dot.half_life = point.half_life;
    dot.mean = point.mean;
    dot.best = region.known() && i == region.best;
    picture.dots.push_back(dot);
  }
  for (const EarlyTrack& early : compared.early) {
    HalfLifeDot dot = trackDot(record, looks, early.label);
    dot.kind = HalfLifeDot::Kind::kEarly;
    dot.half_life = early.half_life;
    dot.mean = early.mean;
    dot.on_line = false;
    picture.dots.push_back(dot);
  }
  std::stable_sort(
      picture.dots.begin(), picture.dots.end(),
      [](const HalfLifeDot& a, const HalfLifeDot& b) { return a.half_life < b.half_life; });
  if (std::isfinite(compared.raw_mean)) picture.raw = compared.raw_mean;
  const bool all = region.first == 0 && region.last + 1 == region.points.size();
  // A best that stands alone is no range.
  if (region.known() && !all && region.first < region.last) {
    picture.flat =
        Range{region.points[region.first].half_life, region.points[region.last].half_life};
    picture.flat_open_below = region.first == 0;
    picture.flat_open_above = region.last + 1 == region.points.size();
  }
  return picture;
}

QString halfLifeSentence(const RunRecord& record, const ComparedLosses& compared,
                         FlatRegion region) {
  if (region.points.size() > 1 || compared.early.empty()) {
    for (HalfLifePoint& point : region.points) {  // named as everywhere in the window
      const int track = point.label.empty() ? -1 : record.trackIndex(point.label);
      if (track < 0) continue;
      point.label = trackName(record, static_cast<std::size_t>(track)).toStdString();
    }
    Phrase sentence = flatRegionPhrase(region);
    groupNumbers(sentence, region);
    const QString text = said(sentence);
    const QString rest = region.known() ? notComparedYet(record, compared) : QString();
    return rest.isEmpty() ? text : text + u' ' + rest;
  }
  const auto longest = std::max_element(
      compared.early.begin(), compared.early.end(),
      [](const EarlyTrack& a, const EarlyTrack& b) { return a.evaluations < b.evaluations; });
  FlatRegion early;
  early.points.resize(region.points.size() + compared.early.size());
  early.evaluations = longest->evaluations;
  return said(flatRegionPhrase(early));
}

}  // namespace emascope::ui
