// SPDX-License-Identifier: GPL-3.0-or-later
//
// The short pages of the Help menu, shown in non-modal windows. help_browser.h shows the manual.
#pragma once

#include "core/protocol/events.h"

#include <vector>

#include <QString>
#include <QStringList>

class QWidget;

namespace emascope::ui {

/// A row of the list of shortcuts: the keys and what each of them does.
struct KeyRow {
  QStringList keys = {};
  QString what = {};
};
/// The table under "Keys" in docs/window.md.
[[nodiscard]] std::vector<KeyRow> keyRows();

/// `width` of the text in pixels at 100 %. What is higher than the screen scrolls.
void helpPage(QWidget* window, const QString& title, const QString& html, int width);
/// The rows as a table in two columns.
[[nodiscard]] QString keysText();
[[nodiscard]] QString aboutText(const RunFacts& facts);

}  // namespace emascope::ui
