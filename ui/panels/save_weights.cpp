// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/save_weights.h"

#include "core/protocol/record/run_summary.h"
#include "core/protocol/spec/weight_reports.h"
#include "ui/controls/open_file_dialog.h"
#include "ui/panels/panel_commands.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"

#include <cstddef>

#include <QFileDialog>
#include <QFileInfo>

namespace emascope::ui {
namespace {

constexpr QLatin1String kWeightsSuffix("safetensors");

void saveTo(const PanelContext& context, const std::string& of, double share, const QString& path) {
  RunController* controller = context.controller;
  const Status status =
      controller->checkOutput("save " + mixText(of, share), path.toStdString(), true);
  if (!status) {
    Q_EMIT context.commands->failed(tr("Nothing was saved"),
                                    QString::fromStdString(status.error().message()));
    return;
  }
  const std::uint64_t request = controller->save({of, path.toStdString(), share});
  if (request == 0) {
    Q_EMIT context.commands->failed(tr("Nothing was saved"),
                                    tr("The engine no longer has the weights of this run."));
    return;
  }
  auto* waits = new QObject(context.commands);
  QObject::connect(controller, &RunController::saved, waits,
                   [waits, request](const event::Saved& file) {
                     if (file.request == request) waits->deleteLater();
                   });
  QObject::connect(controller, &RunController::rejected, waits,
                   [waits, request, context](quint64 refused, const QString& reason) {
                     if (refused != request) return;
                     waits->deleteLater();
                     Q_EMIT context.commands->failed(tr("Nothing was saved"), reason);
                   });
}

/// A file name without characters that folders or shells treat specially.
QString fileName(const QString& label, const RunController& run) {
  QString name;
  for (const QChar letter : label.left(64)) {
    const bool plain =
        letter.unicode() < 128 && (letter.isLetterOrNumber() || letter == u'_' || letter == u'.');
    name += plain ? letter : QChar(u'-');
  }
  // A run that goes on is at another step by the time that it saves.
  if (run.state() != RunState::kRunning) name += QStringLiteral("-step-%1").arg(run.record().step);
  return name + u'.' + kWeightsSuffix;
}

/// A model that came as TorchScript is only trained if it is trusted.
bool isScriptRun(const RunRecord& record) { return record.config.user_task.contains("trust"); }

/// For the name that stands there, and for one typed without an ending.
void useSuffix(QFileDialog& dialog, const QString& suffix) {
  dialog.setDefaultSuffix(suffix);
  const QStringList files = dialog.selectedFiles();
  if (files.size() != 1 || QFileInfo(files.first()).isDir()) return;
  dialog.selectFile(QFileInfo(files.first()).completeBaseName() + QLatin1Char('.') + suffix);
}

}  // namespace

std::optional<std::string> bestAverage(const RunRecord& record) {
  std::optional<std::string> label;
  double lowest = 0.0;
  for (std::size_t track = 0; track < record.alive; ++track) {
    const auto best = bestMean(record.points, track);
    if (!best || (label && best->loss >= lowest)) continue;
    label = record.tracks[track].label;
    lowest = best->loss;
  }
  return label;
}

void askAndSaveWeights(const PanelContext& context, const std::string& of, QWidget* window,
                       double share) {
  const QString label = QString::fromStdString(mixText(of, share));
  const QString title = tr("Save weights: %1").arg(label.left(64));
  if (raiseOpen(window, title)) return;
  auto* dialog = new QFileDialog(window, title);
  dialog->setObjectName(QStringLiteral("save_weights"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  QStringList filters = {tr("Weights (*.safetensors)")};
  // Whether the model that came as TorchScript can be saved as such, only the engine knows; it says
  // so if it cannot.
  if (isScriptRun(context.controller->record())) filters += tr("TorchScript (*.pt)");
  dialog->setNameFilters(filters);
  dialog->setDefaultSuffix(kWeightsSuffix);
  dialog->selectFile(fileName(label, *context.controller));
  QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
    useSuffix(*dialog, filter.contains(QStringLiteral("*.pt")) ? QStringLiteral("pt")
                                                               : QString(kWeightsSuffix));
  });
  QObject::connect(dialog, &QFileDialog::fileSelected, context.commands,
                   [context, of, share](const QString& path) { saveTo(context, of, share, path); });
  dialog->show();
}

}  // namespace emascope::ui
