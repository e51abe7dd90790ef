// SPDX-License-Identifier: GPL-3.0-or-later
//
// The widget that gets the keyboard focus after a control has finished an edit, so that the
// shortcuts of the window (Space, [ and ]) work again without a click.
#pragma once

class QWidget;

namespace emascope::ui {

/// @pre `home` is a child of `window` and lives as long
void setFocusHome(QWidget* window, QWidget* home);

/// Moves the focus to the home of the window that contains `from`; does nothing without a home.
void giveFocusBack(const QWidget* from);

}  // namespace emascope::ui
