// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_table.h"

#include "ui/controls/item_colors.h"
#include "ui/runs/run_shelf.h"
#include "ui/runs/run_words.h"
#include "ui/runs/thumbnails.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <array>
#include <utility>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>

namespace emascope::ui {
namespace {

constexpr int kRowHeight = 34;
constexpr ScaledPixels kTick = {30};  // the box of a tick, with what is around it
constexpr ScaledPixels kAround = {16};
constexpr ScaledPixels kLeastTitle = {130};
constexpr ScaledPixels kNoteWidth = {180};

/// A text as wide as a column must have room for.
QString widestOf(int column, const QFontMetrics& metrics) {
  switch (column) {
    case RunsModel::kState: {
      QString widest;
      for (const StoredState state :
           {StoredState::kRunning, StoredState::kFinished, StoredState::kStopped,
            StoredState::kFailed, StoredState::kInterrupted}) {
        const QString text = RunsModel::tr("%1, pinned").arg(stateWords(state));
        if (metrics.horizontalAdvance(text) > metrics.horizontalAdvance(widest)) widest = text;
      }
      return widest;
    }
    case RunsModel::kDate:
      return QStringLiteral("2026-00-00 00:00");
    case RunsModel::kSteps:
      return QStringLiteral("10 000 000");
    case RunsModel::kRaw:
    case RunsModel::kAverage:
      return QStringLiteral("0.000123");
    case RunsModel::kDelta:
      return QStringLiteral("+100 %");
    case RunsModel::kTags:
      return QStringLiteral("two words, three");
    default:
      return {};
  }
}

bool isLetter(const QKeyEvent& event) {
  const auto held = event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
  const QString text = event.text();
  return held == Qt::NoModifier && !text.isEmpty() && text.front().isPrint() &&
         event.key() != Qt::Key_Space;
}

}  // namespace

RunsTable::RunsTable(RunShelf& shelf, RunsModel& model, RunsFilter& filter, QWidget* parent)
    : QTableView(parent), shelf_(shelf), model_(model), filter_(filter) {
  setObjectName(QStringLiteral("runs_table"));
  setModel(&filter_);
  setSelectionBehavior(QAbstractItemView::SelectRows);
  setSelectionMode(QAbstractItemView::ExtendedSelection);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setItemDelegate(new ItemColors(this));
  setIconSize(kThumbnail);
  setShowGrid(false);
  setWordWrap(false);
  setTabKeyNavigation(false);
  setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  verticalHeader()->hide();
  verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  verticalHeader()->setDefaultSectionSize(kRowHeight);
  QHeaderView* header = horizontalHeader();
  header->setSectionResizeMode(QHeaderView::Fixed);
  header->setHighlightSections(false);
  header->setMinimumSectionSize(24);
  setSortingEnabled(true);
  // The style would draw its arrow over the text of a narrow head; that of the filter is text.
  header->setSortIndicatorShown(false);
  header->setSectionsClickable(true);
  sortByColumn(RunsModel::kDate, Qt::DescendingOrder);
  connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex& at) {
    if (at.column() != RunsModel::kPicture) open(&model_.run(sourceRow(at)));
  });
  describe();
  fitColumns();
}

void RunsTable::describe() {
  const bool trash = model_.showsTrash();
  setAccessibleName(trash ? tr("Runs in the trash") : tr("Runs"));
  setAccessibleDescription(
      trash ? tr("A row for each run in the trash. The menu key offers to restore it, Esc leads "
                 "back to the runs.")
            : tr("A row for each kept run. Enter opens it, Insert checks it for the overlay, F2 "
                 "renames it, Delete moves it to the trash, letters filter, the menu key lists the "
                 "rest."));
}

int RunsTable::sourceRow(const QModelIndex& index) const {
  return filter_.mapToSource(index).row();
}

std::vector<std::string> RunsTable::chosen() const {
  QModelIndexList rows = selectionModel()->selectedRows();
  std::sort(rows.begin(), rows.end(),
            [](const QModelIndex& a, const QModelIndex& b) { return a.row() < b.row(); });
  std::vector<std::string> ids;
  for (const QModelIndex& row : rows) ids.push_back(model_.run(sourceRow(row)).id);
  return ids;
}

const RunRow* RunsTable::current() const {
  return currentIndex().isValid() ? &model_.run(sourceRow(currentIndex())) : nullptr;
}

