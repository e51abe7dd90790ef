// SPDX-License-Identifier: GPL-3.0-or-later
//
// The menu of languages. The texts of the window are set when it is created, so a choice takes
// effect at the next start, as the menu's title says.
#pragma once

#include <functional>

#include <QString>

class QMenu;

namespace emascope::ui {

/// Adds "Language at the next start" to `view`: the system language and each available one. A
/// choice is saved, and reported by `say`.
void addLanguageMenu(QMenu& view, std::function<void(const QString& text)> say);

}  // namespace emascope::ui
