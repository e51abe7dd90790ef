// SPDX-License-Identifier: GPL-3.0-or-later
//
// The engine as a child process: starts it, speaks the protocol over its pipes, and notices when it
// dies, falls silent or talks nonsense. Nothing the engine does can take the window with it. What
// the engine says on stderr is kept, its last part, for the moment it is needed.
#pragma once

#include "core/base/mailbox.h"
#include "core/protocol/codec.h"
#include "core/protocol/session.h"

#include <memory>

#include <QByteArray>
#include <QElapsedTimer>
#include <QObject>
#include <QProcess>
#include <QStringList>
#include <QTimer>

namespace emascope::ui {

/// [ui-thread], but for the members of Session.
class EngineClient final : public QObject, public Session {
  Q_OBJECT
 public:
  /// `command`: program and arguments; nothing is started yet.
  explicit EngineClient(QStringList command, QObject* parent = nullptr);
  ~EngineClient() override;

  /// How long to wait, in milliseconds: for the Hello, and for a sign of life during a run. A cold
  /// disk takes seconds to load LibTorch.
  struct Patience {
    qint64 hello = 30000;
    qint64 silence = 5000;
  };
  void setPatience(Patience patience);

  /// `emascope-engine serve` beside this program.
  [[nodiscard]] static QStringList ownEngine();

  /// Starts the process, ending one that is still there. Answered by helloArrived() or died().
  void launch();
  /// Ends it: politely first, by force after a second. Blocks at most that long; no died() follows.
  void shutdown();
  /// Ends a process that does not answer; died() follows.
  void kill();

  [[nodiscard]] bool alive() const { return said_hello_ && process_ != nullptr; }
  [[nodiscard]] const Hello& hello() const { return hello_; }
  [[nodiscard]] QString lastWords() const;

  void post(Command command) override;
  [[nodiscard]] std::vector<Event> drain() override { return events_.takeAll(); }
  void setWakeup(std::function<void()> wakeup) override;

 Q_SIGNALS:
  void helloArrived();
  /// What happened, for people, with the engine's last words.
  void died(const QString& what);
  /// The engine has been silent for longer than the patience during a run, or speaks again.
  void silent(bool silent);

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
  bool running_ = false;  // a run is under way, so silence is news
  bool was_silent_ = false;
  QByteArray words_;
  QElapsedTimer last_heard_;
  QTimer watch_;
};

}  // namespace emascope::ui
