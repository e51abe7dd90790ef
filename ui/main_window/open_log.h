// SPDX-License-Identifier: GPL-3.0-or-later
//
// A log of another tool becomes a run of the library: the engine's command `import` reads and keeps
// it. And the dialog that chooses one.
#pragma once

#include "ui/open/engine_tool.h"

#include <functional>
#include <memory>

#include <QObject>
#include <QString>
#include <QStringList>

class QWidget;

namespace emascope::ui {

/// [ui-thread]
class LogImport final : public QObject {
  Q_OBJECT
 public:
  /// `library`: folder of the library.
  explicit LogImport(QString library, QObject* parent = nullptr);

  /// Reads the file or folder `path` by the engine with this command, asynchronously. Another log
  /// that is still being read is given up. `run`: of a database of several runs, the name of one.
  void start(const QString& path, const QStringList& engine, const QString& run = {});

 Q_SIGNALS:
  /// The log is the run in `folder`. `title`: in one line.
  void kept(const QString& folder, const QString& title);
  /// The database `path` has runs with these names, of which start() takes one.
  void severalRuns(const QString& path, const QStringList& names);
  /// What went wrong, also beside kept() if a part of the log is damaged.
  void told(const QString& text, const QString& details);

 private:
  void answered(int code, const QString& json, const QString& words);

  QString library_;
  QString path_;
  std::unique_ptr<EngineTool> tool_;
};

/// Opens a non-modal dialog that takes a log's file or its folder.
void askForLog(QWidget* window, const std::function<void(const QString&)>& chosen);

/// Opens a non-modal dialog that takes one of the runs in the database `path`, in place of one that
/// is still open.
void askForRun(QWidget* window, const QString& path, const QStringList& names,
               const std::function<void(const QString&)>& chosen);

}  // namespace emascope::ui
