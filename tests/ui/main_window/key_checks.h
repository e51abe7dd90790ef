// SPDX-License-Identifier: GPL-3.0-or-later
//
// What each key of the window does, as a check for a test to run.
#pragma once

#include "tests/ui/main_window/window_fixture.h"

#include <cstddef>
#include <functional>

#include <QString>

class QLineEdit;

namespace emascope::ui {

/// Presses the key in a window with a run; whether it did what the sheet of keys says.
using KeyCheck = std::function<bool(WindowFixture&)>;

/// The check of `key`, written as on the sheet; empty for a key without one.
[[nodiscard]] KeyCheck checkOfKey(const QString& key);

/// Presses a key where the focus is.
void press(WindowFixture& w, Qt::Key key, Qt::KeyboardModifiers modifiers = {});
/// Types into the field of β, and does not end the input.
QLineEdit* typeInto(WindowFixture& w, const QString& text);

/// How many commands T were sent.
template <typename T>
std::size_t asked(const WindowFixture& w) {
  return w.session.all<T>().size();
}

}  // namespace emascope::ui
