// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the keyboard's focus goes once a control has done what it was asked for, so that the keys
// of the window (Space, [ and ]) work again without a click.
#pragma once

class QWidget;

namespace emascope::ui {

/// `home` is a child of `window` and lives as long.
void setFocusHome(QWidget* window, QWidget* home);

/// To the home of the window that `from` is in; nothing changes in a window without one.
void giveFocusBack(const QWidget* from);

}  // namespace emascope::ui
