// SPDX-License-Identifier: GPL-3.0-or-later
//
// Places the card of the selected track (track_card.h).
#include "ui/panels/panel.h"
#include "ui/panels/track_card.h"

namespace emascope::ui {

void registerPanelEma(PanelRegistry& registry) {
  registry["ema"] = {.title = QT_TRANSLATE_NOOP("panels", "EMA"),
                     .area = PanelEntry::Area::kSide,
                     .order = 0,
                     .make = [](const PanelContext& context, QWidget* parent) -> QWidget* {
                       return new TrackCard(context, parent);
                     }};
}

}  // namespace emascope::ui
