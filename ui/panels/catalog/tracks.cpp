// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tab of the tracks: the table, above it the row for a new track, and the buttons beside the
// tab.
#include "ui/panels/add_track_form.h"
#include "ui/panels/bank_buttons.h"
#include "ui/panels/panel.h"
#include "ui/panels/panel_commands.h"
#include "ui/panels/track_menu.h"
#include "ui/panels/tracks_table.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/selection.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

QWidget* makePanel(const PanelContext& context, QWidget* parent) {
  auto* panel = new QWidget(parent);
  auto* table = new TracksTable(context, panel);
  auto* column = new QVBoxLayout(panel);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  auto* form = new AddTrackForm(context, panel);
  // F2 and Delete are then about the new row.
  QObject::connect(form, &AddTrackForm::added, table,
                   [table] { table->setFocus(Qt::OtherFocusReason); });
  column->addWidget(form);
  column->addWidget(table, 1);
  panel->setObjectName(QStringLiteral("tracks_panel"));
  panel->setFocusProxy(table);
  return panel;
}

QWidget* makeButtons(const PanelContext& context, QWidget* parent) {
  auto* buttons = new QWidget(parent);
  auto* add = new QPushButton(tr("+ Add track"), buttons);
  auto* fork = new QPushButton(tr("Fork"), buttons);
  add->setObjectName(QStringLiteral("add_track"));
  fork->setObjectName(QStringLiteral("fork_track"));
  auto* row = new QHBoxLayout(buttons);
  row->setContentsMargins(0, 0, 4, 3);
  row->setSpacing(8);
  for (QPushButton* button : {add, fork}) {
    button->setFocusPolicy(Qt::TabFocus);
    button->setProperty("small", true);
  }
  for (QPushButton* button :
       {add, makeSweepButton(context, buttons), fork, makeMoreButton(context, buttons)}) {
    row->addWidget(button);
  }
  QObject::connect(add, &QPushButton::clicked, context.commands, &PanelCommands::addTrackWanted);
  QObject::connect(fork, &QPushButton::clicked, buttons, [context] {
    const RunRecord& record = context.controller->record();
    const std::size_t track = context.selection->track();
    if (track < record.alive) forkTrack(context, record.tracks[track].label);
  });
  const auto refresh = [context, add, fork] {
    const QString why = whyTracksRest(*context.controller);
    const bool any = context.selection->track() < context.controller->record().alive;
    add->setEnabled(why.isEmpty());
    add->setToolTip(why.isEmpty() ? tr("Adds an average that starts from the present weights")
                                  : why);
    fork->setEnabled(why.isEmpty() && any);
    fork->setToolTip(!why.isEmpty() ? why
                     : any ? tr("Adds a copy of the selected track with its age and average")
                           : tr("There is no track to copy."));
  };
  for (const auto signal :
       {&RunController::stateChanged, &RunController::catalogArrived, &RunController::delivered}) {
    QObject::connect(context.controller, signal, buttons, refresh);
  }
  refresh();
  return buttons;
}

}  // namespace

void registerPanelTracks(PanelRegistry& registry) {
  registry["tracks"] = {.title = QT_TRANSLATE_NOOP("panels", "Tracks"),
                        .area = PanelEntry::Area::kTable,
                        .order = 0,
                        .make = makePanel,
                        .make_buttons = makeButtons};
}

}  // namespace emascope::ui
