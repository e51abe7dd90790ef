// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs the engine as a child process: starts it, speaks the protocol over its pipes, and detects
// when it dies, stops responding or violates the protocol. A failing engine cannot crash the
// window. Keeps the end of the engine's stderr for error messages.
#pragma once

#include "core/base/mailbox.h"
#include "core/protocol/session.h"
#include "core/protocol/wire/codec.h"

#include <memory>

#include <QByteArray>
#include <QElapsedTimer>
#include <QObject>
#include <QProcess>
#include <QStringList>
#include <QTimer>

namespace emascope::ui {

/// [ui-thread], except for the members of Session.
class EngineClient final : public QObject, public Session {
  Q_OBJECT
 public:
  /// `command`: program and arguments. Does not start it.
  explicit EngineClient(QStringList command, QObject* parent = nullptr);
  ~EngineClient() override;

  /// Timeouts in milliseconds: for the Hello message, and for any message during a run. Loading
  /// LibTorch from a cold disk takes seconds.
  struct Patience {
    qint64 hello = 30000;
    qint64 silence = 5000;
  };
  void setPatience(Patience patience);

  /// `emascope-engine serve` beside this program.
  [[nodiscard]] static QStringList ownEngine();

  /// Starts the process, after ending a running one. Followed by helloArrived() or died().
  void launch();
  /// Ends the process, by force if it does not exit within a second. Blocks for at most that long;
  /// no died() follows, but perhaps wrote().
  void shutdown();
  /// Kills a process that does not respond; died() follows.
  void kill();

  [[nodiscard]] bool alive() const { return said_hello_ && process_ != nullptr; }
  [[nodiscard]] const Hello& hello() const { return hello_; }
  [[nodiscard]] QString lastWords() const;

  void post(Command command) override;
  [[nodiscard]] std::vector<Event> drain() override { return events_.takeAll(); }
  void setWakeup(std::function<void()> wakeup) override;

 Q_SIGNALS:
  void helloArrived();
  /// `what`: a message for the user, with the end of the engine's stderr.
  void died(const QString& what);
  /// The engine has sent nothing during a run for longer than Patience::silence, or sends again.
  void silent(bool silent);
  /// A line of the engine's stderr.
  void wrote(const QString& line);

 private:
  void readFrames();
  void readWords();
  void take(EngineMessage message);
  void finished(int code, QProcess::ExitStatus status);
  void giveUp(const QString& what);
  void checkSilence();
  void discardProcess();

  QStringList command_;
  Patience patience_;
  std::unique_ptr<QProcess> process_;
  FrameSplitter splitter_;
  Mailbox<Event> events_;
  std::function<void()> wakeup_;
  Hello hello_;
  bool said_hello_ = false;
  bool running_ = false;  // a run is in progress, so silence is reported
  bool was_silent_ = false;
  QByteArray words_;
  QByteArray line_;  // of words_, not ended yet
  QElapsedTimer last_heard_;
  QTimer watch_;
};

}  // namespace emascope::ui
