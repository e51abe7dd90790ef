// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/tracks_table.h"

#include "ui/controls/focus_home.h"
#include "ui/controls/item_colors.h"
#include "ui/panels/panel_commands.h"
#include "ui/panels/track_menu.h"
#include "ui/run/edit_sender.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"
#include "ui/run/shown_tracks.h"
#include "ui/theme/interface_scale.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include <QContextMenuEvent>
#include <QEvent>
#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QRegularExpression>
#include <QTextDocument>
#include <QToolTip>

namespace emascope::ui {
namespace {

constexpr ScaledPixels kEyeWidth = {28};
constexpr int kRowHeight = 22;
// Numbers that change faster cannot be read, and to draw the table takes as long as the chart.
constexpr int kCalm = 120;  // ms
constexpr ScaledPixels kLeastWords = {80};
constexpr qsizetype kLongestNumber = 10;  // "−1 000 %"; what has more letters are words
/// Where a cell may have words.
constexpr std::array<int, 4> kElided = {TracksModel::kName, TracksModel::kRule, TracksModel::kDelta,
                                        TracksModel::kWins};

/// What of a cell is always seen: "67 of 80" of "67 of 80, 3 equal".
QString numbersOf(const QString& text, int column) {
  static const QRegularExpression comma(QStringLiteral("[,，]"));
  if (column == TracksModel::kWins) {
    const qsizetype end = text.indexOf(comma);
    return end < 0 ? text : text.left(end) + QStringLiteral("…");
  }
  return column == TracksModel::kDelta && text.size() <= kLongestNumber ? text : QString();
}

}  // namespace

TracksTable::TracksTable(const PanelContext& context, QWidget* parent)
    : QTableView(parent),
      context_(context),
      model_(new TracksModel(*context.controller, *context.sender, *context.shown,
                             *context.selection, this)) {
  setObjectName(QStringLiteral("tracks_table"));
  setAccessibleName(tr("Tracks"));
  setAccessibleDescription(
      tr("A row for raw and for each track. Enter selects the track, F2 renames it, Delete removes "
         "it, the menu key lists the rest."));
  setModel(model_);
  setSelectionBehavior(QAbstractItemView::SelectRows);
  setSelectionMode(QAbstractItemView::SingleSelection);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setItemDelegate(new ItemColors(this));
  setIconSize({28, 16});
  setShowGrid(false);
  setWordWrap(false);
  setTabKeyNavigation(false);
  verticalHeader()->hide();
  verticalHeader()->setDefaultSectionSize(kRowHeight);
  QHeaderView* header = horizontalHeader();
  header->setSectionResizeMode(QHeaderView::Fixed);
  header->setHighlightSections(false);
  header->setMinimumSectionSize(24);
  header->setSectionsClickable(true);
  header->setSortIndicatorClearable(true);
  header->setSortIndicator(-1, Qt::AscendingOrder);
  connect(header, &QHeaderView::sortIndicatorChanged, this,
          [this](int column, Qt::SortOrder order) {
            // The model's head of the column has an arrow. That of the style would take room in
            // every head and move the columns away from under the pointer.
            model_->sort(column, order);
            fitColumns(true);
          });
  fitColumns(true);
  follow();
}

void TracksTable::follow() {
  const auto renew = [this] {
    const std::size_t chosen = context_.selection->track();
    model_->renew();
    fitColumns(true);
    select(chosen);
  };
  connect(context_.controller, &RunController::runStarted, this, renew);
  connect(context_.controller, &RunController::tracksChanged, this, renew);
  calm_.setSingleShot(true);
  calm_.setInterval(kCalm);
  connect(&calm_, &QTimer::timeout, this, [this] {
    if (std::exchange(missed_, false)) refresh();
  });
  connect(context_.controller, &RunController::delivered, this, [this] {
    if (!isVisible()) return;
    missed_ = calm_.isActive() && context_.controller->state() == RunState::kRunning;
    if (!missed_) refresh();
  });
  connect(context_.shown, &ShownTracks::changed, model_, &TracksModel::refresh);
  connect(context_.shown, &ShownTracks::linesChanged, model_, &TracksModel::refresh);
  connect(context_.selection, &Selection::verdictSpanChanged, this, [this] {
    model_->refresh();
    fitColumns(true);
  });
  connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this](const QModelIndex& current) {
            const auto track = current.isValid() ? model_->trackOf(current.row()) : std::nullopt;
            if (track) context_.selection->setTrack(*track);
          });
  connect(context_.selection, &Selection::trackChanged, this, &TracksTable::select);
  connect(context_.commands, &PanelCommands::renameWanted, this, [this](const QString& label) {
    const int track = context_.controller->record().trackIndex(label.toStdString());
    if (track >= 0) rename(model_->rowOf(static_cast<std::size_t>(track)));
  });
}

