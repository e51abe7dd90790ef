// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs a short command of the engine's program, `data FILE` or `probe FILE`, in a process of its
// own. Asynchronous; a new command cancels the previous one. Files are on the machine that the
// engine runs on.
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
  /// `serve`: the engine's command; it ends with "serve" if the program is an emascope-engine.
  explicit EngineTool(QStringList serve, QObject* parent = nullptr);
  ~EngineTool() override;

  /// `serve` with its final "serve" replaced by `words`, which are quoted for the remote shell if
  /// `serve` uses ssh. Empty if `serve` does not end with "serve".
  [[nodiscard]] static QStringList command(const QStringList& serve, const QStringList& words);
  [[nodiscard]] static bool isElsewhere(const QStringList& serve);
  /// An engine that sees the files of this machine: `serve` if it does and can be asked, else the
  /// one beside this program.
  [[nodiscard]] static QStringList here(const QStringList& serve);
  [[nodiscard]] bool possible() const { return !command(serve_, {}).isEmpty(); }

  /// Runs `words` after a quarter of a second without another call. @pre possible()
  void ask(const QStringList& words);
  /// Cancels the pending command.
  void forget();
  [[nodiscard]] bool waiting() const { return pause_.isActive() || process_ != nullptr; }

 Q_SIGNALS:
  /// `code`: exit code; -1 if the program crashed or could not be started. `text`: standard output.
  /// `words`: standard error without the leading program name.
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
