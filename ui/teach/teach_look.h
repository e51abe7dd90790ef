// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sizes of the workspace for a class: how large everything is drawn in a view of some size,
// where its parts go, and the style sheet for that.
#pragma once

#include <QColor>
#include <QFont>
#include <QSize>
#include <QString>

class QPainter;
class QPointF;
class QWidget;

namespace emascope::ui {

/// Pixels of a text in the smallest arrangement; texts grow with the view.
inline constexpr double kLessonText = 14.0;
inline constexpr double kSmallText = 12.0;  ///< of everything else that is written
inline constexpr double kLessonTitle = 20.0;

enum class TeachArrangement {
  kWide,    ///< lesson, chart with knob, two pictures one above the other
  kMedium,  ///< the pictures beside each other below the lesson
  kNarrow,  ///< the lesson above, chart and one picture below
};
[[nodiscard]] TeachArrangement arrangementOf(QSize view);

/// The factor on all sizes: 1.5 at 1440 x 900, 2 at 1920 x 1080, 1.25 at 1280 x 720.
/// 0.75 to 4, in quarters.
[[nodiscard]] double scaleOf(QSize view);

/// That of a lesson which has a window of this size for itself, below a run bar in the same scale.
[[nodiscard]] double scaleOfWindow(QSize window);

[[nodiscard]] int scaled(double pixels, double scale);
/// Text of this size in pixels of the screen, whatever the rest of the window is scaled to.
[[nodiscard]] QFont lessonFont(double pixels, double scale, QFont::Weight weight = QFont::Normal);

/// The style sheet of the workspace, upon that of the application.
[[nodiscard]] QString teachSheet(double scale);

/// The same for the run bar above a lesson.
[[nodiscard]] QString runBarSheet(double scale);

/// Sets teachSheet(), unless it is already set, since that takes milliseconds.
void setTeachSheet(QWidget* widget, double scale);

/// Draws one line of text from `at` (left end of its base line) with an outline in the card's
/// color, readable upon a curve.
void drawOutlined(QPainter& painter, const QPointF& at, const QString& text, const QFont& font,
                  const QColor& color);

}  // namespace emascope::ui
