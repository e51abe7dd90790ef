// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/exports.h"

#include "core/protocol/options/run_options.h"
#include "core/protocol/record/run_writer.h"
#include "ui/controls/open_file_dialog.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"

#include <utility>

#include <QFileDialog>
#include <QFileInfo>
#include <QPointer>

namespace emascope::ui {
namespace {

RunRemarks asWritten(const Remarks& remarks) {
  RunRemarks written;
  for (const ReferenceLine& line : remarks.lines) {
    written.lines.push_back({line.name.toStdString(), line.value, line.metric});
  }
  for (const StepNote& note : remarks.notes) {
    written.notes.push_back({note.step, note.text.toStdString()});
  }
  return written;
}

/// Opens a non-modal file dialog and calls `write` with the chosen path.
void ask(QWidget* window, const QString& title, const QString& name, const QStringList& filters,
         std::function<void(const QString&)> write) {
  if (raiseOpen(window, title)) return;
  auto* dialog = new QFileDialog(window, title);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setNameFilters(filters);
  dialog->setDefaultSuffix(QFileInfo(name).suffix());
  dialog->selectFile(name);
  QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
    const qsizetype dot = filter.indexOf(QStringLiteral("*."));
    dialog->setDefaultSuffix(filter.mid(dot + 2, filter.indexOf(QLatin1Char(')')) - dot - 2));
  });
  QObject::connect(dialog, &QFileDialog::fileSelected, window, std::move(write));
  dialog->show();
}

/// A stored run was closed before its file was chosen.
Status goneRun(const QString& path) {
  return Error{path.toStdString(), "not written, the run is no longer shown", ""};
}

}  // namespace

void askAndExportPicture(QWidget* window, const RunController& controller, LossPlot& plot,
                         Exported exported) {
  ask(window, tr("Export picture"), QStringLiteral("emascope.png"),
      {tr("PNG image (*.png)"), tr("PDF vector graphics (*.pdf)"),
       tr("SVG vector graphics (*.svg)")},
      [controller = QPointer<const RunController>(&controller), plot = QPointer<LossPlot>(&plot),
       exported = std::move(exported)](const QString& path) {
        if (!controller || !plot) return exported(goneRun(path), path);
        const Status status = controller->checkOutput("export", path.toStdString());
        exported(status ? plot->exportPicture(path, plot->size(), 2.0) : status, path);
      });
}

void askAndExportData(QWidget* window, const RunController& controller, const LossPlot& plot,
                      Exported exported) {
  ask(window, tr("Export data"), QStringLiteral("emascope.csv"),
      {tr("Evaluations (*.csv)"), tr("Complete run (*.json)")},
      [controller = QPointer<const RunController>(&controller),
       plot = QPointer<const LossPlot>(&plot),
       exported = std::move(exported)](const QString& path) {
        if (!controller || !plot) return exported(goneRun(path), path);
        const Status status = controller->checkOutput("export", path.toStdString());
        exported(status ? exportData(controller->record(), plot->remarks(), path) : status, path);
      });
}

Status exportData(const RunRecord& record, const Remarks& remarks, const QString& path) {
  const std::string name = path.toStdString();
  if (path.endsWith(QStringLiteral(".json"))) {
    return saveRun(runJsonWith(asWritten(remarks)), record, name);
  }
  if (path.endsWith(QStringLiteral(".csv"))) return saveRun(writeRunCsv, record, name);
  return Error{name, "unknown file extension", ".csv, .json"};
}

QString repeatCommand(const RunRecord& record) {
  std::vector<std::string> words = {"emascope"};
  for (std::string& word : replayOptions(replayConfig(record))) words.push_back(std::move(word));
  return QString::fromStdString(shellLine(words));
}

}  // namespace emascope::ui
