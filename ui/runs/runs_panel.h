// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tab "Runs" of Tune: the table of kept runs with its notices, and beside the tab a field that
// filters and the button that draws the ticked runs over each other. The window title is the title
// of the tab, with the number of runs. While it is visible the list is read again every few
// seconds, because other programs share the library.
#pragma once

#include "core/library/run_card.h"
#include "core/protocol/spec/catalog.h"

#include <string>
#include <utility>
#include <vector>

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace emascope::ui {

class NoticeBar;
class RunShelf;
class RunsFilter;
class RunsModel;
class RunsTable;

class RunsPanel final : public QWidget {
  Q_OBJECT
 public:
  /// `remote`: the engine is on another machine, so that only the runs that are kept here are
  /// listed; a note says so.
  RunsPanel(RunShelf& shelf, bool remote, QWidget* parent);

  /// What stands beside the tab; made once.
  [[nodiscard]] QWidget* makeButtons(QWidget* parent);
  void setCatalog(const Catalog& catalog);
  [[nodiscard]] RunsTable* table() const { return table_; }
  [[nodiscard]] const RunsModel& model() const { return *model_; }
  /// Says it in the row above the table.
  void say(const QString& text);

 Q_SIGNALS:
  void openWanted(const std::string& id);
  void ghostWanted(const std::string& id);
  void overlayWanted(const std::vector<std::string>& ids);
  void left();

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void connectTable();
  void connectShelf();
  void filter(const QString& typed);
  void refresh();
  void showTicks();
  void forgetOldRefusal();
  /// Whether the field for that is open already; then it gets the focus.
  bool asksAlready(const std::string& question);
  void askTags(const std::string& id);
  void askNote(const std::string& id);
  void askEmptyTrash(qulonglong runs, qulonglong bytes);
  void wereTrashed(const std::vector<std::string>& ids);
  [[nodiscard]] QString titleById(const std::string& id) const;

  RunShelf& shelf_;
  RunsModel* model_;
  RunsFilter* filter_;
  NoticeBar* notice_;
  RunsTable* table_;
  QLabel* nothing_;
  QLineEdit* field_ = nullptr;
  QPushButton* overlay_ = nullptr;
  QString trouble_;
  QString done_;       // said once the library has it
  std::string asked_;  // what the field of the notice is for, and of which run
  std::vector<std::pair<std::string, StoredState>> listed_;  // when the list last changed
  QTimer again_;
};

}  // namespace emascope::ui
