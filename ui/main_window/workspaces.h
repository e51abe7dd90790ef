// SPDX-License-Identifier: GPL-3.0-or-later
//
// The workspaces of the window: pages over one run, a segmented control and menu actions that
// switch between them, Ctrl+1 to Ctrl+3. A workspace without a page is in neither; with one page
// alone there is nothing to switch. Switching only shows another page: the run, the selection, the
// zoom and what is set on the pages stay. The last workspace is remembered in the settings.
#pragma once

#include <array>
#include <functional>

#include <QList>
#include <QObject>

class QAction;
class QPushButton;
class QSettings;
class QStackedWidget;
class QWidget;

namespace emascope::ui {

enum class Workspace { kTune, kCompare, kTeach };
inline constexpr std::size_t kWorkspaces = 3;

class Workspaces final : public QObject {
  Q_OBJECT
 public:
  /// `window` owns pages and control, and gets the actions.
  explicit Workspaces(QWidget* window);

  /// Adds a page, which gets the window as its owner. `home`, a part of it, or the page itself has
  /// the focus after switching and after an edit (focus_home.h). @pre the workspace has no page yet
  void add(Workspace workspace, QWidget* page, QWidget* home = nullptr);
  /// The same with a page that `make` makes when it is first shown or asked for, or by prepare().
  void addLater(Workspace workspace, std::function<QWidget*()> make);
  /// Makes one page that is not there yet, so that the first switch to it is as fast as a later
  /// one. Takes up to 0.1 s. @return whether another one is left
  bool prepare();
  [[nodiscard]] bool has(Workspace workspace) const;
  /// Null if the workspace has none.
  [[nodiscard]] QWidget* page(Workspace workspace);

  /// Shows `page` in place of the workspaces, with the focus at `home`, until uncover() or until a
  /// workspace is shown. Replaces the page before. The pages get the window as their owner.
  void cover(QWidget* page, QWidget* home);
  /// Shows the workspace again. Emits uncovered(); the caller owns the page.
  void uncover();
  [[nodiscard]] QWidget* covering() const { return covering_; }

  [[nodiscard]] Workspace current() const { return current_; }
  /// Does nothing for a workspace without a page.
  void show(Workspace workspace);
  /// Shows the workspace of the last session, if it has a page.
  void restore(const QSettings& settings);

  [[nodiscard]] QStackedWidget* pages() const { return pages_; }
  /// Hidden while there is one page.
  [[nodiscard]] QWidget* control() const { return control_; }
  /// For a menu; visible as long as they can be used.
  [[nodiscard]] QList<QAction*> actions() const;

 Q_SIGNALS:
  void changed(emascope::ui::Workspace workspace);
  void uncovered(QWidget* page);  ///< what covered the workspaces

 private:
  struct Entry {
    QWidget* page = nullptr;
    QWidget* home = nullptr;
    std::function<QWidget*()> make = {};  // the page, if it is not there yet
    QAction* action = nullptr;
    QPushButton* button = nullptr;
  };
  void makeEntry(Workspace workspace, const QString& text, const QString& tip, const QString& keys);
  [[nodiscard]] Entry& entry(Workspace workspace);
  void refresh();
  void takeFocus();

  QWidget* window_;
  QStackedWidget* pages_;
  QWidget* control_;
  std::array<Entry, kWorkspaces> entries_ = {};
  Workspace current_ = Workspace::kTune;
  QWidget* covering_ = nullptr;
};

}  // namespace emascope::ui
