// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/edit_sender.h"

#include "core/rules/live_edit.h"
#include "ui/run/run_controller.h"

#include <chrono>

namespace emascope::ui {

using std::chrono_literals::operator""ms;

EditSender::EditSender(RunController& controller, QObject* parent)
    : QObject(parent), controller_(controller) {
  pace_.setSingleShot(true);
  pace_.setInterval(100ms);
  connect(&pace_, &QTimer::timeout, this, &EditSender::flush);
  connect(&controller_, &RunController::applied, this, &EditSender::applied);
  connect(&controller_, &RunController::rejected, this, &EditSender::rejected);
  connect(&controller_, &RunController::runStarted, this, [this] {
    waiting_.clear();
    asked_.clear();
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
  if (change.new_values.contains(kReseed)) return;  // cannot be undone
  const Change entry{change.track, change.old_values, change.new_values, edit.gesture};
  if (edit.origin == Origin::kUndo) {
    undone_.push_back({change.track, change.new_values, change.old_values, edit.gesture});
    return;
  }
  if (edit.origin == Origin::kUser) undone_.clear();
  if (!done_.empty() && edit.origin == Origin::kUser && done_.back().track == entry.track &&
      done_.back().gesture == entry.gesture) {
    for (const auto& [id, value] : entry.old_values) done_.back().old_values.try_emplace(id, value);
    for (const auto& [id, value] : entry.new_values) done_.back().new_values[id] = value;
    return;
  }
  done_.push_back(entry);
}

void EditSender::rejected(quint64 request, const QString& reason) {
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
  ask({change.track, change.old_values, change.gesture, Origin::kUndo});
  Q_EMIT historyChanged();
}

void EditSender::redo() {
  if (undone_.empty()) return;
  const Change change = undone_.back();
  undone_.pop_back();
  ask({change.track, change.new_values, change.gesture, Origin::kRedo});
  Q_EMIT historyChanged();
}

}  // namespace emascope::ui
