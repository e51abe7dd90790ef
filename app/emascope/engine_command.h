// SPDX-License-Identifier: GPL-3.0-or-later
//
// The command of the engine that the options select.
#pragma once

#include "app/emascope/options.h"
#include "ui/run/engine_client.h"

#include <QProcess>
#include <QStringList>

namespace emascope::ui {

/// --engine split into words as by a shell, or the emascope-engine beside this program.
/// @pre a QCoreApplication exists
[[nodiscard]] inline QStringList engineCommand(const WindowOptions& options) {
  return options.engine.empty() ? EngineClient::ownEngine()
                                : QProcess::splitCommand(QString::fromStdString(options.engine));
}

}  // namespace emascope::ui
