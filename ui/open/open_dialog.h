// SPDX-License-Identifier: GPL-3.0-or-later
//
// A person's own files in place of a demo: the options of `emascope-engine train --data`, what the
// engine finds in the files while they are typed, and a start. The run that is going on ends only
// when the new one has been accepted; a refusal is shown here. Stops nothing, and keeps what was
// chosen as long as it lives.
#pragma once

#include "core/protocol/run_config.h"
#include "ui/open/engine_tool.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace emascope::ui {

class UserTaskForm;
class RunController;
class ScriptTrust;

class OpenDialog final : public QDialog {
  Q_OBJECT
 public:
  /// `serve`: the engine's command.
  OpenDialog(RunController& controller, const QStringList& serve, QWidget* parent);

  /// In front of everything; with `path`, if not empty, as data or model.
  void present(const QString& path = {});
  /// Whether the answer to `request` is shown here.
  [[nodiscard]] bool asked(quint64 request) const { return request != 0 && request == request_; }

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  [[nodiscard]] QWidget* makeAnswers(const QStringList& serve);
  void formChanged();
  void lookAtData();
  void showFound(int code, const QString& text, const QString& words);
  void refreshStart();
  void start();
  void refuse(const QString& message);

  RunController& controller_;
  EngineTool data_;
  UserTaskForm* form_;
  QLabel* found_state_;
  QPlainTextEdit* found_;
  ScriptTrust* script_;
  QLabel* reason_;
  QPushButton* start_;
  QStringList looked_at_;    // what was asked of `data` last
  bool unreadable_ = false;  // its answer was an error
  quint64 request_ = 0;      // the last start
  bool starting_ = false;    // and it has not been answered
};

}  // namespace emascope::ui
