// SPDX-License-Identifier: GPL-3.0-or-later
//
// Connects what the window asks of the bank of tracks: keys hide and show curves, actions on tracks
// bring their tab to the front; results (saved, undone, refused) are reported.
#pragma once

#include "ui/panels/panel.h"

#include <QLatin1String>

class QWidget;

namespace emascope::ui {

/// Topic of the messages about what a panel could not do. They go with the next success, or Esc.
inline constexpr QLatin1String kPanelTopic("panel");

class Actions;
class MessageBar;
class StatusLine;

/// The parts of the window that it connects; they outlive `window`'s children.
struct TrackWiring {
  PanelContext context;
  Actions* actions = nullptr;
  MessageBar* messages = nullptr;
  StatusLine* status = nullptr;
  QWidget* window = nullptr;
};
/// To be called before the panels are made: they obey the same commands once their tab is shown.
void connectTracks(const TrackWiring& parts);
/// Which curves the chart of the context's run shows, by the keys and the menu. A part of the
/// above.
void connectShown(const PanelContext& context, Actions& actions);
/// Keeps the selected track selected. To be called after the panels are made: the selection changes
/// when they know the new tracks.
void connectSelection(const PanelContext& context);

}  // namespace emascope::ui
