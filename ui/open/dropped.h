// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files and folders dropped onto a widget.
#pragma once

#include <QString>

class QMimeData;

namespace emascope::ui {

/// Path of the first local file or folder; empty without one.
[[nodiscard]] QString droppedPath(const QMimeData* dragged);

/// Whether the engine takes a file of this name for a TorchScript program.
[[nodiscard]] bool isScriptName(const QString& path);

/// Whether this is, by its name or those in it, a log that `import` reads: an event file, a
/// database, the CSV of Lightning or the state of a Trainer; a folder with such files, or with
/// event files one level down. Contents are not read.
[[nodiscard]] bool isLog(const QString& path);

/// The option that a dropped file sets: "model" for a network, otherwise "data".
[[nodiscard]] const char* optionFor(const QString& path);

}  // namespace emascope::ui
