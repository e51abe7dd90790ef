// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/edit_sender.h"

#include "core/base/overloaded.h"
#include "core/rules/live_edit.h"
#include "ui/run/run_controller.h"
#include "ui/run/words.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace emascope::ui {
namespace {

/// The track as it is now, with the values in force.
TrackSpec presentSpec(const RunRecord& record, const std::string& label) {
  const int index = record.trackIndex(label);
  if (index < 0) return {.label = label};
  TrackSpec spec = record.tracks[static_cast<std::size_t>(index)];
  for (auto& [id, value] : spec.params) value = record.value(label, id);
  return spec;
}

/// The actions that take `action` back; none for an undone feedback.
std::vector<TrackAction> inverse(const TrackAction& action, const RunRecord& record) {
  namespace act = track_action;
  using Actions = std::vector<TrackAction>;
  const std::string main = record.alive > 0 ? record.tracks.front().label : std::string();
  return std::visit(
      Overloaded{[](const act::Add& add) { return Actions{act::Remove{add.track.label}}; },
                 [](const act::Fork& fork) { return Actions{act::Remove{fork.label}}; },
                 [&](const act::Remove& remove) {
                   Actions back = {act::Add{presentSpec(record, remove.label)}};
                   if (remove.label == main) back.emplace_back(act::Promote{main});
                   return back;
                 },
                 [&](const act::Promote&) { return Actions{act::Promote{main}}; },
                 [](const act::Rename& rename) {
                   return Actions{act::Rename{rename.to, rename.label}};
                 },
                 [](const act::FeedBack&) { return Actions{act::UndoFeedBack{}}; },
                 [](const act::UndoFeedBack&) { return Actions{}; }},
      action);
}

bool isFeedBack(const TrackAction& action) {
  return std::holds_alternative<track_action::FeedBack>(action);
}

}  // namespace

using std::chrono_literals::operator""ms;

EditSender::EditSender(RunController& controller, QObject* parent)
    : QObject(parent), controller_(controller) {
  pace_.setSingleShot(true);
  pace_.setInterval(100ms);
  connect(&pace_, &QTimer::timeout, this, &EditSender::flush);
  connect(&controller_, &RunController::applied, this, &EditSender::applied);
  connect(&controller_, &RunController::tracksChanged, this, &EditSender::acted);
  connect(&controller_, &RunController::rejected, this, &EditSender::rejected);
  connect(&controller_, &RunController::runStarted, this, [this] {
    waiting_.clear();
    asked_.clear();
    asked_actions_.clear();
    gestures_.clear();
    done_.clear();
    undone_.clear();
    Q_EMIT historyChanged();
  });
}

void EditSender::send(const std::string& track, const ParamValues& values, int gesture) {
  for (Edit& edit : waiting_) {
    if (edit.track != track) continue;
    for (const auto& [id, value] : values) edit.values[id] = value;
    edit.gesture = gesture;
    return;
  }
  waiting_.push_back({track, values, gesture, Origin::kUser});
  if (!pace_.isActive()) flush();
}

void EditSender::flush() {
  if (waiting_.empty()) return;
  const std::vector<Edit> ready = std::exchange(waiting_, {});
  for (const Edit& edit : ready) ask(edit);
  pace_.start();
}

void EditSender::ask(const Edit& edit) {
  const std::uint64_t request = controller_.setParams(edit.track, edit.values);
  if (request == 0) {
    Q_EMIT refused(edit.track, edit.values, tr("No run in progress. Start one first."));
    return;
  }
  asked_[request] = edit;
  gestures_[request] = edit.origin == Origin::kUser ? edit.gesture : nextGesture();
  Q_EMIT sent(edit.track, edit.values);
}

void EditSender::applied(const event::Applied& change) {
  const auto found = asked_.find(change.request);
  if (found == asked_.end()) return;
  remember(change, found->second);
  asked_.erase(found);
  Q_EMIT historyChanged();
}

void EditSender::remember(const event::Applied& change, const Edit& edit) {
  Change entry{.track = change.track,
               .old_values = change.old_values,
               .new_values = change.new_values,
               .gesture = edit.gesture};
  if (entry.new_values.erase(std::string(kReseed)) > 0) {
    entry.old_values.erase(std::string(kReseed));
    undone_.clear();
    if (!entry.new_values.empty()) done_.push_back(entry);
    done_.push_back({.track = change.track, .reset = true});
    return;
  }
  if (edit.origin == Origin::kUndo) {
    undone_.push_back({change.track, change.new_values, change.old_values, edit.gesture, {}, {}});
    return;
  }
  if (edit.origin == Origin::kUser) undone_.clear();
  if (!done_.empty() && edit.origin == Origin::kUser && done_.back().redo.empty() &&
      !done_.back().reset && done_.back().track == entry.track &&
      done_.back().gesture == entry.gesture) {
    for (const auto& [id, value] : entry.old_values) done_.back().old_values.try_emplace(id, value);
    for (const auto& [id, value] : entry.new_values) done_.back().new_values[id] = value;
    return;
  }
  done_.push_back(entry);
}

std::uint64_t EditSender::act(const TrackAction& action) { return actTogether({action}); }

