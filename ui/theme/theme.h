// SPDX-License-Identifier: GPL-3.0-or-later
//
// The colors, fonts and style sheet of the window. Palette, widgets and plots take them from here;
// no other file defines a color.
#pragma once

#include <array>
#include <functional>

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QString>

class QApplication;

namespace emascope::ui {

struct Theme {
  bool dark = false;
  QColor window, card, border, chip;
  QColor text, secondary, grid;
  QColor raw, ema, accent, better, worse;
  QColor last_run;                ///< the main track of the last run: its color at 34 % on the card
  std::array<QColor, 8> tracks;   ///< further tracks by number from 1 on, repeating
  std::array<QColor, 2> classes;  ///< in task pictures with two classes
  /// Variants for text, with a contrast of at least 4.5:1 on window and card.
  QColor raw_text, ema_text, accent_text, better_text, worse_text, on_accent;
  std::array<QColor, 8> track_texts;

  /// Curve and text color of the line with that number, see track_looks.h (0 = main).
  [[nodiscard]] QColor trackColor(std::size_t number) const;
  [[nodiscard]] QColor trackText(std::size_t number) const;
};

enum class ThemeChoice { kSystem, kLight, kDark };

/// Loads the embedded fonts and sets palette, style and style sheet of the application. May be
/// called again at any time; widgets then receive QEvent::PaletteChange and read theme() again.
void applyTheme(QApplication& application, ThemeChoice choice);

/// Whether the desktop is dark, as it is now: by QStyleHints::colorScheme() from Qt 6.5 on, else by
/// the desktop's palette. [ui-thread]
[[nodiscard]] bool desktopIsDark();
/// Answers in the desktop's place, for tests; empty: the desktop again.
void setDesktopReader(std::function<bool()> dark);
/// Whether the functions above are changing the palette of the application. Outside of them, a
/// QEvent::ApplicationPaletteChange that the application itself receives comes from the desktop;
/// windows receive it later.
[[nodiscard]] bool settingPalette();

/// The theme in force.
[[nodiscard]] const Theme& theme();

/// `pixels` at 100 % of the interface's scale, see interface_scale.h.
[[nodiscard]] QFont textFont(int pixels, QFont::Weight weight = QFont::Normal);  ///< Inter
[[nodiscard]] QFont numberFont(int pixels);                                      ///< JetBrains Mono
/// An embedded Breeze icon in the theme's text color (or `color`), e.g. "media-playback-start".
[[nodiscard]] QIcon icon(const QString& name, const QColor& color = {});

}  // namespace emascope::ui
