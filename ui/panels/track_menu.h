// SPDX-License-Identifier: GPL-3.0-or-later
//
// The menu of a track, for the table and the legend: what can be done to it. An action that is not
// possible now is gray, with the reason as its tool tip.
#pragma once

#include "ui/panels/panel.h"

#include <string>

class QMenu;
class QWidget;

namespace emascope::ui {

/// Of the track with that label, or of "raw". Its actions are called "track_select", … Deleted when
/// it closes.
[[nodiscard]] QMenu* makeTrackMenu(const PanelContext& context, const std::string& label,
                                   QWidget* parent);
/// Fills an empty menu with the same actions. `window` gets the dialogs that they open.
void fillTrackMenu(QMenu& menu, const PanelContext& context, const std::string& label,
                   QWidget* window);

/// Why the run cannot be changed, restarted or saved, if it is a stored one; else empty.
[[nodiscard]] QString whyStored(const RunController& controller);
/// Why tracks cannot be edited now; empty if they can.
[[nodiscard]] QString whyTracksRest(const RunController& controller);

/// Requests a copy of a track under a free label.
void forkTrack(const PanelContext& context, const std::string& label);
/// Requests that a track be removed, or reports why that is not possible.
void removeTrack(const PanelContext& context, const std::string& label);

}  // namespace emascope::ui
