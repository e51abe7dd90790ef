// SPDX-License-Identifier: GPL-3.0-or-later
//
// The command of the engine that the options select, and the library in which it keeps its runs.
#pragma once

#include "app/emascope/options.h"
#include "core/library/run_library.h"
#include "ui/open/engine_tool.h"
#include "ui/run/engine_client.h"

#include <QDir>
#include <QLatin1String>
#include <QProcess>
#include <QStringList>

namespace emascope::ui {

inline constexpr QLatin1String kServe("serve");

/// --engine split into words as by a shell, or the emascope-engine beside this program.
/// @pre a QCoreApplication exists
[[nodiscard]] inline QStringList engineCommand(const WindowOptions& options) {
  return options.engine.empty() ? EngineClient::ownEngine()
                                : QProcess::splitCommand(QString::fromStdString(options.engine));
}

struct LibraryOfRuns {
  QString folder = {};  ///< on this machine; empty: there is none
  /// The engine does not keep its runs there, because it is on another machine, or its command has
  /// another form.
  bool elsewhere = false;
};
[[nodiscard]] inline LibraryOfRuns libraryOf(const WindowOptions& options,
                                             const QStringList& engine) {
  const std::string folder = options.keep.library.value_or(defaultLibrary());
  if (folder.empty()) return {};
  return {QDir(QString::fromStdString(folder)).absolutePath(),
          EngineTool::isElsewhere(engine) || engine.value(engine.size() - 1) != kServe};
}

/// `engine` that writes checkpoints into the folders of the runs that this program keeps in
/// `library`.
[[nodiscard]] inline QStringList writingCheckpoints(const QStringList& engine,
                                                    const LibraryOfRuns& library) {
  if (library.folder.isEmpty() || library.elsewhere) return engine;
  return engine + QStringList{QStringLiteral("--checkpoints-in-library"), library.folder};
}

/// `engine` that keeps its runs in `library`.
[[nodiscard]] inline QStringList keepingRuns(const QStringList& engine,
                                             const LibraryOfRuns& library) {
  if (library.folder.isEmpty() || library.elsewhere) return engine;
  return engine + QStringList{QStringLiteral("--library"), library.folder};
}

}  // namespace emascope::ui
