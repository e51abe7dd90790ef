// SPDX-License-Identifier: GPL-3.0-or-later
//
// Places the card "Loss against half-life" (half_life_card.h).
#include "ui/panels/half_life_card.h"
#include "ui/panels/panel.h"

namespace emascope::ui {

void registerPanelHalfLife(PanelRegistry& registry) {
  registry["half_life"] = {.title = QT_TRANSLATE_NOOP("panels", "Half-life"),
                           .area = PanelEntry::Area::kSide,
                           .order = 1,
                           .make = [](const PanelContext& context, QWidget* parent) -> QWidget* {
                             return new HalfLifeCard(context, parent);
                           },
                           .grows = true};
}

}  // namespace emascope::ui
