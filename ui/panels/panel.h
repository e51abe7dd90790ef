// SPDX-License-Identifier: GPL-3.0-or-later
//
// The cards and tables of the window. Each is one file in catalog/ that defines
// `void registerPanel<Name>(PanelRegistry&)`; the window places it by area and order and knows no
// more of it.
#pragma once

#include <map>
#include <string>

#include <QCoreApplication>
#include <QString>

class QWidget;

namespace emascope::ui {

class EditSender;
class RunController;
class Selection;

/// What a panel may talk to; all of it outlives the panel.
struct PanelContext {
  RunController* controller = nullptr;
  EditSender* sender = nullptr;
  Selection* selection = nullptr;
};

struct PanelEntry {
  enum class Area {
    kSide,   ///< in the column of cards, which scrolls
    kWhole,  ///< under it, always shown whole; one panel
    kTable,
  };
  const char* title = "";  ///< translated where it is shown
  Area area = Area::kTable;
  int order = 0;
  QWidget* (*make)(const PanelContext& context, QWidget* parent) = nullptr;
};

/// By file name.
using PanelRegistry = std::map<std::string, PanelEntry, std::less<>>;
[[nodiscard]] const PanelRegistry& panels();

}  // namespace emascope::ui
