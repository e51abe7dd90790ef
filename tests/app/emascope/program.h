// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs one of the two programs as a person without a display would, and says what came of it.
#pragma once

#include <QByteArray>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

namespace emascope::ui {

struct Outcome {
  int code = -1;  ///< -1: it crashed, or did not end in time
  QByteArray out;
  QByteArray err;
};

/// The environment without a display, and without a platform that stands in for one.
[[nodiscard]] inline QProcessEnvironment noDisplay() {
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
    environment.remove(QString::fromLatin1(name));
  }
  return environment;
}

/// The environment of a window that nobody sees, with its settings in the folder `settings`.
[[nodiscard]] inline QProcessEnvironment unseen(const QString& settings) {
  QProcessEnvironment environment = noDisplay();
  environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
  environment.insert(QStringLiteral("XDG_CONFIG_HOME"), settings);
  environment.insert(QStringLiteral("XDG_DATA_HOME"), settings);  // its library of runs
  return environment;
}

[[nodiscard]] inline QString programPath(const QString& name) {
  return QStringLiteral(EMASCOPE_BIN_DIR "/") + name;
}

[[nodiscard]] inline Outcome outcomeOf(const QString& command, const QStringList& arguments,
                                       const QProcessEnvironment& environment) {
  constexpr int kPatience = 60000;  // ms
  QProcess process;
  process.setProcessEnvironment(environment);
  process.start(command, arguments);
  Outcome outcome;
  if (process.waitForFinished(kPatience) && process.exitStatus() == QProcess::NormalExit) {
    outcome.code = process.exitCode();
  }
  process.kill();
  process.waitForFinished();
  outcome.out = process.readAllStandardOutput();
  outcome.err = process.readAllStandardError();
  return outcome;
}

[[nodiscard]] inline Outcome runProgram(const QString& name, const QStringList& arguments,
                                        const QProcessEnvironment& environment = noDisplay()) {
  return outcomeOf(programPath(name), arguments, environment);
}

/// Of the file; empty if it cannot be read.
[[nodiscard]] inline QByteArray contents(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// By /bin/sh.
[[nodiscard]] inline Outcome runShell(const QString& line) {
  return outcomeOf(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), line}, noDisplay());
}

}  // namespace emascope::ui
