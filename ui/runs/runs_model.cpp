// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_model.h"

#include "ui/run/words.h"
#include "ui/runs/run_shelf.h"
#include "ui/runs/run_words.h"
#include "ui/runs/thumbnails.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <QCoreApplication>
#include <QPixmap>

namespace emascope::ui {
namespace {

// Beyond it a whole new list is as fast.
constexpr std::size_t kMostMerged = 40;
constexpr int kTextDigits = 3;
constexpr qsizetype kLongestNoteShown = 200;

bool isNumber(int column) { return column >= RunsModel::kSteps && column <= RunsModel::kDelta; }

}  // namespace

RunsModel::RunsModel(RunShelf& shelf, Thumbnails& pictures, QObject* parent)
    : QAbstractTableModel(parent), shelf_(shelf), pictures_(pictures) {
  connect(&shelf_, &RunShelf::changed, this, &RunsModel::take);
  connect(&shelf_, &RunShelf::trashChanged, this, &RunsModel::take);
  connect(&pictures_, &Thumbnails::made, this, [this](const std::string& id) {
    const int row = rowOf(id);
    if (row >= 0) Q_EMIT dataChanged(index(row, kPicture), index(row, kPicture));
  });
  take();
}

void RunsModel::setCatalog(const Catalog& catalog) {
  catalog_ = catalog;
  for (Entry& each : rows_) each.title = each.words = QString();
  if (!rows_.empty()) Q_EMIT dataChanged(index(0, kTitle), index(rowCount() - 1, kTitle));
}

int RunsModel::rowOf(const std::string& id) const {
  const auto found = std::find_if(rows_.begin(), rows_.end(),
                                  [&](const Entry& each) { return each.run.id == id; });
  return found == rows_.end() ? -1 : static_cast<int>(found - rows_.begin());
}

void RunsModel::showTrash(bool shown) {
  if (std::exchange(trash_, shown) == shown) return;
  shelf_.watchTrash(shown);
  take();
}

void RunsModel::take() {
  const std::vector<RunRow>& now = trash_ ? shelf_.trashRows() : shelf_.rows();
  if (!merge(now)) {
    beginResetModel();
    rows_.clear();
    for (const RunRow& run : now) rows_.push_back({run});
    endResetModel();
  }
  const std::size_t before = ticked_.size();
  std::erase_if(ticked_, [this](const std::string& id) { return shelf_.row(id) == nullptr; });
  if (ticked_.size() != before) Q_EMIT ticksChanged();
}

bool RunsModel::merge(const std::vector<RunRow>& now) {
  // What is common must have the same order in both.
  std::map<std::string, std::size_t> place;
  for (std::size_t i = 0; i < now.size(); ++i) place[now[i].id] = i;
  std::vector<int> gone;
  std::size_t kept = 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const auto at = place.find(rows_[i].run.id);
    if (at == place.end()) {
      gone.push_back(static_cast<int>(i));
      continue;
    }
    if (kept > 0 && at->second < last) return false;
    last = at->second;
    ++kept;
  }
  if (gone.size() + (now.size() - kept) > kMostMerged || place.size() != now.size()) return false;
  for (std::size_t i = gone.size(); i-- > 0;) {
    beginRemoveRows({}, gone[i], gone[i]);
    rows_.erase(rows_.begin() + gone[i]);
    endRemoveRows();
  }
  for (std::size_t i = 0; i < now.size(); ++i) {
    const int row = static_cast<int>(i);
    if (i >= rows_.size() || rows_[i].run.id != now[i].id) {
      beginInsertRows({}, row, row);
      rows_.insert(rows_.begin() + row, Entry{now[i]});
      endInsertRows();
    } else if (!(rows_[i].run == now[i])) {
      rows_[i] = Entry{now[i]};
      Q_EMIT dataChanged(index(row, 0), index(row, kColumns - 1));
    }
  }
  return true;
}

int RunsModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int RunsModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : kColumns;
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= kColumns) return {};
  static const std::array<const char*, kColumns> kNames = {
      "",
      QT_TRANSLATE_NOOP("RunsModel", "run"),
      QT_TRANSLATE_NOOP("RunsModel", "state"),
      QT_TRANSLATE_NOOP("RunsModel", "begun"),
      QT_TRANSLATE_NOOP("RunsModel", "steps"),
      QT_TRANSLATE_NOOP("RunsModel", "best raw"),
      QT_TRANSLATE_NOOP("RunsModel", "best average"),
      QT_TRANSLATE_NOOP("RunsModel", "Δ"),
      QT_TRANSLATE_NOOP("RunsModel", "tags"),
      QT_TRANSLATE_NOOP("RunsModel", "note")};
  switch (role) {
    case Qt::DisplayRole: {
      const char* name = kNames[static_cast<std::size_t>(section)];
      return *name == '\0' ? QString() : QCoreApplication::translate("RunsModel", name);
    }
    case Qt::TextAlignmentRole:
      return static_cast<int>((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) |
                              Qt::AlignVCenter);
    case Qt::ToolTipRole:
      if (section == kPicture) return tr("Check the runs that the overlay is to show");
      if (section == kRaw || section == kAverage) {
        return tr("The lowest mean of five successive validation losses");
      }
      return section == kDelta ? tr("By how much the best average is lower than the best raw")
                               : QString();
    default:
      return {};
  }
}

Qt::ItemFlags RunsModel::flags(const QModelIndex& index) const {
  Qt::ItemFlags flags = QAbstractTableModel::flags(index);
  if (!index.isValid()) return flags;
  if (trash_) return flags;
  if (index.column() == kPicture) flags |= Qt::ItemIsUserCheckable;
  if (index.column() == kTitle && editable_) flags |= Qt::ItemIsEditable;
  return flags;
}

bool RunsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (!index.isValid() || trash_) return false;
  if (role == Qt::CheckStateRole && index.column() == kPicture) {
    setTicked(index.row(), value.toInt() == Qt::Checked);
    return true;
  }
  if (role != Qt::EditRole || index.column() != kTitle) return false;
  const QString title = value.toString().simplified();
  if (title != data(index, Qt::EditRole).toString()) shelf_.rename(run(index.row()).id, title);
  return false;  // when the library has it
}

bool RunsModel::isTicked(const RunRow& run) const {
  return std::find(ticked_.begin(), ticked_.end(), run.id) != ticked_.end();
}

void RunsModel::setTicked(int row, bool ticked) {
  const RunRow& chosen = run(row);
  if (isTicked(chosen) == ticked) return;
  const bool is_full = ticked && ticked_.size() >= kMostTicked;
  if (is_full) return ticksFull();
  if (ticked) ticked_.push_back(chosen.id);
  if (!ticked) std::erase(ticked_, chosen.id);
  Q_EMIT dataChanged(index(row, kPicture), index(row, kPicture));
  Q_EMIT ticksChanged();
}

QVariant RunsModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const Entry& entry = this->entry(index.row());
  const RunRow& run = entry.run;
  const int column = index.column();
  switch (role) {
    case Qt::DisplayRole:
      return text(entry, column);
    case Qt::EditRole:
      return column == kTitle ? QVariant(titleIn(entry)) : QVariant();
    case Qt::CheckStateRole:
      return column == kPicture && !trash_ ? QVariant(isTicked(run) ? Qt::Checked : Qt::Unchecked)
                                           : QVariant();
    case Qt::DecorationRole:
      return column == kPicture ? QVariant(picture(run)) : QVariant();
    case Qt::TextAlignmentRole:
      return static_cast<int>((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) |
                              Qt::AlignVCenter);
    case Qt::ForegroundRole:
      return column == kDate || column == kTags || column == kNote || column == kState
                 ? QVariant(theme().secondary)
                 : QVariant();
    case Qt::AccessibleTextRole:
      if (column != kPicture || trash_) return {};
      return isTicked(run) ? tr("checked, shown in the overlay") : tr("not checked");
    case Qt::ToolTipRole:
      return tip(entry, column);
    case kSortRole:
      return key(entry, column);
    case kFilterRole:
      return wordsIn(entry);
    default:
      return {};
  }
}

const QString& RunsModel::titleIn(const Entry& entry) const {
  if (entry.title.isNull()) entry.title = titleOf(entry.run, catalog_);
  return entry.title;
}

const QString& RunsModel::wordsIn(const Entry& entry) const {
  if (!entry.words.isNull()) return entry.words;
  const RunRow& run = entry.run;
  const auto line = [](const std::string& text) { return QString::fromStdString(text); };
  entry.words =
      QStringList{titleIn(entry),       line(run.notes.title), line(run.task),      tagWords(run),
                  line(run.notes.text), stateWords(run.state), dateWords(run.begun)}
          .join(QLatin1Char('\n'));
  return entry.words;
}

