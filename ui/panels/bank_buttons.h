// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two buttons beside the table of tracks, each with a menu: a sweep of half-lives, and what
// concerns the whole table. An entry that is not possible now is gray, with the reason as its tool
// tip.
#pragma once

#include "ui/panels/panel.h"

class QPushButton;
class QWidget;

namespace emascope::ui {

/// "Sweep half-lives": restart with seven more tracks, or add them now.
[[nodiscard]] QPushButton* makeSweepButton(const PanelContext& context, QWidget* parent);
/// "⋯": remove all but main, export the table.
[[nodiscard]] QPushButton* makeMoreButton(const PanelContext& context, QWidget* parent);

}  // namespace emascope::ui
