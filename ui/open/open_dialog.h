// SPDX-License-Identifier: GPL-3.0-or-later
//
// The dialog for training on a user's own files instead of a demo. Has the options of
// `emascope-engine train --data`, and shows what the engine finds in the files while they are
// typed: a report, some images, and the columns and arrays to choose from. The current run ends
// only when the engine has accepted the new one; a refusal is shown here. Non-modal; keeps its
// entries as long as it lives.
#pragma once

#include "core/protocol/spec/run_config.h"
#include "ui/open/engine_tool.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace emascope::ui {

struct FoundData;
class UserTaskForm;
class RunController;
class ImageStrip;
class ScriptTrust;

class OpenDialog final : public QDialog {
  Q_OBJECT
 public:
  /// `serve`: the engine's command.
  OpenDialog(RunController& controller, const QStringList& serve, QWidget* parent);

  /// Shows and raises the dialog; a non-empty `path` is filled in as data or model.
  void present(const QString& path = {});
  /// Whether this dialog sent `request` and shows the answer.
  [[nodiscard]] bool asked(quint64 request) const { return request != 0 && request == request_; }

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  [[nodiscard]] QWidget* makeAnswers(const QStringList& serve);
  void formChanged();
  void lookAtData();
  void showFound(int code, const QString& text, const QString& words);
  void showContents(const FoundData& found);
  void learnNames(const QStringList& names);
  void offerLabels(const QString& files);
  void refreshStart();
  void start();
  void refuse(const QString& message);

  RunController& controller_;
  EngineTool data_;
  bool elsewhere_;
  double sized_at_ = 0.0;  // the interface's scale for which the size was chosen
  UserTaskForm* form_;
  QLabel* found_state_;
  ImageStrip* samples_;
  QLabel* hint_;
  QPlainTextEdit* found_;
  ScriptTrust* script_;
  QLabel* reason_;
  QPushButton* start_;
  QStringList names_;        // columns or arrays seen in the data
  QString names_of_;         // the data that have them
  QStringList looked_at_;    // the last arguments of `data`
  bool unreadable_ = false;  // `data` reported an error
  quint64 request_ = 0;      // of the last start
  bool starting_ = false;    // the last start is not answered yet
};

}  // namespace emascope::ui
