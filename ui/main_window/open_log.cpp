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
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>
#include <QVariant>

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

/// One of several runs; Enter or a double click takes it.
class RunOfLogDialog final : public QDialog {
  Q_DECLARE_TR_FUNCTIONS(RunOfLogDialog)
 public:
  RunOfLogDialog(const QString& path, const QStringList& names, QWidget* parent)
      : QDialog(parent), runs_(new QListWidget(this)) {
    setObjectName(QStringLiteral("log_run_dialog"));
    setWindowTitle(tr("Choose a run"));
    auto* label = new QLabel(tr("%1 has several runs:").arg(QFileInfo(path).fileName()), this);
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(runs_);
    runs_->setObjectName(QStringLiteral("log_runs"));
    runs_->setAccessibleName(tr("Runs of the log"));
    for (const QString& name : names) {
      auto* item = new QListWidgetItem(plainLine(name.toStdString(), kLongestLogTitle), runs_);
      item->setData(Qt::UserRole, name);
    }
    runs_->setCurrentRow(0);
    auto* open = new QPushButton(tr("Open"), this);
    open->setObjectName(QStringLiteral("log_run_open"));
    open->setDefault(true);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    connect(open, &QPushButton::clicked, this, &QDialog::accept);
    connect(runs_, &QListWidget::itemDoubleClicked, this, &QDialog::accept);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(open);
    auto* column = new QVBoxLayout(this);
    column->addWidget(label);
    column->addWidget(runs_);
    column->addLayout(buttons);
  }

  [[nodiscard]] QString run() const {
    const QListWidgetItem* item = runs_->currentItem();
    return item != nullptr ? item->data(Qt::UserRole).toString() : QString();
  }

 private:
  QListWidget* runs_;
};

}  // namespace

LogImport::LogImport(QString library, QObject* parent)
    : QObject(parent), library_(std::move(library)) {}

void LogImport::start(const QString& path, const QStringList& engine, const QString& run) {
  path_ = path;
  tool_ = std::make_unique<EngineTool>(engine);
  connect(tool_.get(), &EngineTool::answered, this, &LogImport::answered);
  QStringList words = {QStringLiteral("import"), QFileInfo(path).absoluteFilePath(),
                       QStringLiteral("--library"), library_, QStringLiteral("--json")};
  if (!run.isEmpty()) words << QStringLiteral("--run=") + run;
  tool_->ask(words);
}

void LogImport::answered(int code, const QString& json, const QString& words) {
  const QJsonObject said = QJsonDocument::fromJson(json.toUtf8()).object();
  const QString folder = said[QStringLiteral("kept")].toString();
  const QStringList names = said[QStringLiteral("runs")].toVariant().toStringList();
  if (folder.isEmpty() && !names.isEmpty()) return Q_EMIT severalRuns(path_, names);
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

void askForRun(QWidget* window, const QString& path, const QStringList& names,
               const std::function<void(const QString&)>& chosen) {
  if (auto* before = window->findChild<QDialog*>(QStringLiteral("log_run_dialog"))) delete before;
  auto* dialog = new RunOfLogDialog(path, names, window);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  QObject::connect(dialog, &QDialog::accepted, window, [dialog, chosen] { chosen(dialog->run()); });
  dialog->show();
}

}  // namespace emascope::ui
