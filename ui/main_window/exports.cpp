// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/exports.h"

#include "core/protocol/options/run_options.h"
#include "core/protocol/record/run_writer.h"
#include "ui/controls/open_file_dialog.h"
#include "ui/open/engine_tool.h"
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

/// Opens a non-modal file dialog about `run` and calls `write` with the chosen path.
void ask(QWidget* window, const RunController& run, const QString& title, const QString& name,
         const QStringList& filters,
         std::function<void(const QString& path, const QString& filter)> write) {
  if (raiseOpen(window, title, &run)) return;
  auto* dialog = new QFileDialog(window, title);
  setSubject(dialog, &run);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setNameFilters(filters);
  dialog->setDefaultSuffix(QFileInfo(name).suffix());
  dialog->selectFile(name);
  QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
    const qsizetype dot = filter.indexOf(QStringLiteral("*."));
    if (dot < 0) {  // a folder
      dialog->setDefaultSuffix({});
      return dialog->selectFile(QFileInfo(dialog->selectedFiles().value(0)).completeBaseName());
    }
    dialog->setDefaultSuffix(filter.mid(dot + 2, filter.indexOf(QLatin1Char(')')) - dot - 2));
  });
  QObject::connect(dialog, &QFileDialog::fileSelected, window,
                   [dialog, write = std::move(write)](const QString& path) {
                     write(path, dialog->selectedNameFilter());
                   });
  dialog->show();
}

constexpr QLatin1String kPageFormat("html");
constexpr QLatin1String kBoardFormat("tensorboard");

/// Lets the engine write a kept run.
void exportByEngine(QWidget* window, const KeptExport& kept, const QString& format,
                    const QString& path, const Exported& exported) {
  if (kept.folder.isEmpty()) {
    return exported(
        Error{path.toStdString(), "needs a run that is kept on this machine", ".csv, .json"}, path);
  }
  auto* tool = new EngineTool(kept.engine, window);
  QObject::connect(tool, &EngineTool::answered, window,
                   [tool, path, exported](int code, const QString&, const QString& words) {
                     tool->deleteLater();
                     const Error error{path.toStdString(), words.toStdString(), ""};
                     exported(code == 0 ? Status(Ok{}) : Status(error), path);
                   });
  tool->ask({QStringLiteral("export"), kept.folder, QStringLiteral("--format"), format,
             QStringLiteral("--output"), path});
}

/// A stored run was closed before its file was chosen.
Status goneRun(const QString& path) {
  return Error{path.toStdString(), "not written, the run is no longer shown", ""};
}

}  // namespace

void askAndExportPicture(QWidget* window, const RunController& controller, LossPlot& plot,
                         Exported exported) {
  ask(window, controller, tr("Export picture"), QStringLiteral("emascope.png"),
      {tr("PNG image (*.png)"), tr("PDF vector graphics (*.pdf)"),
       tr("SVG vector graphics (*.svg)")},
      [controller = QPointer<const RunController>(&controller), plot = QPointer<LossPlot>(&plot),
       exported = std::move(exported)](const QString& path, const QString&) {
        if (!controller || !plot) return exported(goneRun(path), path);
        const Status status = controller->checkOutput("export", path.toStdString());
        exported(status ? plot->exportPicture(path, plot->size(), 2.0) : status, path);
      });
}

void askAndExportData(QWidget* window, const RunController& controller, const LossPlot& plot,
                      KeptExportOf kept_of, Exported exported) {
  const bool imported = isImported(controller.record());
  const QString board = tr("Folder for TensorBoard (*)");
  QStringList filters = {tr("Evaluations (*.csv)")};
  if (!imported) filters << tr("Complete run (*.json)");
  if (!kept_of(controller).folder.isEmpty()) filters << tr("Page (*.html)") << board;
  ask(window, controller, tr("Export data"), QStringLiteral("emascope.csv"), filters,
      [window, controller = QPointer<const RunController>(&controller),
       plot = QPointer<const LossPlot>(&plot), imported, kept_of = std::move(kept_of), board,
       exported = std::move(exported)](const QString& path, const QString& filter) {
        if (!controller || !plot) return exported(goneRun(path), path);
        const Status status = controller->checkOutput("export", path.toStdString());
        if (!status) return exported(status, path);
        const QString format = filter == board ? kBoardFormat : QFileInfo(path).suffix();
        if (imported || format == kBoardFormat || format == kPageFormat) {
          return exportByEngine(window, kept_of(*controller), format, path, exported);
        }
        exported(exportData(controller->record(), plot->remarks(), path), path);
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
