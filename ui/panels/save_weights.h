// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks for a file name and has the engine write weights to it. Works while the run is going on,
// paused, and after its end. The status line shows what was written; a refusal is reported by
// PanelCommands::failed().
#pragma once

#include "ui/panels/panel.h"

#include <optional>
#include <string>

class QWidget;

namespace emascope {
struct RunRecord;
}

namespace emascope::ui {

/// The label of the average that had the lowest mean loss of five evaluations, among those that the
/// run has now; none before five.
[[nodiscard]] std::optional<std::string> bestAverage(const RunRecord& record);

/// `of`: "raw" or a track's label; `share`: (1 - share) raw + share track, for a label only. Opens
/// a dialog over `window` that is not modal.
void askAndSaveWeights(const PanelContext& context, const std::string& of, QWidget* window,
                       double share = 1.0);

}  // namespace emascope::ui
