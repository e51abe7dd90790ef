// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/table_export.h"

#include "core/base/numbers.h"
#include "core/base/output_file.h"
#include "core/protocol/record/run_summary.h"
#include "core/protocol/record/track_age.h"
#include "ui/controls/open_file_dialog.h"
#include "ui/panels/panel_commands.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/selection.h"
#include "ui/run/words.h"

#include <cmath>
#include <optional>
#include <string_view>

#include <QFileDialog>

namespace emascope::ui {
namespace {

/// A field of the file, quoted if need be.
std::string field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char letter : text) {
    if (letter == '"') quoted += '"';
    quoted += letter;
  }
  return quoted + "\"";
}

std::string number(double value) { return std::isfinite(value) ? formatNumber(value) : ""; }

/// "loss,metric,best,best_step" of raw or a track.
std::string losses(const RunRecord& record, std::optional<std::size_t> track) {
  std::string text;
  if (!record.points.empty()) {
    const EvalPoint& last = record.points.back();
    const Evaluation& val = track ? last.tracks[*track].val : last.raw;
    text = number(val.loss) + "," + number(val.metric);
  } else {
    text = ",";
  }
  const auto best = bestMean(record.points, track);
  return text + "," + (best ? number(best->loss) + "," + std::to_string(best->step) : ",");
}

std::string verdictFields(const RunRecord& record, std::size_t track, VerdictSpan span) {
  const Verdict verdict = verdictOf(record, track, span);
  std::string text = std::string(verdictKindText(verdict.kind));
  if (!verdict.percent_half_width) return text + ",,,,,";
  return text + "," + number(verdict.percent_lower) + "," + number(*verdict.percent_half_width) +
         "," + std::to_string(verdict.wins) + "," + std::to_string(verdict.losses) + "," +
         std::to_string(verdict.evaluations);
}

void writeTable(const PanelContext& context, const QString& path) {
  const std::string name = path.toStdString();
  Status status = context.controller->checkOutput("export", name);
  if (status) {
    status = replaceFile(name,
                         tableText(context.controller->record(), context.selection->verdictSpan()));
  }
  if (status) {
    Q_EMIT context.commands->done(tr("Written: %1").arg(path));
  } else {
    Q_EMIT context.commands->failed(tr("The table was not written"),
                                    QString::fromStdString(status.error().message()));
  }
}

}  // namespace

std::string tableText(const RunRecord& record, VerdictSpan span) {
  const std::string metric = record.facts.model.metric;
  std::string text = "track,rule,half_life_steps,loss," +
                     field(metric.empty() ? "metric" : metric) +
                     ",best_mean_of_5,best_step,verdict,lower_than_raw_percent,half_width_percent,"
                     "wins,losses,evaluations\r\n";
  text += "raw,,," + losses(record, std::nullopt) + ",,,,,,\r\n";
  for (std::size_t track = 0; track < record.alive; ++track) {
    text += field(record.tracks[track].label) + "," +
            field(scheduleText(record, track).toStdString()) + "," +
            number(halfLifeInForce(record, track)) + "," + losses(record, track) + "," +
            verdictFields(record, track, span) + "\r\n";
  }
  return text;
}

void askAndExportTable(const PanelContext& context, QWidget* window) {
  if (raiseOpen(window, tr("Export table"), context.controller)) return;
  auto* dialog = new QFileDialog(window, tr("Export table"));
  setSubject(dialog, context.controller);
  dialog->setObjectName(QStringLiteral("export_table_dialog"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setNameFilter(tr("Comma-separated values (*.csv)"));
  dialog->setDefaultSuffix(QStringLiteral("csv"));
  dialog->selectFile(QStringLiteral("tracks-step-%1.csv").arg(context.controller->record().step));
  QObject::connect(dialog, &QFileDialog::fileSelected, context.commands,
                   [context](const QString& path) { writeTable(context, path); });
  dialog->show();
}

}  // namespace emascope::ui
