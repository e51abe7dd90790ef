// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/python_button.h"

#include "core/protocol/record/track_history.h"
#include "ui/panels/panel_commands.h"
#include "ui/panels/preview.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"
#include "ui/run/words.h"

#include <chrono>
#include <string>

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QStringList>
#include <QTimer>

namespace emascope::ui {
namespace {

constexpr qsizetype kPreviewLines = 30;

QString what() {
  return PythonButton::tr(
      "Copies Python to the clipboard: import, construction, update, and your changes at their "
      "steps.");
}

/// The first lines of `text`, as rich text.
QString preview(const QString& text) {
  QStringList lines = text.trimmed().split(QLatin1Char('\n'));
  const bool more = lines.size() > kPreviewLines;
  if (more) lines = lines.first(kPreviewLines);
  return QStringLiteral("<pre>") + lines.join(QLatin1Char('\n')).toHtmlEscaped() +
         (more ? QStringLiteral("\n…</pre>") : QStringLiteral("</pre>"));
}

}  // namespace

QString whyNoPython(const RunRecord& record, std::size_t track) {
  const bool logged = track < record.tracks.size() && record.tracks[track].schedule.empty();
  return logged ? PythonButton::tr("The log of another tool does not say how the average was made.")
                : QString();
}

PythonButton::PythonButton(const PanelContext& context, QWidget* parent)
    : QPushButton(tr("Copy as Python"), parent), context_(context) {
  setObjectName(QStringLiteral("copy_python"));
  setToolTip(what());
  connect(this, &QPushButton::clicked, this, &PythonButton::copy);
  connect(context_.controller, &RunController::runStarted, this, &PythonButton::obey);
  connect(context_.selection, &Selection::trackChanged, this, &PythonButton::obey);
}

void PythonButton::obey() {
  const QString why = whyNoPython(context_.controller->record(), context_.selection->track());
  setEnabled(why.isEmpty());
  setToolTip(why.isEmpty() ? what() : why);
}

// The lines are made anew, because edits are added to them during the run.
bool PythonButton::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip && isEnabled()) {
    const RunRecord& record = context_.controller->record();
    const std::size_t track = context_.selection->track();
    QString tip = what();
    if (track < record.tracks.size()) {
      if (const PythonTrack history = trackHistory(record, track); history.rule != nullptr) {
        if (const auto text = pythonText(history)) tip += preview(QString::fromStdString(*text));
      }
    }
    setToolTip(tip);
  }
  return QPushButton::event(event);
}

void PythonButton::copy() {
  const RunRecord& record = context_.controller->record();
  const std::size_t track = context_.selection->track();
  const std::string& schedule = record.tracks[track].schedule;
  const QString name = QString::fromStdString(schedule);
  if (findRule(schedule) == nullptr) {
    Q_EMIT context_.commands->failed(
        tr("Nothing was copied"),
        tr("The engine offers the schedule %1, but this window has no PyTorch code for it.")
            .arg(name));
    return;
  }
  const auto text = pythonText(trackHistory(record, track));
  if (!text) {
    Q_EMIT context_.commands->failed(tr("Nothing was copied"),
                                     QString::fromStdString(text.error().message()));
    return;
  }
  QGuiApplication::clipboard()->setText(QString::fromStdString(*text));
  using std::chrono_literals::operator""s;
  setText(tr("Copied"));
  QTimer::singleShot(2s, this, [this] { setText(tr("Copy as Python")); });
}

}  // namespace emascope::ui
