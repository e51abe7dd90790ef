// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pages of the Help menu, shown in non-modal windows.
#pragma once

#include "core/protocol/events.h"

#include <vector>

#include <QString>

class QWidget;

namespace emascope::ui {

/// A row of the list of shortcuts: keys, separated by three spaces, and what each of them does.
struct KeyRow {
  const char* keys = "";
  const char* what = "";  ///< translated when shown
};
[[nodiscard]] const std::vector<KeyRow>& keyRows();

void helpPage(QWidget* window, const QString& title, const QString& html);
[[nodiscard]] QString keysText();
[[nodiscard]] QString aboutText(const RunFacts& facts);

}  // namespace emascope::ui
