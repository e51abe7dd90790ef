// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/track_wiring.h"

#include "core/protocol/spec/weight_reports.h"
#include "ui/controls/message_bar.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/status_line.h"
#include "ui/main_window/tune_view.h"
#include "ui/panels/add_track_form.h"
#include "ui/panels/panel_commands.h"
#include "ui/run/edit_sender.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"
#include "ui/run/shown_tracks.h"
#include "ui/run/words.h"

#include <algorithm>

#include <QAction>

namespace emascope::ui {
namespace {

void connectNews(const TrackWiring& parts) {
  EditSender* sender = parts.context.sender;
  QObject::connect(
      parts.context.controller, &RunController::saved, parts.status,
      [parts](const event::Saved& file) {
        parts.messages->settle(kPanelTopic);
        parts.status->say(
            QCoreApplication::translate("MainWindow", "Written: %1 · %2 after step %3 · %4 bytes")
                .arg(QString::fromStdString(file.spec.path),
                     shownLabel(mixText(file.spec.of, file.spec.share)), grouped(file.step),
                     grouped(file.bytes)));
      });
  QObject::connect(sender, &EditSender::noted, parts.status, &StatusLine::say);
  QObject::connect(sender, &EditSender::actionRefused, parts.messages,
                   [parts](quint64 request, const QString& reason) {
                     const auto* form = parts.window->findChild<AddTrackForm*>();
                     if (form && form->asked(request)) return;  // it shows the refusal itself
                     parts.messages->tell(
                         kPanelTopic, {.text = QCoreApplication::translate("MainWindow", "Refused"),
                                       .details = reason});
                   });
}

}  // namespace

void connectShown(const PanelContext& context, Actions& actions) {
  RunController* controller = context.controller;
  ShownTracks* shown = context.shown;
  QObject::connect(actions.show_all, &QAction::triggered, shown, [controller, shown, &actions] {
    if (actions.views(*controller)) shown->showAll();
  });
  QObject::connect(&actions, &Actions::curveToggled, shown,
                   [controller, shown, &actions](int number) {
                     if (!actions.views(*controller)) return;
                     const RunRecord& record = controller->record();
                     const auto track = static_cast<std::size_t>(number) - 1;
                     if (number == 0) {
                       shown->toggle(kRawLabel);
                     } else if (track < record.alive) {
                       shown->toggle(record.tracks[track].label);
                     }
                   });
  QObject::connect(controller, &RunController::runStarted, shown,
                   [controller, shown] { shown->forgetOthers(controller->record()); });
  QObject::connect(controller, &RunController::tracksChanged, shown,
                   [shown](const event::TracksChanged& change) { shown->follow(change.action); });
}

void connectTracks(const TrackWiring& parts) {
  const auto show_tab = [window = parts.window] {
    if (auto* view = window->findChild<TuneView*>()) view->showTracks();
  };
  QObject::connect(parts.context.commands, &PanelCommands::addTrackWanted, parts.window, show_tab);
  QObject::connect(parts.context.commands, &PanelCommands::renameWanted, parts.window, show_tab);
  connectShown(parts.context, *parts.actions);
  connectNews(parts);
}

void connectSelection(const PanelContext& context) {
  RunController* controller = context.controller;
  Selection* selection = context.selection;
  QObject::connect(controller, &RunController::runStarted, selection, [controller, selection] {
    selection->verdicts().forget();
    const std::size_t tracks = controller->record().config.tracks.size();
    if (selection->track() >= std::max<std::size_t>(1, tracks)) selection->setTrack(0);
  });
  QObject::connect(controller, &RunController::tracksChanged, selection,
                   [controller, selection](const event::TracksChanged& change,
                                           const std::vector<std::string>& before) {
                     selection->follow(controller->record(), change.action, before);
                   });
}

}  // namespace emascope::ui
