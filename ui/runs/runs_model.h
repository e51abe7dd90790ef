// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rows of the table of kept runs, as the shelf has them, and a filter that sorts them. Some of
// them are ticked, to be drawn over each other. A new list changes only the rows that differ, so
// that selection and place stay. Texts from files are plain text in one line.
#pragma once

#include "core/library/run_row.h"
#include "core/protocol/spec/catalog.h"

#include <cstddef>
#include <string>
#include <vector>

#include <QAbstractTableModel>
#include <QIcon>
#include <QSortFilterProxyModel>

namespace emascope::ui {

class RunShelf;
class Thumbnails;

class RunsModel final : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column {
    kPicture,  ///< with the tick
    kTitle,
    kState,
    kDate,
    kSteps,
    kRaw,
    kAverage,
    kDelta,
    kTags,
    kNote,
    kColumns
  };
  static constexpr int kSortRole = Qt::UserRole;        ///< invalid: no value
  static constexpr int kFilterRole = Qt::UserRole + 1;  ///< all words of the row
  /// This many can be distinguished by their colors.
  static constexpr std::size_t kMostTicked = 8;

  RunsModel(RunShelf& shelf, Thumbnails& pictures, QObject* parent);

  /// Names the demos.
  void setCatalog(const Catalog& catalog);
  [[nodiscard]] const Catalog& catalog() const { return catalog_; }
  /// @pre 0 <= row < rowCount()
  [[nodiscard]] const RunRow& run(int row) const { return entry(row).run; }
  /// -1 if there is no such run.
  [[nodiscard]] int rowOf(const std::string& id) const;
  /// Ids, in the order in which they were ticked.
  [[nodiscard]] const std::vector<std::string>& ticked() const { return ticked_; }
  void setTicked(int row, bool ticked);
  /// The runs in the trash instead; they are neither ticked nor changed.
  void showTrash(bool shown);
  [[nodiscard]] bool showsTrash() const { return trash_; }
  /// Whether the title may be edited in place.
  void setEditable(bool editable) { editable_ = editable; }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                    int role) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  /// Asks the shelf for another title, or ticks.
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;

 Q_SIGNALS:
  void ticksChanged();
  void ticksFull();  ///< one more was to be ticked than there are colors

 private:
  struct Entry {
    RunRow run = {};
    // Made when they are first asked for: sorting and filtering ask for those of all rows.
    mutable QString title = {};
    mutable QString words = {};
  };
  [[nodiscard]] const Entry& entry(int row) const { return rows_[static_cast<std::size_t>(row)]; }
  [[nodiscard]] const QString& titleIn(const Entry& entry) const;
  [[nodiscard]] const QString& wordsIn(const Entry& entry) const;
  void take();
  /// Whether the rows became `now` by few insertions and removals; else nothing was done.
  bool merge(const std::vector<RunRow>& now);
  [[nodiscard]] QString text(const Entry& entry, int column) const;
  [[nodiscard]] QVariant key(const Entry& entry, int column) const;
  [[nodiscard]] QIcon picture(const RunRow& run) const;
  [[nodiscard]] QString tip(const Entry& entry, int column) const;
  [[nodiscard]] bool isTicked(const RunRow& run) const;

  RunShelf& shelf_;
  Thumbnails& pictures_;
  Catalog catalog_;
  std::vector<Entry> rows_;
  std::vector<std::string> ticked_;
  bool editable_ = true;
  bool trash_ = false;
};

/// Leaves the rows that have every word typed, sorted; rows without a value come last in either
/// order.
class RunsFilter final : public QSortFilterProxyModel {
  Q_OBJECT
 public:
  explicit RunsFilter(QObject* parent);
  void setTyped(const QString& typed);
  void sort(int column, Qt::SortOrder order) override;
  /// With an arrow in the head of the column that sorts.
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                    int role) const override;
  /// What the head of the column that sorts has more than others.
  [[nodiscard]] static QString arrow(Qt::SortOrder order);

 protected:
  [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
  [[nodiscard]] bool lessThan(const QModelIndex& a, const QModelIndex& b) const override;

 private:
  QStringList words_;
};

}  // namespace emascope::ui
