// SPDX-License-Identifier: GPL-3.0-or-later
//
// Places the names of lines beside their ends, without overlap. Overlapping lines share one label
// that says so, because separate labels would point to lines that cannot be seen.
#pragma once

#include <vector>

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QString>
#include <QStringList>

class QPainter;

namespace emascope::ui {

/// The end of a line, in pixels.
struct LineEnd {
  QString name = {};
  QColor color = {};
  double x = 0.0;
  std::vector<double> heights = {};  ///< of its last points, the last one at the end
};

struct LineLabel {
  QStringList rows = {};  ///< at most the width of the room
  QColor color = {};
  std::vector<std::size_t> lines = {};  ///< indices of those that it names, or counts
  QRectF place = {};
  double wanted = 0.0;  ///< height of the line's end
};

/// Lines are one for the eye within this distance in pixels.
inline constexpr double kTogether = 7.0;
/// Of more lines that are one, only the first have their names in the label.
inline constexpr std::size_t kMostNamed = 5;

/// Broken into rows of at most `width` pixels: at blanks, anywhere in Chinese, and within a word
/// that is wider itself. A row has at least one letter.
[[nodiscard]] QStringList brokenText(const QString& text, const QFont& font, double width);

/// Groups of ends that lie together over all of their heights, by index. The first of each group
/// comes first in `ends`.
[[nodiscard]] std::vector<std::vector<std::size_t>> together(const std::vector<LineEnd>& ends);

/// Labels right of the ends, at most `room` pixels wide and within `area`, which they leave to the
/// right only. Of more names than there is room for, main's, raw's and the first ones stay, and the
/// last label says how many others there are; where there is room for none, there are no labels.
[[nodiscard]] std::vector<LineLabel> placeLabels(const std::vector<LineEnd>& ends,
                                                 const QRectF& area, double room,
                                                 const QFont& font);

void paintLabels(QPainter& painter, const std::vector<LineLabel>& labels, const QFont& font);

}  // namespace emascope::ui
