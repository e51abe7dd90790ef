// SPDX-License-Identifier: GPL-3.0-or-later
//
// The library of runs (core/library) for the window: the list as it was last read, and what a
// person does to it. Disks may be slow and other programs may hold the library, so everything is
// done on threads of its own, in order; the window never waits. Reading a run's journal has another
// thread than the list.
#pragma once

#include "core/base/result.h"
#include "core/library/run_row.h"
#include "core/library/stored_run.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <QObject>
#include <QString>
#include <QStringList>
#include <QThreadPool>

namespace emascope {
class RunLibrary;
}

namespace emascope::ui {

/// [ui-thread]
class RunShelf final : public QObject {
  Q_OBJECT
 public:
  /// The library in `folder`, which is opened by the first refresh().
  explicit RunShelf(QString folder, QObject* parent = nullptr);
  /// Waits for what is being done.
  ~RunShelf() override;

  [[nodiscard]] const QString& folder() const { return folder_; }
  /// The runs, latest first; empty until the list has been read.
  [[nodiscard]] const std::vector<RunRow>& rows() const { return rows_; }
  [[nodiscard]] bool isRead() const { return read_; }
  /// The runs in the trash, latest first, as long as they are watched.
  [[nodiscard]] const std::vector<RunRow>& trashRows() const { return trash_rows_; }
  /// From now on, reads also what is in the trash with each list, or no longer.
  void watchTrash(bool watched);
  /// Null if there is no such run. Valid until changed().
  [[nodiscard]] const RunRow* row(const std::string& id) const;
  /// Path of the run's folder.
  [[nodiscard]] QString pathOf(const RunRow& row) const;

  /// `live` is given each list before it is compared with the last one, and puts in what the window
  /// knows better than the disk.
  void setLive(std::function<void(std::vector<RunRow>&)> live) { live_ = std::move(live); }
  /// Reads the list again, soon.
  void refresh();
  // Actions of the user. The list is read again afterwards.
  void rename(const std::string& id, const QString& title);
  void setTags(const std::string& id, const QStringList& tags);
  void setText(const std::string& id, const QString& text);
  void setPinned(const std::string& id, bool pinned);
  void trash(const std::vector<std::string>& ids);
  void restore(const std::vector<std::string>& ids);

  /// Counts the runs in the trash; emits trashCounted().
  void countTrash();
  /// Deletes the runs in the trash permanently; emits trashEmptied() with their number and size.
  void emptyTrash();

  using StoredRunOrError = Result<std::shared_ptr<const StoredRun>>;
  /// Reads a run from its folder; `done` is called later, unless `receiver` has gone by then.
  /// `urgent`: before those that are not.
  void read(const QString& path, bool urgent, QObject* receiver,
            std::function<void(const StoredRunOrError&)> done);
  /// Does `work` on the thread of the journals, behind all that is urgent.
  void later(std::function<void()> work);

 Q_SIGNALS:
  void changed();       ///< rows()
  void trashChanged();  ///< trashRows()
  void trashed(const std::vector<std::string>& ids);
  void trashCounted(qulonglong runs, qulonglong bytes);
  void trashEmptied(qulonglong runs, qulonglong bytes);
  void acted();  ///< what the person did
  /// An action failed, or failed for some runs. Emitted after the list was read again.
  void refused(const QString& reason);
  /// A sentence about the library, emitted once; `trouble`: runs cannot be listed or changed.
  void notice(const QString& text, bool trouble);

 private:
  using Act = std::function<Status(RunLibrary&)>;
  void act(Act what);
  [[nodiscard]] Status open();  ///< on the library's thread, as list()
  void list();
  void take(std::vector<RunRow> rows);
  void takeTrash(std::vector<RunRow> rows);
  void tell(const QString& text, bool trouble);

  QString folder_;
  std::vector<RunRow> rows_;
  std::vector<RunRow> trash_rows_;
  std::atomic<bool> trash_watched_ = false;
  std::function<void(std::vector<RunRow>&)> live_;
  bool read_ = false;
  bool refreshing_ = false;
  QString trouble_;                      // the last one, which is not said again
  std::unique_ptr<RunLibrary> library_;  // of the library's thread
  QThreadPool library_thread_;
  QThreadPool journal_thread_;
};

}  // namespace emascope::ui
