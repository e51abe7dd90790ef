// SPDX-License-Identifier: GPL-3.0-or-later
//
// The main window. Only lays out its parts (run bar, plot, tables, cards, status line, menus); each
// part talks to the controller itself.
#pragma once

#include "ui/theme/theme.h"

#include <functional>
#include <memory>

#include <QMainWindow>
#include <QStringList>

class QTabWidget;

namespace emascope::ui {

class Actions;
class Arrangement;
class EditSender;
class LossPlot;
class MessageBar;
class OpenDialog;
class PanelCommands;
class PlotCard;
class RunBar;
class RunController;
class RunNews;
class Selection;
class SideColumn;
class StatusLine;

class MainWindow final : public QMainWindow {
  Q_OBJECT
 public:
  /// `theme` overrides the saved choice for this session only.
  explicit MainWindow(RunController& controller, std::optional<ThemeChoice> theme = {});
  ~MainWindow() override;

  [[nodiscard]] LossPlot* plot() const;
  /// Reports that the engine died and why, keeps the curves, and offers a restart.
  void showEngineDied(const QString& what, std::function<void()> restart);
  /// The engine has stopped answering, or answers again.
  void showEngineSilent(bool silent, std::function<void()> end);
  void showEngineReady();
  /// Reports on a file that the run is written to; `text` starts with its name. `trouble`: it
  /// cannot be written, a warning that stays until dismissed or settled; otherwise it can be
  /// written again or was replaced by another file.
  void showFileNews(const QString& text, bool trouble);
  /// Command of the engine that inspects files; defaults to the engine beside this program.
  void setEngineCommand(const QStringList& serve) { engine_command_ = serve; }

  static void forgetSettings();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void placePanels();
  void layOut();
  void connectActions();
  void connectRun();
  void showTitle();
  void arrange();
  void chooseTheme(ThemeChoice choice);
  void restoreSettings(std::optional<ThemeChoice> theme);
  void showKeys();
  void showAbout();
  /// A non-empty `path` is filled in as data or model.
  void openOwn(const QString& path);

  RunController& controller_;
  std::unique_ptr<Selection> selection_;
  EditSender* sender_;
  PanelCommands* commands_;
  Actions* actions_;
  MessageBar* messages_;
  RunNews* news_ = nullptr;
  RunBar* run_bar_;
  PlotCard* plot_card_;
  QTabWidget* tables_;
  QWidget* tables_card_;
  SideColumn* side_;
  std::unique_ptr<Arrangement> arrangement_;
  StatusLine* status_;
  OpenDialog* open_dialog_ = nullptr;  // created on first use
  QStringList engine_command_;
  std::function<void()> revive_;  // restarts the engine
};

}  // namespace emascope::ui
