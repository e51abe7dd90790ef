// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/chart_menu.h"

#include "ui/main_window/actions.h"
#include "ui/main_window/remark_editor.h"
#include "ui/panels/track_menu.h"
#include "ui/run/epochs.h"
#include "ui/run/restart_config.h"
#include "ui/run/run_controller.h"
#include "ui/run/words.h"

#include <algorithm>
#include <functional>
#include <utility>

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QSettings>

namespace emascope::ui {
namespace {

constexpr QLatin1String kSetting("x_axis");

QString whyNoResume(const Actions& actions) {
  return actions.continue_run->isEnabled() ? QString() : actions.continue_run->toolTip();
}

/// Why there is no going back to this checkpoint now; empty if there is.
QString whyNoWayBack(const RunController& controller, const Actions& actions,
                     const event::CheckpointWritten& checkpoint) {
  const QString why = whyNoResume(actions);
  if (!why.isEmpty() || !controller.isStored()) return why;
  if (controller.state() == RunState::kPaused) {
    return ChartMenu::tr("Another program continues this run.");
  }
  if (!checkpoint.path.empty()) return {};
  return ChartMenu::tr(
      "The engine cannot read this checkpoint: its file was removed or is on another machine.");
}

/// Why its checkpoints cannot be pinned now; empty if they can.
QString whyNotPinned(const RunController& controller, const Actions& actions) {
  if (controller.isStored()) return whyStored(controller);
  const QString why = whyNoResume(actions);
  if (!why.isEmpty() || controller.accepts(command::PinCheckpoint{})) return why;
  return ChartMenu::tr("The engine no longer has this run.");
}

}  // namespace

ChartMenu::ChartMenu(RunController& controller, Actions& actions, LossPlot& plot)
    : QObject(&plot),
      controller_(controller),
      actions_(actions),
      plot_(plot),
      editor_(new RemarkEditor(&plot)) {
  connect(&plot_, &LossPlot::menuWanted, this, &ChartMenu::popUp);
  connect(&controller_, &RunController::runReplaced, this, [this] {
    former_.clear();
    for (const ChartNote& note : controller_.record().notes) former_.insert(note.id);
  });
  connect(&controller_, &RunController::runStarted, this, &ChartMenu::renew);
  // Its first state follows what it says of the run that it goes on from.
  connect(&controller_, &RunController::stateChanged, this, [this] {
    if (std::exchange(carries_, false)) carryOver();
  });
  connect(editor_, &RemarkEditor::noteWritten, this,
          [this](const StepNote& note) { write(remarks().notes, note); });
  connect(editor_, &RemarkEditor::lineWritten, this,
          [this](const ReferenceLine& line) { write(remarks().lines, line); });
  connect(actions_.x_axes, &QActionGroup::triggered, this, [this](const QAction* action) {
    if (actions_.views(controller_)) chooseAxis(static_cast<XQuantity>(action->data().toInt()));
  });
  connect(&actions_, &Actions::viewedChanged, this, &ChartMenu::showAxis);
  const int last = static_cast<int>(XQuantity::kTime);
  plot_.setXQuantity(
      static_cast<XQuantity>(std::clamp(QSettings().value(kSetting, 0).toInt(), 0, last)));
  renew();
}

Remarks& ChartMenu::remarks() { return book_.of(problem_); }

template <typename Item>
void ChartMenu::write(std::vector<Item>& items, Item item) {
  if (item.id == 0) item.id = newRemarkId();
  const auto known = std::ranges::find(items, item.id, &Item::id);
  if (known == items.end()) {
    items.push_back(item);
  } else {
    *known = item;
  }
  controller_.setNote(asChartNote(item));
  plot_.setRemarks(remarks());
}

template <typename Item>
void ChartMenu::remove(std::vector<Item>& items, std::size_t index) {
  if (index >= items.size()) return;
  controller_.removeNote(items[index].id);
  items.erase(items.begin() + static_cast<std::ptrdiff_t>(index));
  plot_.setRemarks(remarks());
}

void ChartMenu::carryOver() {
  const RunRecord& record = controller_.record();
  Remarks& shown = remarks();
  // A run that goes on elsewhere leaves the later notes to the run before, which has kept them.
  const std::int64_t from = record.step;
  if (from > 0 && !controller_.isReviving()) {
    std::erase_if(shown.notes, [&](const StepNote& note) {
      return note.step > from && former_.contains(note.id);
    });
  }
  for (const ChartNote& note : record.notes) addMissing(shown, note);
  for (const ChartNote& note : controller_.takeBequeathedNotes()) {
    if (note.step <= from) addMissing(shown, note);
  }
  for (const ChartNote& note : asChartNotes(shown)) {
    const ChartNote* kept = findNote(record.notes, note.id);
    const bool same = kept != nullptr && *kept == note;
    if (!same && note.step <= record.config.steps) controller_.setNote(note);
  }
  plot_.setRemarks(shown);
}

void ChartMenu::renew() {
  if (!sameProblem(problem_, controller_.record().config)) editor_->hide();
  problem_ = controller_.record().config;
  carries_ = !controller_.isStored();
  if (controller_.isStored()) remarks() = remarksOf(controller_.record());
  plot_.setRemarks(remarks());
  showAxis();
}

void ChartMenu::chooseAxis(XQuantity quantity) {
  plot_.setXQuantity(quantity);
  QSettings().setValue(kSetting, static_cast<int>(quantity));
  showAxis();
}

void ChartMenu::showAxis() {
  if (!actions_.views(controller_)) return;
  const bool epochs = epochsPerStep(controller_.record()).has_value();
  XQuantity shown = plot_.xQuantity();
  if (shown == XQuantity::kEpoch && !epochs) shown = XQuantity::kStep;
  for (QAction* action : actions_.x_axes->actions()) {
    const auto quantity = static_cast<XQuantity>(action->data().toInt());
    if (quantity == XQuantity::kEpoch) action->setVisible(epochs);
    action->setChecked(quantity == shown);
  }
}

void ChartMenu::popUp(const ChartSpot& spot, const QPoint& global) {
  auto* menu = new QMenu(&plot_);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->setObjectName(QStringLiteral("chart_menu"));
  fillForCheckpoint(*menu, spot);
  const RunRecord& record = controller_.record();
  if (!record.tracks.empty() || !record.points.empty()) fillForRemarks(*menu, spot);
  QMenu* axis = menu->addMenu(tr("Horizontal axis"));
  axis->setObjectName(QStringLiteral("x_axis_menu"));
  axis->addActions(actions_.x_axes->actions());
  menu->popup(global);
}

/// Of an edit or a note the newest whose file is there.
const event::CheckpointWritten* ChartMenu::wayBack(const ChartSpot& spot) {
  if (spot.checkpoint) return controller_.checkpointUpTo(*spot.checkpoint);
  const bool on_note = spot.note && *spot.note < remarks().notes.size();
  if (!spot.edit && !on_note) return nullptr;
  const std::int64_t until = spot.edit ? *spot.edit - 1 : remarks().notes[*spot.note].step;
  const event::CheckpointWritten* found = controller_.checkpointUpTo(until);
  while (found != nullptr && found->path.empty()) {
    found = controller_.checkpointUpTo(found->step - 1);
  }
  return found;
}

void ChartMenu::fillForCheckpoint(QMenu& menu, const ChartSpot& spot) {
  const event::CheckpointWritten* found = wayBack(spot);
  if (found == nullptr) return;
  const qint64 step = found->step;
  const bool stored = controller_.isStored();
  QMenu* back = menu.addMenu(stored ? tr("Continue from step %1").arg(grouped(step))
                                    : tr("Go back to step %1").arg(grouped(step)));
  back->setObjectName(QStringLiteral("go_back_menu"));
  const auto allow = [&menu](QAction* action, const QString& why_not) {
    if (why_not.isEmpty()) return;
    menu.setToolTipsVisible(true);
    action->setEnabled(false);
    action->setToolTip(why_not);
  };
  allow(back->menuAction(), whyNoWayBack(controller_, actions_, *found));
  const auto add = [this](QMenu& to, const char* name, const QString& text, auto act) {
    QAction* action = to.addAction(text);
    action->setObjectName(QLatin1String(name));
    connect(action, &QAction::triggered, this, act);
    return action;
  };
  const auto wanted = stored ? &Actions::continueStoredWanted : &Actions::goBackWanted;
  const auto emit_wanted = [this, step, wanted](bool settings_of_now) {
    return [this, step, wanted, settings_of_now] {
      std::invoke(wanted, actions_, step, settings_of_now);
    };
  };
  add(*back, "go_back_then", tr("With the settings of that step"), emit_wanted(false));
  add(*back, "go_back_now",
      stored ? tr("With the settings at its end") : tr("With the current settings"),
      emit_wanted(true));
  if (spot.checkpoint) {
    allow(add(menu, "pin_checkpoint", found->pinned ? tr("Unpin checkpoint") : tr("Pin checkpoint"),
              [this, step, pinned = !found->pinned] { Q_EMIT actions_.pinWanted(step, pinned); }),
          whyNotPinned(controller_, actions_));
  }
  menu.addSeparator();
}

void ChartMenu::fillForRemarks(QMenu& menu, const ChartSpot& spot) {
  const QString stored = whyStored(controller_);
  const auto add = [&menu, &stored, this](const char* name, const QString& text, auto act) {
    QAction* action = menu.addAction(text);
    action->setObjectName(QLatin1String(name));
    connect(action, &QAction::triggered, this, act);
    if (stored.isEmpty()) return;
    menu.setToolTipsVisible(true);
    action->setEnabled(false);
    action->setToolTip(stored);
  };
  editor_->setKeptWithRun(controller_.accepts(command::SetNote{}));
  if (spot.note) {
    const std::size_t index = *spot.note;
    add("edit_note", tr("Edit note…"), [this, index, at = spot.at] {
      if (index < remarks().notes.size()) editor_->writeNote(remarks().notes[index], index, at);
    });
    add("remove_note", tr("Remove note"), [this, index] { remove(remarks().notes, index); });
  }
  if (spot.line) {
    const std::size_t index = *spot.line;
    add("edit_line", tr("Edit reference line…"), [this, index, at = spot.at] {
      if (index < remarks().lines.size()) editor_->writeLine(remarks().lines[index], index, at);
    });
    add("remove_line", tr("Remove reference line"),
        [this, index] { remove(remarks().lines, index); });
  }
  if (!menu.isEmpty()) menu.addSeparator();
  add("add_note", tr("Add note here…"), [this, spot] {
    editor_->writeNote({spot.step, {}}, std::nullopt, spot.at);
  });
  add("add_line", tr("Add reference line…"), [this, spot] {
    editor_->writeLine({{}, spot.value, plot_.showsMetric()}, std::nullopt, spot.at);
  });
  menu.addSeparator();
}

}  // namespace emascope::ui