void TracksTable::refresh() {
  calm_.start();
  model_->refresh();
  fitColumns(false);
}

void TracksTable::select(std::size_t track) {
  const int row = model_->rowOf(track);
  if (row >= 0 && (!currentIndex().isValid() || currentIndex().row() != row)) selectRow(row);
}

void TracksTable::fitColumns(bool anew) {
  // Measuring the texts costs as much as drawing them, and they rarely grow.
  const std::size_t points = context_.controller->record().points.size();
  const bool due = anew || points >= due_;  // then columns become narrower, too
  const bool longer = growLetters(due);
  if (!due && !longer) return;
  due_ = points + points / 8 + 1;
  if (due) wanted_ = {};
  for (int column = TracksModel::kLine; column < TracksModel::kColumns; ++column) {
    int& wanted = wanted_[static_cast<std::size_t>(column)];
    wanted = std::max(wanted, horizontalHeader()->sectionSizeHint(column));
    for (int row = 0; row < model_->rowCount(); ++row) {
      wanted = std::max(wanted, roomFor(model_->index(row, column)));
    }
  }
  for (const int column : kElided) {
    least_[static_cast<std::size_t>(column)] = leastWidth(column);
  }
  spread();
}

bool TracksTable::growLetters(bool anew) {
  if (anew) letters_ = {};
  bool longer = false;
  for (int row = 0; row < model_->rowCount(); ++row) {
    for (int column = TracksModel::kName; column < TracksModel::kColumns; ++column) {
      qsizetype& most = letters_[static_cast<std::size_t>(column)];
      const qsizetype letters = model_->index(row, column).data().toString().size();
      longer = longer || letters > most;
      most = std::max(most, letters);
    }
  }
  return longer;
}

int TracksTable::roomFor(const QModelIndex& cell) const {
  QString text = cell.data().toString();
  const QVariant own = cell.data(Qt::FontRole);
  const QFontMetrics metrics(own.isValid() ? own.value<QFont>() : font());
  const int now = metrics.horizontalAdvance(text);
  for (QChar& letter : text) {
    if (letter.isDigit()) letter = QLatin1Char('0');
  }
  return sizeHintForIndex(cell).width() + std::max(metrics.horizontalAdvance(text) - now, 0);
}

int TracksTable::leastWidth(int column) const {
  int least = horizontalHeader()->sectionSizeHint(column);
  if (column == TracksModel::kName || column == TracksModel::kRule) {
    least = std::max<int>(least, kLeastWords);
  }
  for (int row = 0; row < model_->rowCount(); ++row) {
    const QModelIndex index = model_->index(row, column);
    const QString text = index.data().toString();
    const QString numbers = numbersOf(text, column);
    if (numbers.isEmpty()) continue;
    const QVariant own = index.data(Qt::FontRole);
    const QFontMetrics metrics(own.isValid() ? own.value<QFont>() : font());
    const int less = metrics.horizontalAdvance(text) - metrics.horizontalAdvance(numbers);
    least = std::max(least, roomFor(index) - less);
  }
  return least;
}