std::uint64_t EditSender::actTogether(const std::vector<TrackAction>& actions) {
  flush();  // before the actions, which may remove or rename their tracks
  Change change;
  change.redo = actions;
  for (const TrackAction& action : actions) {
    change.undo.push_back(inverse(action, controller_.record()));
  }
  return askActions(change, Origin::kUser);
}

std::uint64_t EditSender::askActions(const Change& change, Origin origin) {
  Actions wanted = change.redo;
  if (origin == Origin::kUndo) {
    wanted.clear();
    for (auto back = change.undo.rbegin(); back != change.undo.rend(); ++back) {
      wanted.insert(wanted.end(), back->begin(), back->end());
    }
  }
  AskedActions asked{.change = change, .origin = origin};
  std::uint64_t last = 0;
  for (const TrackAction& action : wanted) {
    last = controller_.editTracks(action);
    if (last != 0) asked.open[last] = asked.number++;
  }
  if (!asked.open.empty()) asked_actions_.push_back(std::move(asked));
  return last;
}

void EditSender::acted(const event::TracksChanged& changed) {
  (void)answered(changed.request, false);
}

bool EditSender::answered(std::uint64_t request, bool refused) {
  const auto asked =
      std::find_if(asked_actions_.begin(), asked_actions_.end(),
                   [request](const AskedActions& each) { return each.open.contains(request); });
  if (asked == asked_actions_.end()) return false;
  const auto place = asked->open.extract(request);
  if (refused) asked->refused.push_back(place.mapped());
  if (!asked->open.empty()) return true;
  AskedActions all = std::move(*asked);
  asked_actions_.erase(asked);
  finish(std::move(all));
  return true;
}

void EditSender::finish(AskedActions asked) {
  Change& change = asked.change;
  if (asked.refused.size() == asked.number) return;
  if (asked.origin == Origin::kUndo) {
    undone_.push_back(change);
    note(change.redo, asked.origin);
    Q_EMIT historyChanged();
    return;
  }
  for (auto place = asked.refused.rbegin(); place != asked.refused.rend(); ++place) {
    change.redo.erase(change.redo.begin() + static_cast<std::ptrdiff_t>(*place));
    change.undo.erase(change.undo.begin() + static_cast<std::ptrdiff_t>(*place));
  }
  if (change.undo.front().empty()) {  // undoes the last feedback
    const auto last = std::find_if(done_.rbegin(), done_.rend(), [](const Change& earlier) {
      return !earlier.redo.empty() && isFeedBack(earlier.redo.front());
    });
    if (last != done_.rend()) done_.erase(std::next(last).base());
  } else {
    if (asked.origin == Origin::kUser) undone_.clear();
    done_.push_back(change);
    note(change.redo, asked.origin);
  }
  Q_EMIT historyChanged();
}

void EditSender::note(const Actions& actions, Origin origin) {
  const auto* removed = std::get_if<track_action::Remove>(&actions.front());
  if (!removed) return;
  const bool undone = origin == Origin::kUndo;
  const auto count = static_cast<qint64>(actions.size());
  if (count == 1) {
    const QString text =
        undone ? tr("%1 is back with its settings. Its average starts from the raw weights again.")
               : tr("%1 removed. Undo adds it again, with an average that starts from the raw "
                    "weights.");
    Q_EMIT noted(text.arg(shownLabel(removed->label)));
    return;
  }
  const QString text =
      undone ? tr("%1 tracks are back with their settings. Their averages start from the raw "
                  "weights again.")
             : tr("%1 tracks removed. Undo adds them again, with averages that start from the raw "
                  "weights.");
  Q_EMIT noted(text.arg(grouped(count)));
}

void EditSender::rejected(quint64 request, const QString& reason) {
  if (answered(request, true)) {
    Q_EMIT actionRefused(request, reason);
    return;
  }
  const auto found = asked_.find(request);
  if (found == asked_.end()) return;
  const Edit edit = found->second;
  asked_.erase(found);
  Q_EMIT refused(edit.track, edit.values, reason);
}

void EditSender::undo() {
  if (done_.empty()) return;
  const Change change = done_.back();
  done_.pop_back();
  if (change.reset) {
    const QString text =
        done_.empty() ? tr("The reset of %1 to raw cannot be undone.")
                      : tr("The reset of %1 to raw cannot be undone. Undo again to take back the "
                           "change before it.");
    Q_EMIT noted(text.arg(shownLabel(change.track)));
    Q_EMIT historyChanged();
    return;
  }
  if (!change.redo.empty()) {
    askActions(change, Origin::kUndo);
    Q_EMIT historyChanged();
    return;
  }
  ask({change.track, change.old_values, change.gesture, Origin::kUndo});
  Q_EMIT historyChanged();
}

void EditSender::redo() {
  if (undone_.empty()) return;
  const Change change = undone_.back();
  undone_.pop_back();
  if (!change.redo.empty()) {
    askActions(change, Origin::kRedo);
    Q_EMIT historyChanged();
    return;
  }
  ask({change.track, change.new_values, change.gesture, Origin::kRedo});
  Q_EMIT historyChanged();
}

}  // namespace emascope::ui
