// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sets a dynamic property that the style sheet uses: "bad", "typed" or "idle".
#pragma once

class QWidget;

namespace emascope::ui {

void setLook(QWidget* widget, const char* property, bool on);

}  // namespace emascope::ui