void TracksTable::spread() {
  std::array<int, TracksModel::kColumns> widths = wanted_;
  const int all = std::accumulate(widths.begin(), widths.end(), int{kEyeWidth});
  // The longest words become shorter first.
  for (int over = all - viewport()->width(); over > 0; --over) {
    int* widest = nullptr;
    for (const int column : kElided) {
      int& width = widths[static_cast<std::size_t>(column)];
      if (width <= least_[static_cast<std::size_t>(column)]) continue;
      if (widest == nullptr || width > *widest) widest = &width;
    }
    if (widest == nullptr) break;  // and the table scrolls
    --*widest;
  }
  constexpr int kFlexible = TracksModel::kColumns - TracksModel::kName;
  const int spare = std::max((viewport()->width() - all) / kFlexible, 0);
  setColumnWidth(TracksModel::kEye, kEyeWidth);
  for (int column = TracksModel::kLine; column < TracksModel::kColumns; ++column) {
    const int more = column == TracksModel::kLine ? 0 : spare;
    setColumnWidth(column, widths[static_cast<std::size_t>(column)] + more);
  }
}

void TracksTable::resizeEvent(QResizeEvent* event) {
  QTableView::resizeEvent(event);
  spread();
}

void TracksTable::changeEvent(QEvent* event) {
  QTableView::changeEvent(event);
  if (event->type() != QEvent::StyleChange) return;
  // When the head has its new font, too.
  QMetaObject::invokeMethod(
      this, [this] { fitColumns(true); }, Qt::QueuedConnection);
}

bool TracksTable::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto& help = *static_cast<QHelpEvent*>(event);
    const QModelIndex at = indexAt(help.pos());
    const bool elided = at.isValid() && columnWidth(at.column()) < sizeHintForIndex(at).width();
    if (elided && at.data(Qt::ToolTipRole).toString().isEmpty()) {
      // As plain text: the user gave the names.
      QToolTip::showText(help.globalPos(),
                         Qt::convertFromPlainText(at.data().toString(), Qt::WhiteSpaceNormal),
                         viewport(), visualRect(at));
      return true;
    }
  }
  return QTableView::viewportEvent(event);
}

void TracksTable::rename(int row) {
  const QModelIndex name = model_->index(row, TracksModel::kName);
  if (!name.isValid()) return;
  if (model_->flags(name).testFlag(Qt::ItemIsEditable)) edit(name);
}

void TracksTable::keyPressEvent(QKeyEvent* event) {
  const int row = currentIndex().isValid() ? currentIndex().row() : -1;
  if (row < 0 || state() == QAbstractItemView::EditingState) {
    return QTableView::keyPressEvent(event);
  }
  const auto track = model_->trackOf(row);
  switch (event->key()) {
    case Qt::Key_F2:
      return rename(row);
    case Qt::Key_Delete:
      if (track) removeTrack(context_, model_->labelOf(row));
      return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (track) context_.selection->setTrack(*track);
      return giveFocusBack(this);
    default:
      return QTableView::keyPressEvent(event);
  }
}

void TracksTable::contextMenuEvent(QContextMenuEvent* event) {
  const bool by_key = event->reason() == QContextMenuEvent::Keyboard;
  const QModelIndex at =
      by_key ? currentIndex() : indexAt(viewport()->mapFromGlobal(event->globalPos()));
  if (!at.isValid()) return;
  const QPoint place =
      by_key ? viewport()->mapToGlobal(visualRect(at).bottomLeft()) : event->globalPos();
  openMenu(at.row(), place);
}

void TracksTable::openMenu(int row, const QPoint& global) {
  makeTrackMenu(context_, model_->labelOf(row), this)->popup(global);
}

void TracksTable::mousePressEvent(QMouseEvent* event) {
  const QModelIndex at = indexAt(event->position().toPoint());
  if (event->button() != Qt::LeftButton || !at.isValid()) {
    return QTableView::mousePressEvent(event);
  }
  const std::string label = model_->labelOf(at.row());
  only_one_before_click_ = context_.shown->isOnlyOne(label, context_.controller->record());
  if (at.column() != TracksModel::kEye) return QTableView::mousePressEvent(event);
  context_.shown->toggle(label);
}

void TracksTable::mouseDoubleClickEvent(QMouseEvent* event) {
  const QModelIndex at = indexAt(event->position().toPoint());
  if (event->button() != Qt::LeftButton || !at.isValid()) return;
  // The first click of the two may have hidden it.
  context_.shown->showAll();
  if (only_one_before_click_) return;
  context_.shown->showOnly(model_->labelOf(at.row()), context_.controller->record());
}

}  // namespace emascope::ui
