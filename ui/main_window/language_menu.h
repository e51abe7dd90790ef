// SPDX-License-Identifier: GPL-3.0-or-later
//
// The menu of languages. The parts of the window take their words when they are made, so a choice
// comes into force at the next start, as the menu's title says.
#pragma once

#include <functional>

#include <QString>

class QMenu;

namespace emascope::ui {

/// Adds "Language at the next start" to `view`: that of the system and each that there is. A choice
/// is remembered, and `say` is told.
void addLanguageMenu(QMenu& view, std::function<void(const QString& text)> say);

}  // namespace emascope::ui
