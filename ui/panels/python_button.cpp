// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/python_button.h"

#include "core/rules/live_edit.h"
#include "ui/panels/panel_commands.h"
#include "ui/panels/preview.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"
#include "ui/run/words.h"

#include <chrono>
#include <string>

#include <QClipboard>
#include <QGuiApplication>
#include <QTimer>

namespace emascope::ui {

PythonButton::PythonButton(const PanelContext& context, QWidget* parent)
    : QPushButton(tr("Copy as Python"), parent), context_(context) {
  setObjectName(QStringLiteral("copy_python"));
  setToolTip(tr("Copies PyTorch code with these settings to the clipboard."));
  connect(this, &QPushButton::clicked, this, &PythonButton::copy);
}

void PythonButton::copy() {
  const RunRecord& record = context_.controller->record();
  const std::size_t track = context_.selection->track();
  const std::string& schedule = record.tracks[track].schedule;
  const QString name = QString::fromStdString(schedule);
  const ScheduleEntry* rule = findRule(schedule);
  if (!rule) {
    Q_EMIT context_.commands->failed(
        tr("Nothing was copied"),
        tr("The engine offers the schedule %1, but this window has no PyTorch code for it.")
            .arg(name));
    return;
  }
  const auto values = orderedValues(*rule, valuesInForce(record, track), "");
  const std::string text = values && rule->python ? rule->python(*values) : std::string();
  if (text.empty()) {
    Q_EMIT context_.commands->failed(
        tr("Nothing was copied"),
        values ? tr("No PyTorch library supports the schedule %1 with these settings.").arg(name)
               : QString::fromStdString(values.error().message()));
    return;
  }
  QGuiApplication::clipboard()->setText(QString::fromStdString(text));
  using std::chrono_literals::operator""s;
  setText(tr("Copied"));
  QTimer::singleShot(2s, this, [this] { setText(tr("Copy as Python")); });
}

}  // namespace emascope::ui