QString RunsModel::text(const Entry& entry, int column) const {
  const RunRow& run = entry.run;
  const auto loss = [](const std::optional<double>& value) {
    return value ? shortNumber(*value, kTextDigits) : QString();
  };
  switch (column) {
    case kTitle:
      return titleIn(entry);
    case kState:
      return run.notes.pinned ? tr("%1, pinned").arg(stateWords(run.state)) : stateWords(run.state);
    case kDate:
      return dateWords(run.begun);
    case kSteps:
      return grouped(run.step);
    case kRaw:
      return loss(run.best_raw);
    case kAverage:
      return loss(run.best_average);
    case kDelta:
      return differenceWords(run);
    case kTags:
      return tagWords(run);
    case kNote:
      return plainLine(run.notes.text, kLongestNoteShown);
    default:
      return {};
  }
}

QVariant RunsModel::key(const Entry& entry, int column) const {
  const RunRow& run = entry.run;
  const auto number = [](const std::optional<double>& value) {
    return value ? QVariant(*value) : QVariant();
  };
  switch (column) {
    case kPicture:
      return isTicked(run) ? 0 : 1;
    case kDate:
      return QVariant::fromValue<qint64>(run.begun);
    case kSteps:
      return QVariant::fromValue<qint64>(run.step);
    case kRaw:
      return number(run.best_raw);
    case kAverage:
      return number(run.best_average);
    case kDelta:
      return number(differenceOf(run));
    default: {
      const QString words = text(entry, column);
      return words.isEmpty() ? QVariant() : QVariant(words);
    }
  }
}

QIcon RunsModel::picture(const RunRow& run) const {
  QPixmap made = pictures_.of(run);
  if (made.isNull()) {
    made = QPixmap(kThumbnail);
    made.fill(Qt::transparent);
  }
  QIcon icon;
  icon.addPixmap(made, QIcon::Normal);
  icon.addPixmap(made, QIcon::Selected);  // the style would tint it
  return icon;
}

QString RunsModel::tip(const Entry& entry, int column) const {
  const RunRow& run = entry.run;
  switch (column) {
    case kPicture:
      if (trash_) return {};
      return tr(
          "Validation loss: raw dashed, the main average bold. Check it to show it in the overlay");
    case kTitle: {
      QStringList lines = {titleIn(entry)};
      if (!run.notes.text.empty()) {
        lines << plainLine(run.notes.text, kLongestNoteShown);
      }
      if (!run.parent.empty()) {
        const RunRow* parent = shelf_.row(run.parent);
        lines << tr("From step %1 of %2")
                     .arg(grouped(run.parent_step), parent != nullptr
                                                        ? titleOf(*parent, catalog_)
                                                        : QString::fromStdString(run.parent));
      }
      lines << shelf_.pathOf(run);
      return lines.join(QLatin1Char('\n'));
    }
    case kSteps:
      return tr("%1 of %2 steps").arg(grouped(run.step), grouped(run.steps));
    case kAverage:
      return run.best_label.empty() ? QString() : shownLabel(run.best_label);
    default:
      return text(entry, column);
  }
}

RunsFilter::RunsFilter(QObject* parent) : QSortFilterProxyModel(parent) {
  setSortRole(RunsModel::kSortRole);
  setDynamicSortFilter(true);
}

void RunsFilter::setTyped(const QString& typed) {
  words_ = typed.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  invalidateFilter();
}

QString RunsFilter::arrow(Qt::SortOrder order) {
  return order == Qt::AscendingOrder ? QStringLiteral(" ↑") : QStringLiteral(" ↓");
}

void RunsFilter::sort(int column, Qt::SortOrder order) {
  QSortFilterProxyModel::sort(column, order);
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

QVariant RunsFilter::headerData(int section, Qt::Orientation orientation, int role) const {
  const QVariant head = QSortFilterProxyModel::headerData(section, orientation, role);
  const bool sorts = orientation == Qt::Horizontal && section == sortColumn();
  if (role != Qt::DisplayRole || !sorts || head.toString().isEmpty()) return head;
  return head.toString() + arrow(sortOrder());
}

bool RunsFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
  if (words_.isEmpty()) return true;
  const QString text = sourceModel()->index(row, 0, parent).data(RunsModel::kFilterRole).toString();
  return std::all_of(words_.begin(), words_.end(),
                     [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool RunsFilter::lessThan(const QModelIndex& a, const QModelIndex& b) const {
  const QVariant left = a.data(RunsModel::kSortRole);
  const QVariant right = b.data(RunsModel::kSortRole);
  // The order is turned around for a descending one.
  if (left.isValid() != right.isValid()) {
    return left.isValid() == (sortOrder() == Qt::AscendingOrder);
  }
  if (left.userType() == QMetaType::QString) {
    return QString::localeAwareCompare(left.toString(), right.toString()) < 0;
  }
  return left.toDouble() < right.toDouble();
}

}  // namespace emascope::ui