void RunsTable::fitColumns() {
  const QFontMetrics metrics(textFont(13));
  // Each has room for the arrow: columns do not move when another one sorts.
  const QFontMetrics head_metrics(textFont(11));
  const auto headWidth = [&](int column) {
    const int arrow = head_metrics.horizontalAdvance(RunsFilter::arrow(Qt::DescendingOrder));
    const bool has = column == filter_.sortColumn();
    return horizontalHeader()->sectionSizeHint(column) + (has ? 0 : arrow + 1);
  };
  std::array<int, RunsModel::kColumns> widths = {};
  widths[RunsModel::kPicture] = scaled(kThumbnail.width()) + kTick;
  int all = widths[RunsModel::kPicture];
  for (int column = RunsModel::kState; column < RunsModel::kNote; ++column) {
    int& width = widths[static_cast<std::size_t>(column)];
    width =
        std::max(metrics.horizontalAdvance(widestOf(column, metrics)) + kAround, headWidth(column));
    all += width;
  }
  // What is only found by looking for it gives way first.
  const int room = viewport()->width();
  const bool tags = room >= all + kLeastTitle;
  if (!tags) all -= widths[RunsModel::kTags];
  const bool steps = room >= all + kLeastTitle;
  if (!steps) all -= widths[RunsModel::kSteps];
  const bool note = tags && room >= all + 2 * kLeastTitle + kNoteWidth;
  if (note) all += kNoteWidth;
  widths[RunsModel::kNote] = kNoteWidth;
  widths[RunsModel::kTitle] = std::max<int>(kLeastTitle, room - all);
  setColumnHidden(RunsModel::kTags, !tags);
  setColumnHidden(RunsModel::kSteps, !steps);
  setColumnHidden(RunsModel::kNote, !note);
  for (int column = 0; column < RunsModel::kColumns; ++column) {
    setColumnWidth(column, widths[static_cast<std::size_t>(column)]);
  }
}

void RunsTable::resizeEvent(QResizeEvent* event) {
  QTableView::resizeEvent(event);
  fitColumns();
}

void RunsTable::changeEvent(QEvent* event) {
  QTableView::changeEvent(event);
  if (event->type() != QEvent::StyleChange) return;
  // When the head has its new font, too.
  QMetaObject::invokeMethod(
      this, [this] { fitColumns(); }, Qt::QueuedConnection);
}

bool RunsTable::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && state() != EditingState) {
    const auto& key = *static_cast<QKeyEvent*>(event);
    const bool home = key.key() == Qt::Key_Home || key.key() == Qt::Key_Backspace;
    // What is typed here is not a shortcut of the window, nor is the undo of what was done here.
    if (isLetter(key) || home || key.matches(QKeySequence::Undo)) {
      event->accept();
      return true;
    }
  }
  return QTableView::event(event);
}

void RunsTable::keyPressEvent(QKeyEvent* event) {
  if (state() == QAbstractItemView::EditingState) return QTableView::keyPressEvent(event);
  if (event->matches(QKeySequence::Undo)) return Q_EMIT undoWanted();
  if (isLetter(*event)) return Q_EMIT typed(event->text());
  switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
      return open(current());
    case Qt::Key_F2:
      return renameCurrent();
    case Qt::Key_Insert:
      return tickCurrent();
    case Qt::Key_Delete:
      return trashChosen();
    case Qt::Key_Backspace:
      return Q_EMIT typed({});
    case Qt::Key_Escape:
      return model_.showsTrash() ? showTrash(false) : left();
    default:
      return QTableView::keyPressEvent(event);
  }
}

/// A click anywhere on the picture ticks it.
void RunsTable::mousePressEvent(QMouseEvent* event) {
  const QModelIndex at = indexAt(event->position().toPoint());
  const bool tick = at.isValid() && at.column() == RunsModel::kPicture &&
                    event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier;
  if (!tick) return QTableView::mousePressEvent(event);
  setFocus(Qt::MouseFocusReason);
  setCurrentIndex(at);
  tickCurrent();
}

/// The press has done it.
void RunsTable::mouseReleaseEvent(QMouseEvent* event) {
  const QModelIndex at = indexAt(event->position().toPoint());
  if (at.isValid() && at.column() == RunsModel::kPicture && event->button() == Qt::LeftButton &&
      event->modifiers() == Qt::NoModifier) {
    return;
  }
  QTableView::mouseReleaseEvent(event);
}

void RunsTable::open(const RunRow* run) {
  if (run != nullptr && !model_.showsTrash()) Q_EMIT openWanted(run->id);
}

void RunsTable::showTrash(bool shown) {
  model_.showTrash(shown);
  describe();
  Q_EMIT trashShown(shown);
}

