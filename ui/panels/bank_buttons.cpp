// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/bank_buttons.h"

#include "ui/controls/focus_home.h"
#include "ui/panels/panel_commands.h"
#include "ui/panels/table_export.h"
#include "ui/panels/track_menu.h"
#include "ui/run/edit_sender.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/selection.h"
#include "ui/run/sweep.h"
#include "ui/run/words.h"

#include <cmath>
#include <functional>

#include <QMenu>
#include <QPushButton>

namespace emascope::ui {
namespace {

QPushButton* makeButton(const QString& text, const char* name, QWidget* parent) {
  auto* button = new QPushButton(text, parent);
  button->setObjectName(QLatin1String(name));
  button->setFocusPolicy(Qt::TabFocus);
  button->setProperty("small", true);
  return button;
}

/// A menu below `button`, deleted when it closes.
QMenu* makeMenu(const char* name, QWidget* button) {
  auto* menu = new QMenu(button);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->setObjectName(QLatin1String(name));
  menu->setToolTipsVisible(true);
  return menu;
}

QAction* addEntry(QMenu* menu, const QString& text, const char* name, const QString& why_not,
                  const QString& tip, std::function<void()> act) {
  QAction* action = menu->addAction(text);
  action->setObjectName(QLatin1String(name));
  action->setEnabled(why_not.isEmpty());
  action->setToolTip(why_not.isEmpty() ? tip : why_not);
  QObject::connect(action, &QAction::triggered, menu, [menu, act = std::move(act)] {
    act();
    giveFocusBack(menu->parentWidget());
  });
  return action;
}

void popUp(QMenu* menu, const QPushButton* button) {
  menu->popup(button->mapToGlobal(QPoint(0, button->height())));
}

bool hasRun(const RunRecord& record) { return !record.facts.engine.empty(); }

/// Why the sweep's tracks cannot be in the run; empty if they can.
QString whyNoSweep(const RunController& controller) {
  if (controller.isStored()) return whyStored(controller);
  const RunRecord& record = controller.record();
  if (!hasRun(record)) return tr("There is no run.");
  const std::size_t missing = missingSweepTracks(record).size();
  if (missing == 0) return tr("The run has these tracks already.");
  if (record.alive + missing <= kMostTracks) return {};
  return tr("A run has at most %1 tracks; this one has %2. Remove some first.")
      .arg(kMostTracks)
      .arg(record.alive);
}

QString halfLivesText(const RunRecord& record) {
  QStringList texts;
  for (const double half_life : sweepHalfLives(record.config.steps)) {
    texts << grouped(std::llround(half_life));
  }
  return texts.join(QStringLiteral(", "));
}

void addSweep(const PanelContext& context) {
  std::vector<TrackAction> actions;
  for (const TrackSpec& track : missingSweepTracks(context.controller->record())) {
    actions.emplace_back(track_action::Add{track});
  }
  context.sender->actTogether(actions);
}

void openSweepMenu(const PanelContext& context, QPushButton* button) {
  const RunRecord& record = context.controller->record();
  const QString why = whyNoSweep(*context.controller);
  const QString rest = whyTracksRest(*context.controller);
  QMenu* menu = makeMenu("sweep_menu", button);
  // A section's title is not drawn by every style.
  QAction* about =
      menu->addAction(tr("Half-lives %1 steps, constant, debiased").arg(halfLivesText(record)));
  about->setEnabled(false);
  menu->addSeparator();
  QAction* restart =
      addEntry(menu, tr("Restart with them"), "sweep_restart", why,
               tr("From step 0 with the present settings, so that each average has seen the whole "
                  "run. Keeps "
                  "snapshots, from which averages between them are computed afterwards."),
               [context] {
                 RunController* controller = context.controller;
                 if (controller->restartWith(sweepConfig(controller->record())) != 0) return;
                 Q_EMIT context.commands->failed(tr("Not restarted"), tr("There is no engine."));
               });
  addEntry(menu, tr("Add them from here"), "sweep_here", !why.isEmpty() ? why : rest,
           tr("The run goes on; the new averages start from the present weights"),
           [context] { addSweep(context); });
  menu->setDefaultAction(restart);
  popUp(menu, button);
  menu->setActiveAction(restart);
}

void removeAllButMain(const PanelContext& context) {
  const RunRecord& record = context.controller->record();
  std::vector<TrackAction> actions;
  for (std::size_t track = 1; track < record.alive; ++track) {
    actions.emplace_back(track_action::Remove{record.tracks[track].label});
  }
  context.sender->actTogether(actions);
}

void openMoreMenu(const PanelContext& context, QPushButton* button) {
  const RunRecord& record = context.controller->record();
  const QString rest = whyTracksRest(*context.controller);
  QMenu* menu = makeMenu("more_menu", button);
  addEntry(menu, tr("Remove all but main"), "remove_others",
           !rest.isEmpty()    ? rest
           : record.alive > 1 ? QString()
                              : tr("There is no other track."),
           tr("Undo adds them again"), [context] { removeAllButMain(context); });
  addEntry(menu, tr("Export table…"), "export_table",
           hasRun(record) ? QString() : tr("There is no run."),
           tr("Writes the table as a CSV file"),
           [context, button] { askAndExportTable(context, button->window()); });
  popUp(menu, button);
}

}  // namespace

QPushButton* makeSweepButton(const PanelContext& context, QWidget* parent) {
  QPushButton* button = makeButton(tr("Sweep half-lives"), "sweep_half_lives", parent);
  const auto refresh = [context, button] {
    const QString why = whyStored(*context.controller);
    button->setEnabled(why.isEmpty());
    button->setToolTip(
        why.isEmpty() ? tr("Compare seven averages that differ only in their half-life, each about "
                           "three times the previous one")
                      : why);
  };
  QObject::connect(context.controller, &RunController::runStarted, button, refresh);
  refresh();
  QObject::connect(button, &QPushButton::clicked, button,
                   [context, button] { openSweepMenu(context, button); });
  return button;
}

QPushButton* makeMoreButton(const PanelContext& context, QWidget* parent) {
  QPushButton* button = makeButton(QStringLiteral("⋯"), "more_tracks", parent);
  button->setAccessibleName(tr("More about the table"));
  button->setToolTip(tr("Remove all but main, export the table"));
  QObject::connect(button, &QPushButton::clicked, button,
                   [context, button] { openMoreMenu(context, button); });
  return button;
}

}  // namespace emascope::ui
