// SPDX-License-Identifier: GPL-3.0-or-later
//
// The registry of cards and tables of the window. Each panel is one file in catalog/ that defines
// `void registerPanel<Name>(PanelRegistry&)`; the window only uses its area and order.
#pragma once

#include <map>
#include <string>

#include <QCoreApplication>
#include <QString>

class QWidget;

namespace emascope::ui {

class EditSender;
class PanelCommands;
class RunController;
class Selection;
class ShownTracks;

/// The objects that a panel may use; they outlive the panel.
struct PanelContext {
  RunController* controller = nullptr;
  EditSender* sender = nullptr;
  Selection* selection = nullptr;
  PanelCommands* commands = nullptr;
  ShownTracks* shown = nullptr;
};

struct PanelEntry {
  enum class Area {
    kSide,   ///< a card beside the plot; without room for it, a tab
    kWhole,  ///< the same, after those of kSide
    kTable,  ///< a tab below the plot
  };
  const char* title = "";  ///< translated when shown
  Area area = Area::kTable;
  int order = 0;
  QWidget* (*make)(const PanelContext& context, QWidget* parent) = nullptr;
  /// Of a table: the buttons beside its tab, shown with it; may be null.
  QWidget* (*make_buttons)(const PanelContext& context, QWidget* parent) = nullptr;
  const char* short_title = "";  ///< of a tab, if `title` is too long for one; translated, too
  bool grows = false;            ///< of a card: has a plot, which uses any height
};

/// Panels by file name.
using PanelRegistry = std::map<std::string, PanelEntry, std::less<>>;
[[nodiscard]] const PanelRegistry& panels();

}  // namespace emascope::ui
