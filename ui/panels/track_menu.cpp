// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/track_menu.h"

#include "core/rules/live_edit.h"
#include "ui/panels/panel_commands.h"
#include "ui/panels/python_button.h"
#include "ui/panels/save_weights.h"
#include "ui/run/edit_sender.h"
#include "ui/run/free_label.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/selection.h"
#include "ui/run/shown_tracks.h"
#include "ui/run/words.h"

#include <cstdint>
#include <functional>
#include <optional>

#include <QMenu>

namespace emascope::ui {
namespace {

/// Adds entries to a menu; those that are not possible say why.
class Filler {
 public:
  explicit Filler(QMenu& menu) : menu_(menu) {}

  QAction* add(const char* name, const QString& text, const QString& why_not, const QString& tip,
               std::function<void()> act) {
    QAction* action = menu_.addAction(text);
    action->setObjectName(QStringLiteral("track_") + QLatin1String(name));
    action->setEnabled(why_not.isEmpty());
    action->setToolTip(why_not.isEmpty() ? tip : why_not);
    QObject::connect(action, &QAction::triggered, &menu_, std::move(act));
    return action;
  }

 private:
  QMenu& menu_;
};

QString whyNotSaved(const RunController& controller) {
  if (controller.isStored()) return whyStored(controller);
  if (controller.accepts(command::Save{})) return {};
  return controller.state() == RunState::kFailed
             ? tr("The run has failed; the engine no longer has its weights.")
             : tr("There is no run.");
}

/// Steps taken before the last feedback that was asked for. None if there was none, if it is
/// undone, or if a rule feeds back too: then only the engine knows which one was the last.
std::optional<std::int64_t> beforeFeedback(const RunRecord& record) {
  std::optional<std::int64_t> before;
  std::int64_t asked = 0;
  for (const TrackChange& one : record.track_changes) {
    if (std::holds_alternative<track_action::UndoFeedBack>(one.change.action)) before.reset();
    if (!std::holds_alternative<track_action::FeedBack>(one.change.action)) continue;
    before = one.change.step - 1;
    ++asked;
  }
  const bool by_rule = !record.points.empty() && record.points.back().feedbacks > asked;
  return by_rule ? std::nullopt : before;
}

/// Entries for the averages of a run.
void addEdits(Filler& menu, const PanelContext& context, const std::string& label) {
  const QString why = whyTracksRest(*context.controller);
  EditSender* sender = context.sender;
  QAction* rename = menu.add("rename", tr("Rename"), why, {}, [context, label] {
    Q_EMIT context.commands->renameWanted(QString::fromStdString(label));
  });
  rename->setShortcut(QKeySequence(Qt::Key_F2));
  menu.add("reset", tr("Reset to raw"), why,
           tr("Copies the raw weights into this average. It cannot be undone."), [sender, label] {
             sender->send(label, {{std::string(kReseed), 1.0}}, 0);
           });
  menu.add("feedback", tr("Feedback: write it into the raw weights"), why,
           tr("Training continues from the average. It can be undone."), [sender, label] {
             sender->act(track_action::FeedBack{label, 0.0});
           });
  const RunRecord& record = context.controller->record();
  const bool any = !record.points.empty() && record.points.back().feedbacks > 0;
  const auto before = beforeFeedback(record);
  const bool asked = before.has_value();
  menu.add("undo_feedback",
           before ? tr("Undo the last feedback (raw weights of step %1)").arg(grouped(*before))
                  : tr("Undo the last feedback"),
           !why.isEmpty() ? why
           : any || asked ? QString()
                          : tr("No average was written into the raw weights."),
           tr("Restores the raw weights from before the feedback. Training since then is lost; the "
              "averages are not changed."),
           [sender] { sender->act(track_action::UndoFeedBack{}); });
}

}  // namespace

QString whyStored(const RunController& controller) {
  return controller.isStored() ? tr("This is a stored run, which cannot be changed.") : QString();
}

QString whyTracksRest(const RunController& controller) {
  if (controller.isStored()) return whyStored(controller);
  if (controller.accepts(command::EditTracks{})) return {};
  return controller.state() == RunState::kIdle
             ? tr("There is no run.")
             : tr("The run has ended. Restart it to change its tracks.");
}

void forkTrack(const PanelContext& context, const std::string& label) {
  context.sender->act(track_action::Fork{label, freeLabel(label, context.controller->record())});
}

void removeTrack(const PanelContext& context, const std::string& label) {
  const QString why = whyTracksRest(*context.controller);
  if (why.isEmpty()) {
    context.sender->act(track_action::Remove{label});
  } else {
    Q_EMIT context.commands->failed(tr("Nothing was removed"), why);
  }
}

QMenu* makeTrackMenu(const PanelContext& context, const std::string& label, QWidget* parent) {
  auto* menu = new QMenu(parent);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->setObjectName(QStringLiteral("track_menu"));
  fillTrackMenu(*menu, context, label, parent != nullptr ? parent->window() : nullptr);
  return menu;
}

void fillTrackMenu(QMenu& menu, const PanelContext& context, const std::string& label,
                   QWidget* window) {
  menu.setToolTipsVisible(true);
  Filler fill(menu);
  const RunRecord& record = context.controller->record();
  const int index = record.trackIndex(label);
  const bool average = index >= 0;
  const QString why = whyTracksRest(*context.controller);
  if (average) {
    const auto track = static_cast<std::size_t>(index);
    fill.add("select", tr("Select"), {}, {},
             [context, track] { context.selection->setTrack(track); });
    fill.add("promote", tr("Promote to main"), index == 0 ? tr("It is the main track.") : why,
             tr("Makes it the first track, which the verdict is about"),
             [context, label] { context.sender->act(track_action::Promote{label}); });
    fill.add("fork", tr("Fork"), why, tr("Adds a copy with the same rule, age and average"),
             [context, label] { forkTrack(context, label); });
    menu.addSeparator();
  }
  const bool shown = context.shown->shows(label);
  fill.add("hide", shown ? tr("Hide") : tr("Show"), {}, tr("In the chart only"),
           [context, label] { context.shown->toggle(label); });
  const bool alone = context.shown->isOnlyOne(label, record);
  fill.add("solo", alone ? tr("Show all") : tr("Show only this"), {}, tr("In the chart only"),
           [context, label] { context.shown->showOnly(label, context.controller->record()); });
  menu.addSeparator();
  if (average) {
    addEdits(fill, context, label);
    menu.addSeparator();
    const auto track = static_cast<std::size_t>(index);
    fill.add("python", tr("Copy as Python"), whyNoPython(record, track), {}, [context, track] {
      context.selection->setTrack(track);
      Q_EMIT context.commands->pythonWanted();
    });
  }
  fill.add("save", tr("Save weights…"), whyNotSaved(*context.controller),
           tr("Writes a file on the engine's machine"),
           [context, label, window] { askAndSaveWeights(context, label, window); });
  if (!average) return;
  menu.addSeparator();
  QAction* remove =
      fill.add("remove", tr("Remove"), why, {}, [context, label] { removeTrack(context, label); });
  remove->setShortcut(QKeySequence(Qt::Key_Delete));
}

}  // namespace emascope::ui
