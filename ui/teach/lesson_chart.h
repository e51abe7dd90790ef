// SPDX-License-Identifier: GPL-3.0-or-later
//
// The chart of a lesson: thick lines with their names beside their ends, the fixed axis of the
// lesson, a strip below for decay or learning rate, marks, and brackets with means. Draws what
// lesson_chart_content.h gives; cannot be zoomed. A lesson has some hundred evaluations, so that it
// is painted directly, without QCustomPlot.
#pragma once

#include "ui/plot/chart.h"
#include "ui/teach/lesson_chart_brackets.h"
#include "ui/teach/lesson_chart_content.h"
#include "ui/teach/lesson_chart_labels.h"

#include <utility>
#include <vector>

#include <QFont>
#include <QWidget>

namespace emascope::ui {

class LessonChart final : public QWidget {
  Q_OBJECT
 public:
  explicit LessonChart(QWidget* parent = nullptr);

  void setScale(double scale);
  void setContent(LessonChartContent content);
  /// Takes the content out, for chartContent() to go on with; setContent() must follow.
  [[nodiscard]] LessonChartContent takeContent() { return std::exchange(content_, {}); }
  [[nodiscard]] const LessonChartContent& content() const { return content_; }

  /// The chart in words, for screen readers.
  [[nodiscard]] QString summaryText() const;
  /// Where the texts of the brackets are, as of the present size.
  [[nodiscard]] std::vector<BracketBlock> bracketBlocks() const;
  /// Where the names of lines are, as of the present size: below the texts of the brackets.
  [[nodiscard]] std::vector<LineLabel> labels() const;
  /// The geometry of the present size: losses, and below them decay or rate if the lesson has it.
  [[nodiscard]] Canvas canvas() const;

  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  [[nodiscard]] double px(double pixels) const { return pixels * scale_; }
  [[nodiscard]] QFont tickFont() const;
  [[nodiscard]] QFont nameFont() const;
  [[nodiscard]] double nameRoom() const;
  [[nodiscard]] double across(const Canvas& canvas, double x) const;
  [[nodiscard]] Range stripRange() const;
  [[nodiscard]] bool hasStrip() const;
  [[nodiscard]] std::vector<LineEnd> ends(const Canvas& canvas) const;
  [[nodiscard]] std::vector<BracketBlock> bracketBlocks(const Canvas& canvas) const;
  [[nodiscard]] std::vector<LineLabel> labels(const Canvas& canvas,
                                              const std::vector<BracketBlock>& brackets) const;
  void paintAxes(QPainter& painter, const Canvas& canvas) const;
  void paintStripAxis(QPainter& painter, const Canvas& canvas) const;
  void paintLine(QPainter& painter, const Canvas& canvas, Strip strip, const LessonLine& line,
                 const std::vector<PlotPoint>& points, bool only_points) const;
  void paintSeries(QPainter& painter, const Canvas& canvas) const;
  void paintStrip(QPainter& painter, const Canvas& canvas) const;
  void paintMarks(QPainter& painter, const Canvas& canvas,
                  const std::vector<LineLabel>& labels) const;

  LessonChartContent content_;
  double scale_ = 1.0;
};

}  // namespace emascope::ui
