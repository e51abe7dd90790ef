// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/lesson_chart_content.h"

#include "core/rules/units.h"
#include "ui/run/said.h"
#include "ui/run/words.h"
#include "ui/teach/lesson_words.h"
#include "ui/teach/plain_words.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <span>
#include <utility>

namespace emascope::ui {
namespace {

constexpr std::size_t kMostBrackets = 2;
constexpr double kAir = 1.25;  // beyond the shortest and the longest half-life

void add(std::vector<LessonWindow>& windows, const LessonWindow& window) {
  if (window.to <= window.from || std::ranges::find(windows, window) != windows.end()) return;
  windows.push_back(window);
}

void addWindows(std::vector<LessonWindow>& windows, const LessonCondition& condition) {
  using Kind = LessonCondition::Kind;
  if (condition.kind == Kind::kLower || condition.kind == Kind::kEqual)
    add(windows, condition.over);
  for (const LessonCondition& part : condition.parts) addWindows(windows, part);
}

void addWindows(std::vector<LessonWindow>& windows, const LessonValues& values) {
  for (const auto& [name, value] : values) {
    if (value.over && value.run.empty()) add(windows, *value.over);
  }
}

std::vector<LessonWindow> fewest(std::vector<LessonWindow> windows) {
  std::ranges::sort(windows, {}, &LessonWindow::from);
  if (windows.size() > kMostBrackets) windows.resize(kMostBrackets);
  return windows;
}

ChartBracket bracketOf(const RunRecord& record, const LessonWindow& window,
                       const std::vector<LessonLine>& lines, bool with_means,
                       std::string_view language) {
  ChartBracket bracket{static_cast<double>(window.from), static_cast<double>(window.to), {}};
  if (!with_means) return bracket;
  for (const LessonLine& line : lines) {
    const LessonNumber mean = meanOf(record, line.label, window);
    if (!mean.value) continue;
    bracket.means.push_back(
        {line, *mean.value,
         QString::fromStdString(numberText(*mean.value, LessonUnit::kLoss, language))});
  }
  return bracket;
}

/// `before`: the series of the same line at its first `known` evaluations, or an empty one and 0.
ChartSeries seriesOf(const RunRecord& record, LessonLine line, bool decays, ChartSeries before,
                     std::size_t known) {
  ChartSeries series{.line = std::move(line),
                     .losses = std::move(before.losses),
                     .decays = std::move(before.decays)};
  if (series.line.label == kSynthesisLine) {
    series.only_points = true;
    for (const event::Synthesized& made : record.syntheses) {
      series.losses.push_back({static_cast<double>(made.spec.step), made.val.loss});
    }
    return series;
  }
  const int index = record.trackIndex(series.line.label);
  for (const EvalPoint& point : std::span(record.points).subspan(known)) {
    const auto step = static_cast<double>(point.step);
    series.losses.push_back({step, lossAt(record, point, series.line.label)});
    if (!decays || index < 0 || static_cast<std::size_t>(index) >= point.tracks.size()) continue;
    series.decays.push_back({step, point.tracks[static_cast<std::size_t>(index)].decay});
  }
  return series;
}

void showMade(ChartSeries& series, const MadeAverage& made) {
  series.losses = made.losses;
  series.line.name =
      tr("half-life %1, %2").arg(grouped(std::llround(made.half_life)), series.line.name);
}

/// Whether the series of `before` go on in `content`: those of losses against steps.
bool goesOn(const LessonChartContent& content, const LessonChartContent& before,
            const RunRecord& record) {
  return content.source == before.source && !before.half_life &&
         content.axis.strip == before.axis.strip && before.points <= record.points.size();
}

/// The series of `lines`, each with what `before` has of it.
void fillSeries(LessonChartContent& content, const RunRecord& record,
                const std::vector<LessonLine>& lines, LessonChartContent before,
                const std::optional<MadeAverage>& made) {
  const bool decays = content.axis.strip && content.axis.strip->what == LessonStrip::What::kDecay;
  for (const LessonLine& line : lines) {
    const auto found = std::ranges::find_if(before.series, [&](const ChartSeries& series) {
      return series.line.label == line.label && !series.only_points;
    });
    const bool known = found != before.series.end();
    content.series.push_back(seriesOf(record, line, decays,
                                      known ? std::move(*found) : ChartSeries(),
                                      known ? before.points : 0));
    if (made && line.label == kSynthesisLine) showMade(content.series.back(), *made);
  }
  content.points = record.points.size();
}

void fillRates(LessonChartContent& content, const LessonSession& session,
               std::vector<PlotPoint> before) {
  content.rates = std::move(before);
  const auto& rates = session.rates();
  if (content.rates.size() > rates.size()) content.rates.clear();
  for (const auto& [at, rate] : std::span(rates).subspan(content.rates.size())) {
    content.rates.push_back({at, rate});
  }
}

/// Tracks that differ in their decay alone are points of one line against the half-life.
bool sameBut(const TrackSpec& a, const TrackSpec& b) {
  ParamValues of_a = a.params;
  ParamValues of_b = b.params;
  of_a.erase("beta");
  of_b.erase("beta");
  return a.schedule == b.schedule && of_a == of_b && a.selections == b.selections;
}

/// The window of the question, or of the step's text, as far as the run has come.
LessonWindow shownWindow(const LessonStep& step, const RunRecord& record) {
  std::vector<LessonWindow> windows;
  if (step.ask) {
    windows = windowsOf(*step.ask);
  } else {
    addWindows(windows, step.values);
  }
  const std::int64_t last = record.points.empty() ? 0 : record.points.back().step;
  if (windows.empty()) return {last - last / 10, last};
  const LessonWindow& wanted = windows.back();
  if (last >= wanted.to) return wanted;
  return {std::max<std::int64_t>(0, last - (wanted.to - wanted.from)), last};
}

void fillHalfLives(LessonChartContent& content, const RunRecord& record, const LessonWindow& window,
                   const std::vector<LessonLine>& lines) {
  std::vector<const TrackSpec*> firsts;
  double shortest = HUGE_VAL;
  double longest = 0.0;
  for (const LessonLine& line : lines) {
    const int index = record.trackIndex(line.label);
    if (index < 0) continue;
    const auto track = static_cast<std::size_t>(index);
    const LessonNumber mean = meanOf(record, line.label, window);
    const TrackEvaluation* last = record.lastOf(track);
    if (!mean.value || last == nullptr) continue;
    const double steps = halfLife(last->decay);
    if (!(steps > 0.0) || !std::isfinite(steps)) continue;
    shortest = std::min(shortest, steps);
    longest = std::max(longest, steps);
    const TrackSpec& spec = record.tracks[track];
    auto family =
        std::ranges::find_if(firsts, [&](const TrackSpec* first) { return sameBut(*first, spec); });
    if (family == firsts.end()) {
      firsts.push_back(&spec);
      content.series.push_back({.line = line});
      family = std::prev(firsts.end());
    }
    ChartSeries& series = content.series[static_cast<std::size_t>(family - firsts.begin())];
    series.losses.push_back({steps, *mean.value});
    // A member that the lesson has a name for names them all.
    if (line.name != QString::fromStdString(line.label)) series.line.name = line.name;
  }
  for (ChartSeries& series : content.series) {
    std::ranges::sort(series.losses, {}, &PlotPoint::x);
  }
  if (longest > 0.0) content.across = {shortest / kAir, longest * kAir};
  content.raw_mean = meanOf(record, kRawLine, window).value;
  content.caption = tr("mean loss from step %1 to %2, against the half-life in steps")
                        .arg(grouped(window.from), grouped(window.to));
}

QString stepCaption(const std::vector<LessonLine>& lines) {
  const auto averages =
      std::ranges::count_if(lines, [](const LessonLine& line) { return line.label != kRawLine; });
  if (averages == 0) return tr("of the raw weights");
  if (averages == 1) return tr("of the raw weights and an average of them");
  return tr("of %1 averages of one training, from the same seed").arg(averages);
}

/// Raw below all, and the track that is main above.
void order(std::vector<LessonLine>& lines) {
  std::ranges::stable_sort(lines, {}, [](const LessonLine& line) {
    return line.label == kRawLine ? 0.0 : line.style.width;
  });
}

}  // namespace

std::vector<LessonWindow> windowsOf(const LessonQuestion& question) {
  std::vector<LessonWindow> windows;
  for (const LessonCase& one : question.cases) {
    if (one.when) addWindows(windows, *one.when);
  }
  addWindows(windows, question.values);
  return fewest(std::move(windows));
}

LessonChartContent chartContent(const LessonSession& session, std::string_view language,
                                const std::optional<MadeAverage>& made, LessonChartContent before) {
  const Lesson& lesson = session.lesson();
  const LessonStep& step = session.step();
  LessonChartContent content{
      .axis = step.axis, .half_life = step.half_life_chart, .source = session.source()};
  const LessonRun* planned = findRun(lesson, step.run);
  content.across = {0.0, planned == nullptr ? 1.0 : static_cast<double>(planned->steps)};
  const RunRecord* record = session.record();
  if (record == nullptr || record->points.empty()) {
    content.half_life = false;
    content.empty = record == nullptr && !session.starting()
                        ? tr("The run of this step is no longer in the window.")
                        : tr("The run begins.");
    return content;
  }
  content.across.upper =
      std::max(content.across.upper, static_cast<double>(record->points.back().step));
  std::vector<LessonLine> lines;
  const std::set<std::string> changed = session.changedTracks();
  for (const std::string& label : shownLabels(step, *record)) {
    lines.push_back(lessonLine(lesson, *record, label, language, changed.contains(label)));
  }
  if (content.half_life) {
    fillHalfLives(content, *record, shownWindow(step, *record), lines);
    return content;
  }
  content.caption = stepCaption(lines);
  order(lines);
  if (!goesOn(content, before, *record)) before = {};
  fillRates(content, session, std::move(before.rates));
  fillSeries(content, *record, lines, std::move(before), made);
  std::vector<LessonWindow> told;
  addWindows(told, step.values);
  for (const LessonWindow& window : fewest(told)) {
    content.brackets.push_back(bracketOf(*record, window, lines, true, language));
  }
  if (step.ask && session.phase() != LessonSession::Phase::kWaiting) {
    const bool decided = session.phase() == LessonSession::Phase::kDecided;
    for (const LessonWindow& window : windowsOf(*step.ask)) {
      if (std::ranges::find(told, window) != told.end()) continue;
      content.brackets.push_back(bracketOf(*record, window, lines, decided, language));
    }
  }
  for (const LessonMark& mark : step.marks) {
    content.marks.push_back(
        {static_cast<double>(mark.at), shownName(inLanguage(mark.text, language))});
  }
  for (const auto& [at, text] : editTexts(session, language)) {
    content.marks.push_back({static_cast<double>(at), text});
  }
  return content;
}

}  // namespace emascope::ui
