// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks whether the program in a TorchScript file may run, and shows the report of a probe. Consent
// covers only the probed bytes, identified by their SHA-256.
#pragma once

#include "ui/open/engine_tool.h"

#include <QFrame>

class QCheckBox;
class QLabel;
class QPlainTextEdit;

namespace emascope::ui {

class ScriptTrust final : public QFrame {
  Q_OBJECT
 public:
  ScriptTrust(const QStringList& serve, QWidget* parent);

  /// Probes `path` if its name is that of a TorchScript file, otherwise hides this widget.
  void setFile(const QString& path);
  /// Shape of one sample, such as "1,28,28"; the probe deduces it if empty. Consent is kept if the
  /// bytes have not changed.
  void setInput(const QString& shape);
  /// Probes the file again and withdraws consent, because the file may have changed.
  void renew();
  [[nodiscard]] bool needed() const { return !path_.isEmpty(); }
  /// SHA-256 of the file that may run; empty without consent.
  [[nodiscard]] QString trusted() const;

 Q_SIGNALS:
  void changed();

 private:
  void probe();
  void take(int code, const QString& text, const QString& words);
  void showQuestion(bool shown);

  EngineTool probe_;
  QString path_;
  QString input_;
  QString digest_;
  QString kept_;  // the digest trusted before a probe with another shape
  QLabel* state_;
  QPlainTextEdit* report_;
  QLabel* question_;
  QLabel* shown_digest_;
  QCheckBox* trust_;
};

}  // namespace emascope::ui
