// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the chart of a lesson shows at a step: lines, axis, marks, and brackets over the windows
// that a question or a text is about, with the means in them. Plain values, taken from a session.
#pragma once

#include "ui/plot/columns.h"
#include "ui/plot/view_range.h"
#include "ui/teach/lesson_lines.h"
#include "ui/teach/lesson_session.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <QString>

namespace emascope::ui {

struct ChartSeries {
  LessonLine line = {};
  std::vector<PlotPoint> losses = {};  ///< by step, or by half-life; not finite: a gap
  std::vector<PlotPoint> decays = {};  ///< by step, as the track used them
  bool only_points = false;            ///< evaluated at a few steps
};

struct ChartMean {
  LessonLine line = {};
  double mean = 0.0;
  QString number = {};
};

/// The evaluations after step `from` up to step `to`.
struct ChartBracket {
  double from = 0.0;
  double to = 0.0;
  std::vector<ChartMean> means = {};  ///< empty until they may be told
};

struct ChartMarkText {
  double at = 0.0;
  QString text = {};
};

struct LessonChartContent {
  LessonAxis axis = {};
  bool half_life = false;                ///< loss against half-life
  Range across = {};                     ///< of the horizontal axis
  std::vector<ChartSeries> series = {};  ///< later ones are drawn on top
  std::vector<PlotPoint> rates = {};     ///< learning rate by step
  std::optional<double> raw_mean = {};   ///< against half-life: of the raw weights
  std::vector<ChartBracket> brackets = {};
  std::vector<ChartMarkText> marks = {};
  QString caption = {};
  QString empty = {};  ///< said in the place of lines
  /// What series and rates were taken from, and from how many of its evaluations.
  LessonSession::Source source = {};
  std::size_t points = 0;
};

/// An average that no track kept, as the knob of a step has made it.
struct MadeAverage {
  double half_life = 0.0;  ///< in steps
  std::vector<PlotPoint> losses = {};
};

/// `made`: what the line of such averages shows, in the place of what the run itself has made.
/// `before`: what was shown until now. The series of a run that goes on are taken from it, so that
/// only new evaluations cost time. @pre session.isOpen()
[[nodiscard]] LessonChartContent chartContent(const LessonSession& session,
                                              std::string_view language,
                                              const std::optional<MadeAverage>& made = {},
                                              LessonChartContent before = {});

/// The windows that the step's question is about, earliest first; at most two.
[[nodiscard]] std::vector<LessonWindow> windowsOf(const LessonQuestion& question);

}  // namespace emascope::ui