void RunsTable::tickCurrent() {
  if (!currentIndex().isValid() || model_.showsTrash()) return;
  const int row = sourceRow(currentIndex());
  const bool ticked =
      model_.index(row, RunsModel::kPicture).data(Qt::CheckStateRole).toInt() == Qt::Checked;
  model_.setTicked(row, !ticked);
}

void RunsTable::renameCurrent() {
  if (!currentIndex().isValid() || model_.showsTrash()) return;
  const QModelIndex title = filter_.index(currentIndex().row(), RunsModel::kTitle);
  scrollTo(title);
  edit(title);
}

void RunsTable::trashChosen() {
  const std::vector<std::string> ids = chosen();
  if (!ids.empty() && !model_.showsTrash()) shelf_.trash(ids);
}

void RunsTable::contextMenuEvent(QContextMenuEvent* event) {
  const bool by_key = event->reason() == QContextMenuEvent::Keyboard;
  const QModelIndex at =
      by_key ? currentIndex() : indexAt(viewport()->mapFromGlobal(event->globalPos()));
  const QPoint place =
      by_key ? viewport()->mapToGlobal(visualRect(at).bottomLeft()) : event->globalPos();
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->setObjectName(QStringLiteral("run_menu"));
  if (at.isValid()) model_.showsTrash() ? fillTrashMenu(*menu) : fillMenu(*menu);
  QAction* shown = menu->addAction(tr("Show trash"));
  shown->setObjectName(QStringLiteral("runs_show_trash"));
  shown->setCheckable(true);
  shown->setChecked(model_.showsTrash());
  connect(shown, &QAction::triggered, this, &RunsTable::showTrash);
  menu->addAction(tr("Empty trash…"), this, &RunsTable::emptyTrashWanted)
      ->setObjectName(QStringLiteral("runs_empty_trash"));
  menu->popup(place);
}

void RunsTable::fillTrashMenu(QMenu& menu) {
  QAction* restore =
      menu.addAction(tr("Restore"), this, [this, ids = chosen()] { shelf_.restore(ids); });
  restore->setObjectName(QStringLiteral("run_restore"));
  restore->setEnabled(!chosen().empty());
  menu.addSeparator();
}

void RunsTable::fillMenu(QMenu& menu) {
  const RunRow* run = current();
  if (run == nullptr) return;
  const auto add = [&menu, this](const char* name, const QString& text, auto act) {
    QAction* action = menu.addAction(text);
    action->setObjectName(QLatin1String(name));
    connect(action, &QAction::triggered, this, act);
    return action;
  };
  const std::string id = run->id;
  add("run_open", tr("Open"), [this, id] { Q_EMIT openWanted(id); });
  if (!run->parent.empty()) {
    const bool there = shelf_.row(run->parent) != nullptr;
    QAction* from = add("run_open_parent", tr("Open the run it came from"),
                        [this, parent = run->parent] { Q_EMIT openWanted(parent); });
    from->setEnabled(there);
    from->setToolTip(there ? QString() : tr("It is in the trash or no longer in this library."));
  }
  const bool ticked =
      std::find(model_.ticked().begin(), model_.ticked().end(), id) != model_.ticked().end();
  QAction* tick = add("run_tick", tr("Show in the overlay"), [this] { tickCurrent(); });
  tick->setCheckable(true);
  tick->setChecked(ticked);
  QAction* ghost = add("run_ghost", tr("Show as ghost"), [this, id] { Q_EMIT ghostWanted(id); });
  const QString why = why_no_ghost_ ? why_no_ghost_(*run) : QString();
  ghost->setEnabled(why.isEmpty());
  ghost->setToolTip(why);
  menu.setToolTipsVisible(true);
  menu.addSeparator();
  add("run_rename", tr("Rename"), [this] {
    renameCurrent();
  })->setShortcut(QKeySequence(Qt::Key_F2));
  add("run_tags", tr("Tags…"), [this, id] { Q_EMIT tagsWanted(id); });
  add("run_note", tr("Note…"), [this, id] { Q_EMIT noteWanted(id); });
  QAction* pin = add("run_pin", tr("Pin: never delete its checkpoints"),
                     [this, id, pinned = run->notes.pinned] { shelf_.setPinned(id, !pinned); });
  pin->setCheckable(true);
  pin->setChecked(run->notes.pinned);
  menu.addSeparator();
  add("run_copy_path", tr("Copy the path of its folder"),
      [path = shelf_.pathOf(*run)] { QApplication::clipboard()->setText(path); });
  menu.addSeparator();
  add("run_trash", tr("Move to the trash"), [this] {
    trashChosen();
  })->setShortcut(QKeySequence(Qt::Key_Delete));
}

}  // namespace emascope::ui
