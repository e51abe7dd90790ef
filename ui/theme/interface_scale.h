// SPDX-License-Identifier: GPL-3.0-or-later
//
// The scale of the interface, from 80 to 200 %. Fonts, style sheet and line widths are multiplied
// by it, and so are the sizes, margins and spacings that the program sets on its widgets: those set
// before a widget is shown for the first time are in pixels at 100 %. What is painted or set later
// calls scaled().
#pragma once

#include <QString>

class QApplication;
class QWidget;

namespace emascope::ui {

inline constexpr double kLeastScale = 0.8;
inline constexpr double kMostScale = 2.0;

/// The scale in force; 1 at first. [ui-thread], as all of this.
[[nodiscard]] double interfaceScale();

/// `pixels` at 100 % in the scale in force, rounded; at least 1 if it is positive.
[[nodiscard]] int scaled(int pixels);
[[nodiscard]] double scaled(double pixels);

/// Constants in pixels at 100 % that read as their value in the scale in force.
struct ScaledPixels {
  int at_100;
  operator int() const { return scaled(at_100); }  // NOLINT(google-explicit-constructor)
};
struct ScaledLength {
  double at_100;
  operator double() const { return scaled(at_100); }  // NOLINT(google-explicit-constructor)
};

/// Clamps to the range above and applies the scale to all widgets, also those made later. They
/// receive QEvent::StyleChange and paint with the new sizes. Not a number: 1.
void setInterfaceScale(QApplication& application, double scale);

/// Excludes a widget from scaling, because its sizes are computed from its font.
void setSizedByFont(QWidget* widget);

/// `sheet` with all its lengths in pixels scaled.
[[nodiscard]] QString scaledSheet(const QString& sheet);

}  // namespace emascope::ui
