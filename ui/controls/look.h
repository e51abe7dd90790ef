// SPDX-License-Identifier: GPL-3.0-or-later
//
// Looks that the style sheet has by a property of the widget: "bad", "typed", "idle".
#pragma once

class QWidget;

namespace emascope::ui {

void setLook(QWidget* widget, const char* property, bool on);

}  // namespace emascope::ui
