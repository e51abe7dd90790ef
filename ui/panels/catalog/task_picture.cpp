// SPDX-License-Identifier: GPL-3.0-or-later
//
// Places the picture of the task (task_picture_card.h).
#include "ui/panels/panel.h"
#include "ui/panels/task_picture_card.h"

namespace emascope::ui {

void registerPanelTaskPicture(PanelRegistry& registry) {
  registry["task_picture"] = {.title = QT_TRANSLATE_NOOP("panels", "What each set of weights sees"),
                              .area = PanelEntry::Area::kWhole,
                              .order = 0,
                              .make = [](const PanelContext& context, QWidget* parent) -> QWidget* {
                                return new TaskPictureCard(context, parent);
                              },
                              .short_title = QT_TRANSLATE_NOOP("panels", "Pictures")};
}

}  // namespace emascope::ui
