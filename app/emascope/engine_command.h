// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which engine the options mean.
#pragma once

#include "app/emascope/options.h"
#include "ui/run/engine_client.h"

#include <QProcess>
#include <QStringList>

namespace emascope::ui {

/// --engine split as a shell would, or our own beside this program. @pre a QCoreApplication exists
[[nodiscard]] inline QStringList engineCommand(const WindowOptions& options) {
  return options.engine.empty() ? EngineClient::ownEngine()
                                : QProcess::splitCommand(QString::fromStdString(options.engine));
}

}  // namespace emascope::ui
