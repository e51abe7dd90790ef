// SPDX-License-Identifier: GPL-3.0-or-later
//
// A plot of mean validation loss against half-life: a dot with a bar per track, a line between
// them, the range within noise of the best, raw, and a cursor. The half-life axis is logarithmic,
// in steps. A press or a drag puts the cursor, on a dot that is near; Left and Right move it by 2
// %, with Shift by 20 %; Esc removes it. Alt and a click, or Alt+Enter at the cursor, want a track
// there, Enter wants the cursor's half-life. Draws what it is given and computes no statistics.
#pragma once

#include "ui/plot/view_range.h"

#include <optional>
#include <utility>
#include <vector>

#include <QColor>
#include <QRectF>
#include <QString>
#include <QWidget>

namespace emascope::ui {

/// A point of the plot.
struct HalfLifeDot {
  enum class Kind {
    kTrack,
    kEarly,  ///< a track with too few evaluations for a bar: hollow
    kLine,   ///< only a point of the line
  };
  Kind kind = Kind::kTrack;
  QString name = {};        ///< of the track
  QColor color = {};        ///< of its curve
  double half_life = 0.0;   ///< in steps, above 0
  double mean = 0.0;        ///< loss
  double half_width = 0.0;  ///< of the bar; 0: none
  bool open_ends = false;   ///< the bar may be longer
  bool main = false;
  bool best = false;
  bool on_line = false;  ///< the line goes through it
};

struct HalfLifePicture {
  std::vector<HalfLifeDot> dots = {};  ///< by half-life, the shortest first; means are finite
  std::optional<double> raw = {};      ///< mean loss of the raw weights
  /// The half-lives within noise of the best; none if there is nothing to say. An open end goes on
  /// to the edge of the plot.
  std::optional<Range> flat = {};
  bool flat_open_below = false, flat_open_above = false;
};

class HalfLifePlot final : public QWidget {
  Q_OBJECT
 public:
  explicit HalfLifePlot(QWidget* parent = nullptr);

  void show(HalfLifePicture picture);
  [[nodiscard]] const HalfLifePicture& picture() const { return picture_; }

  /// In steps; none: no cursor. Kept within the axis.
  [[nodiscard]] std::optional<double> cursor() const { return cursor_; }
  void setCursor(std::optional<double> half_life);
  /// The loss at a half-life where one was measured: on the line, or within 2 % of a dot.
  [[nodiscard]] std::optional<double> lossAt(double half_life) const;

  /// Where a half-life is, in pixels of this widget.
  [[nodiscard]] double xOf(double half_life) const;
  [[nodiscard]] double halfLifeAt(double x) const;
  [[nodiscard]] Range halfLives() const { return x_; }
  [[nodiscard]] Range losses() const { return y_; }
  /// Where it says what the shaded range is; none without a range or without room.
  [[nodiscard]] std::optional<QRectF> flatWords() const;

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void cursorMoved();
  void addWanted(double half_life);
  void useWanted();

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  /// Ratio of the half-lives at the ends of a piece of the line: beyond, nothing was measured
  /// between.
  static constexpr double kLongestPiece = 2.2;

  void fitAxes();
  [[nodiscard]] static bool joined(const HalfLifeDot& before, const HalfLifeDot& after);
  [[nodiscard]] QRectF area() const;  ///< within the axes
  [[nodiscard]] double yOf(double loss) const;
  [[nodiscard]] std::optional<double> nearDot(double x) const;
  void moveCursor(double factor);
  void paintAxes(QPainter& painter) const;
  [[nodiscard]] std::vector<QRectF> obstacles() const;
  void paintFlat(QPainter& painter) const;
  void paintFlatWords(QPainter& painter) const;
  void paintLevels(QPainter& painter) const;
  void paintLine(QPainter& painter) const;
  void paintDots(QPainter& painter) const;
  void paintCursor(QPainter& painter) const;

  HalfLifePicture picture_;
  Range x_{1.0, 1000.0};
  Range y_{0.0, 1.0};
  std::optional<double> cursor_;
};

}  // namespace emascope::ui
