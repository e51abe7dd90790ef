// SPDX-License-Identifier: GPL-3.0-or-later
//
// Places the picture of the task (task_view_card.h).
#include "ui/panels/panel.h"
#include "ui/panels/task_view_card.h"

namespace emascope::ui {

void registerPanelTaskView(PanelRegistry& registry) {
  registry["task_view"] = {.title = QT_TRANSLATE_NOOP("panels", "What each set of weights sees"),
                           .area = PanelEntry::Area::kWhole,
                           .order = 0,
                           .make = [](const PanelContext& context, QWidget* parent) -> QWidget* {
                             return new TaskViewCard(context, parent);
                           }};
}

}  // namespace emascope::ui
