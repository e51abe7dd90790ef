// SPDX-License-Identifier: GPL-3.0-or-later
//
// A TorchScript file is a program. Shows what a probe of it says, and asks whether its code may
// run: the answer covers the bytes that were probed, by their SHA-256, and no others.
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

  /// Probes `path` if it is a TorchScript file by its name; hides itself if not.
  void setFile(const QString& path);
  /// The shape of one sample, "1,28,28", if it is known; else the probe deduces one. What is
  /// trusted stays so if the bytes are still the same.
  void setInput(const QString& shape);
  /// The file may have changed: probes it again, and trusts nothing until then.
  void renew();
  [[nodiscard]] bool needed() const { return !path_.isEmpty(); }
  /// The SHA-256 of what may run; empty if nothing may.
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
  QString kept_;  // was trusted before it is probed for another shape
  QLabel* state_;
  QPlainTextEdit* report_;
  QLabel* question_;
  QLabel* shown_digest_;
  QCheckBox* trust_;
};

}  // namespace emascope::ui
