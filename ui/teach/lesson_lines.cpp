// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/lesson_lines.h"

#include "ui/run/said.h"
#include "ui/run/track_looks.h"
#include "ui/run/words.h"
#include "ui/teach/plain_words.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace emascope::ui {
namespace {

constexpr double kThickRaw = 1.4;  // raw jumps, so that a thick line would become a band
constexpr double kThickTrack = 2.6;
constexpr double kThickMain = 3.0;

/// As LessonStep::show has it: "e*" for all tracks whose labels begin with e.
bool matches(const std::string& label, const std::string& shown) {
  if (!shown.ends_with('*')) return label == shown;
  if (label == kRawLine || label == kSynthesisLine) return false;
  return label.starts_with(std::string_view(shown).substr(0, shown.size() - 1));
}

}  // namespace

QString lineName(const Lesson& lesson, const std::string& label, std::string_view language) {
  const auto named = lesson.names.find(label);
  if (named != lesson.names.end()) {
    return shownName(inLanguage(named->second, language));
  }
  if (label == kSynthesisLine) return tr("made afterwards");
  return shownLabel(label);
}

LessonLine lessonLine(const Lesson& lesson, const RunRecord& record, const std::string& label,
                      std::string_view language, bool changed) {
  LessonLine line{label,
                  lineName(lesson, label, language),
                  theme().raw,
                  theme().raw_text,
                  {.width = kThickRaw}};
  if (changed) line.name = tr("%1, changed").arg(line.name);
  if (label == kRawLine) return line;
  if (label == kSynthesisLine) {
    line.color = line.text = theme().text;
    line.style = {.width = kThickTrack, .symbol = Symbol::kDiamond};
    return line;
  }
  const int index = record.trackIndex(label);
  const std::size_t number = lineNumber(record, index < 0 ? 0 : static_cast<std::size_t>(index));
  line.color = theme().trackColor(number);
  line.text = theme().trackText(number);
  line.style = trackLineStyle(number);
  line.style.width = number == 0 ? kThickMain : kThickTrack;
  return line;
}

std::vector<std::string> shownLabels(const LessonStep& step, const RunRecord& record) {
  std::vector<std::string> all = {kRawLine};
  for (const TrackSpec& track : record.tracks) all.push_back(track.label);
  all.emplace_back(kSynthesisLine);
  std::vector<std::string> labels;
  for (const std::string& shown : step.show) {
    for (const std::string& label : all) {
      if (!matches(label, shown) || std::ranges::find(labels, label) != labels.end()) continue;
      labels.push_back(label);
    }
  }
  return labels;
}

double lossAt(const RunRecord& record, const EvalPoint& point, const std::string& label) {
  if (label == kRawLine) return point.raw.loss;
  const int index = record.trackIndex(label);
  if (index < 0 || static_cast<std::size_t>(index) >= point.tracks.size()) return std::nan("");
  return point.tracks[static_cast<std::size_t>(index)].val.loss;
}

}  // namespace emascope::ui
