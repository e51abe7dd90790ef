// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/open_log.h"

#include "ui/controls/open_file_dialog.h"
#include "ui/open/dropped.h"
#include "ui/run/said.h"
#include "ui/runs/run_words.h"

#include <utility>

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>

namespace emascope::ui {
namespace {

constexpr qsizetype kLongestLogTitle = 120;

/// Takes a folder that is a log, too; a double click enters it.
class LogDialog final : public QFileDialog {
  Q_DECLARE_TR_FUNCTIONS(LogDialog)
 public:
  LogDialog(const QString& title, QWidget* parent) : QFileDialog(parent, title) {
    setObjectName(QStringLiteral("log_dialog"));
    // That of the desktop chooses either files or folders.
    setOption(QFileDialog::DontUseNativeDialog);
    setFileMode(QFileDialog::ExistingFile);
    setLabelText(QFileDialog::FileName, tr("Log file or folder:"));
    setNameFilters({tr("Logs of TensorBoard, Trackio, Lightning, Trainer (*tfevents* *.db *.csv "
                       "*.json)"),
                    tr("All files (*)")});
    connect(this, &QFileDialog::currentChanged, this, [this](const QString& path) {
      auto* name = findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
      if (name != nullptr && QFileInfo(path).isDir() && isLog(path)) name->setText(path);
    });
  }

  void accept() override {
    const QString path = selectedFiles().value(0);
    if (!QFileInfo(path).isDir() || !isLog(path)) return QFileDialog::accept();
    Q_EMIT fileSelected(path);
    done(QDialog::Accepted);
  }
};

}  // namespace

LogImport::LogImport(QString library, QObject* parent)
    : QObject(parent), library_(std::move(library)) {}

void LogImport::start(const QString& path, const QStringList& engine) {
  tool_ = std::make_unique<EngineTool>(engine);
  connect(tool_.get(), &EngineTool::answered, this, &LogImport::answered);
  tool_->ask({QStringLiteral("import"), QFileInfo(path).absoluteFilePath(),
              QStringLiteral("--library"), library_, QStringLiteral("--json")});
}

void LogImport::answered(int code, const QString& json, const QString& words) {
  const QJsonObject said = QJsonDocument::fromJson(json.toUtf8()).object();
  const QString folder = said[QStringLiteral("kept")].toString();
  if (folder.isEmpty()) return Q_EMIT told(tr("The log cannot be opened"), words);
  Q_EMIT kept(folder,
              plainLine(said[QStringLiteral("title")].toString().toStdString(), kLongestLogTitle));
  if (code != 0) Q_EMIT told(tr("A part of the log is missing"), words);
}

void askForLog(QWidget* window, const std::function<void(const QString&)>& chosen) {
  const QString title = tr("Open a log");
  if (raiseOpen(window, title)) return;
  auto* dialog = new LogDialog(title, window);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  QObject::connect(dialog, &QFileDialog::fileSelected, window, chosen);
  dialog->show();
}

}  // namespace emascope::ui
