// SPDX-License-Identifier: GPL-3.0-or-later
//
// Questions that the engine's program answers and ends: `data FILE`, `probe FILE`. Each is a
// process of its own beside the one that trains; nothing waits for it, and a newer question
// replaces an older one. The files are those of the machine that the engine runs on.
#pragma once

#include <memory>

#include <QObject>
#include <QProcess>
#include <QStringList>
#include <QTimer>

namespace emascope::ui {

/// [ui-thread]
class EngineTool final : public QObject {
  Q_OBJECT
 public:
  /// `serve`: the engine's command, which ends with "serve" if its program is one of ours.
  explicit EngineTool(QStringList serve, QObject* parent = nullptr);
  ~EngineTool() override;

  /// Program and arguments that `serve` becomes with `words` in place of "serve", quoted for the
  /// shell at the other end of ssh; empty if it does not end so.
  [[nodiscard]] static QStringList command(const QStringList& serve, const QStringList& words);
  [[nodiscard]] static bool isElsewhere(const QStringList& serve);
  [[nodiscard]] bool possible() const { return !command(serve_, {}).isEmpty(); }

  /// Asks once nothing else has been asked for a quarter of a second. @pre possible()
  void ask(const QStringList& words);
  /// No answer is wanted any more.
  void forget();
  [[nodiscard]] bool waiting() const { return pause_.isActive() || process_ != nullptr; }

 Q_SIGNALS:
  /// `code`: its exit code, -1 for a crash or a program that is not there. `words`: what it says on
  /// stderr, without its name in front.
  void answered(int code, const QString& text, const QString& words);

 private:
  void start();
  void finish(int code, const QString& words);
  void discard();

  QStringList serve_;
  QStringList words_;
  QTimer pause_;
  std::unique_ptr<QProcess> process_;
};

}  // namespace emascope::ui
