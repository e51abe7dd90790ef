// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/engine_client.h"

#include "core/library/library_news.h"

#include <csignal>
#include <utility>

#include <QCoreApplication>
#include <QDir>
#include <QThread>

namespace emascope::ui {

namespace {

constexpr qsizetype kWordsKept = 65536;
constexpr int kPoliteness = 800;  // ms; together with the kill less than a second

}  // namespace

EngineClient::EngineClient(QStringList command, QObject* parent)
    : QObject(parent), command_(std::move(command)) {
  setPatience({});
  connect(&watch_, &QTimer::timeout, this, &EngineClient::checkSilence);
}

void EngineClient::setPatience(Patience patience) {
  patience_ = patience;
  watch_.setInterval(static_cast<int>(qMin<qint64>(1000, qMin(patience.hello, patience.silence))));
}

EngineClient::~EngineClient() { shutdown(); }

QStringList EngineClient::ownEngine() {
  return {QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("emascope-engine")),
          QStringLiteral("serve")};
}

void EngineClient::launch() {
  shutdown();
  splitter_ = FrameSplitter();
  (void)events_.takeAll();  // of the previous process
  words_.clear();
  line_.clear();
  said_hello_ = running_ = was_silent_ = false;
  process_ = std::make_unique<QProcess>();
  connect(process_.get(), &QProcess::readyReadStandardOutput, this, &EngineClient::readFrames);
  connect(process_.get(), &QProcess::readyReadStandardError, this, &EngineClient::readWords);
  connect(process_.get(), &QProcess::finished, this, &EngineClient::finished);
  connect(
      process_.get(), &QProcess::errorOccurred, this,
      [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart || !process_) return;
        giveUp(tr("The engine could not be started: %1: %2")
                   .arg(command_.join(QLatin1Char(' ')), process_->errorString()));
      },
      Qt::QueuedConnection);  // start() may fail before the caller of launch() has connected
  // The engine ignores Ctrl-C, also over ssh: this program ends the run and then the engine.
  process_->setChildProcessModifier([] { std::signal(SIGINT, SIG_IGN); });
  last_heard_.start();
  watch_.start();
  process_->start(command_.value(0), command_.mid(1));
}

void EngineClient::discardProcess() {
  watch_.stop();
  said_hello_ = running_ = false;
  if (!process_) return;
  process_->disconnect(this);
  process_.release()->deleteLater();  // this may run in a slot of the process's own signal
}

void EngineClient::shutdown() {
  if (!process_) return;
  process_->disconnect(this);
  if (process_->state() != QProcess::NotRunning) {
    // Nobody takes the events any more; QProcess would keep them in memory.
    connect(process_.get(), &QProcess::readyReadStandardOutput, process_.get(),
            [process = process_.get()] { process->skip(process->bytesAvailable()); });
    process_->closeWriteChannel();
    if (!process_->waitForFinished(kPoliteness)) {
      process_->kill();
      process_->waitForFinished(kPoliteness);
    }
    readWords();  // the last ones say where the run is kept
  }
  discardProcess();
}

void EngineClient::kill() {
  if (process_) process_->kill();
}

QString EngineClient::lastWords() const {
  constexpr qsizetype kLines = 12;
  QStringList lines = QString::fromUtf8(words_).trimmed().split(QLatin1Char('\n'));
  // Where a run is kept has nothing to do with the death, and was told when it was written.
  const QLatin1String news(kLibraryNews.data(), static_cast<qsizetype>(kLibraryNews.size()));
  lines.removeIf([news](const QString& line) { return line.startsWith(news); });
  return lines.mid(qMax<qsizetype>(0, lines.size() - kLines)).join(QLatin1Char('\n'));
}

void EngineClient::post(Command command) {
  if (QThread::currentThread() != thread()) {
    QMetaObject::invokeMethod(
        this, [this, command = std::move(command)] { post(command); }, Qt::QueuedConnection);
    return;
  }
  if (!alive()) return;
  const std::string frame = encode(command);
  process_->write(frame.data(), static_cast<qint64>(frame.size()));
}

void EngineClient::setWakeup(std::function<void()> wakeup) { wakeup_ = std::move(wakeup); }

void EngineClient::readFrames() {
  last_heard_.start();
  const QByteArray bytes = process_->readAllStandardOutput();
  splitter_.append({bytes.constData(), static_cast<std::size_t>(bytes.size())});
  while (process_) {
    auto payload = splitter_.next();
    if (!payload) {
      giveUp(tr("The engine does not speak the protocol: %1")
                 .arg(QString::fromStdString(payload.error().message())));
      return;
    }
    if (!payload.value()) return;
    auto message = decodeFromEngine(*payload.value());
    if (!message) {
      giveUp(tr("The engine sent an invalid message: %1")
                 .arg(QString::fromStdString(message.error().message())));
      return;
    }
    take(std::move(message).value());
  }
}

void EngineClient::take(EngineMessage message) {
  if (auto* hello = std::get_if<Hello>(&message)) {
    hello_ = std::move(*hello);
    said_hello_ = true;
    Q_EMIT helloArrived();
    return;
  }
  if (!said_hello_) {
    giveUp(tr("The engine sent an event before its Hello message"));
    return;
  }
  auto& event = std::get<Event>(message);
  if (const auto* changed = std::get_if<event::StateChanged>(&event)) {
    running_ = changed->state == RunState::kRunning;
  }
  if (events_.put(std::move(event)) && wakeup_) wakeup_();
}

void EngineClient::readWords() {
  const QByteArray news = process_->readAllStandardError();
  words_ += news;
  if (words_.size() > kWordsKept) words_ = words_.right(kWordsKept);
  line_ += news;
  QList<QByteArray> lines = line_.split('\n');
  line_ = lines.takeLast().left(kWordsKept);
  for (const QByteArray& line : lines) Q_EMIT wrote(QString::fromUtf8(line));
}

void EngineClient::finished(int code, QProcess::ExitStatus status) {
  readFrames();
  if (!process_) return;  // invalid output has already been reported
  readWords();
  QString what = status == QProcess::CrashExit ? tr("The engine was killed by signal %1").arg(code)
                                               : tr("The engine exited with code %1").arg(code);
  if (splitter_.pending() > 0) what += tr(", in the middle of a message");
  giveUp(what);
}

void EngineClient::giveUp(const QString& what) {
  if (process_ && process_->isOpen()) readWords();
  const QString words = lastWords();
  if (process_ && process_->state() != QProcess::NotRunning) {
    process_->disconnect(this);
    process_->kill();
    process_->waitForFinished(kPoliteness);
  }
  discardProcess();
  Q_EMIT died(words.isEmpty() ? what : what + QStringLiteral("\n") + words);
}

void EngineClient::checkSilence() {
  if (!process_) return;
  const qint64 quiet = last_heard_.elapsed();
  if (!said_hello_) {
    if (quiet > patience_.hello) {
      giveUp(tr("The engine did not send its Hello message within %1 s")
                 .arg(static_cast<double>(patience_.hello) / 1000.0));
    }
    return;
  }
  const bool silent_now = running_ && quiet > patience_.silence;
  if (silent_now == was_silent_) return;
  was_silent_ = silent_now;
  Q_EMIT silent(silent_now);
}

}  // namespace emascope::ui
