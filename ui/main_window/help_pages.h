// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pages of the Help menu, in windows that stop nothing.
#pragma once

#include "core/protocol/events.h"

#include <QString>

class QWidget;

namespace emascope::ui {

void helpPage(QWidget* window, const QString& title, const QString& html);
[[nodiscard]] QString keysText();
[[nodiscard]] QString aboutText(const RunFacts& facts);

}  // namespace emascope::ui
