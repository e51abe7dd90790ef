// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pages of the Help menu, in windows that stop nothing.
#pragma once

#include "core/protocol/events.h"

#include <vector>

#include <QString>

class QWidget;

namespace emascope::ui {

/// A line of the sheet of keys: keys, three blanks apart, and what each of them does.
struct KeyRow {
  const char* keys = "";
  const char* what = "";  ///< translated where it is shown
};
[[nodiscard]] const std::vector<KeyRow>& keyRows();

void helpPage(QWidget* window, const QString& title, const QString& html);
[[nodiscard]] QString keysText();
[[nodiscard]] QString aboutText(const RunFacts& facts);

}  // namespace emascope::ui
