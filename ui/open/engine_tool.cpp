// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/open/engine_tool.h"

#include "core/protocol/options/run_options.h"
#include "ui/run/engine_client.h"

#include <chrono>
#include <utility>

#include <QCoreApplication>
#include <QFileInfo>

namespace emascope::ui {

using std::chrono_literals::operator""ms;

namespace {

QString withoutName(const QByteArray& said) {
  QString words = QString::fromUtf8(said).trimmed();
  const QString name = QStringLiteral("emascope-engine: ");
  if (words.startsWith(name)) words.remove(0, name.size());
  return words;
}

}  // namespace

EngineTool::EngineTool(QStringList serve, QObject* parent)
    : QObject(parent), serve_(std::move(serve)) {
  pause_.setSingleShot(true);
  pause_.setInterval(250ms);
  connect(&pause_, &QTimer::timeout, this, &EngineTool::start);
}

EngineTool::~EngineTool() { discard(); }

bool EngineTool::isElsewhere(const QStringList& serve) {
  return QFileInfo(serve.value(0)).fileName() == QLatin1String("ssh");
}

QStringList EngineTool::here(const QStringList& serve) {
  return isElsewhere(serve) || command(serve, {}).isEmpty() ? EngineClient::ownEngine() : serve;
}

QStringList EngineTool::command(const QStringList& serve, const QStringList& words) {
  if (serve.size() < 2 || serve.back() != QLatin1String("serve")) return {};
  QStringList whole = serve;
  whole.removeLast();
  for (const QString& word : words) {
    whole << (isElsewhere(serve) ? QString::fromStdString(shellLine({word.toStdString()})) : word);
  }
  return whole;
}

void EngineTool::ask(const QStringList& words) {
  discard();
  words_ = words;
  pause_.start();
}

void EngineTool::forget() {
  pause_.stop();
  discard();
}

void EngineTool::start() {
  process_ = std::make_unique<QProcess>();
  connect(process_.get(), &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
    const QString words = withoutName(process_->readAllStandardError());
    const bool crashed = status == QProcess::CrashExit;
    finish(crashed ? -1 : code,
           crashed ? tr("the engine was killed by signal %1").arg(code) : words);
  });
  connect(
      process_.get(), &QProcess::errorOccurred, this,
      [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart || !process_) return;
        finish(-1, tr("%1 could not be started: %2").arg(serve_.value(0), process_->errorString()));
      },
      Qt::QueuedConnection);
  const QStringList whole = command(serve_, words_);
  process_->setStandardInputFile(QProcess::nullDevice());
  process_->start(whole.value(0), whole.mid(1));
}

void EngineTool::finish(int code, const QString& words) {
  const QString text = QString::fromUtf8(process_->readAllStandardOutput());
  discard();
  Q_EMIT answered(code, text, words);
}

void EngineTool::discard() {
  if (!process_) return;
  QProcess* process = process_.release();  // this may run in a slot of the process's own signal
  process->disconnect(this);
  if (process->state() == QProcess::NotRunning) {
    process->deleteLater();
    return;
  }
  process->setParent(QCoreApplication::instance());  // the application waits for it on exit
  connect(process, &QProcess::finished, process, &QObject::deleteLater);
  process->kill();
}

}  // namespace emascope::ui
