// SPDX-License-Identifier: GPL-3.0-or-later
//
// A file or folder that is dragged over a widget.
#pragma once

#include <QString>

class QMimeData;

namespace emascope::ui {

/// The path of the first local file or folder; empty if there is none.
[[nodiscard]] QString droppedPath(const QMimeData* dragged);

/// Whether a file of that name is a TorchScript program, as the engine decides it.
[[nodiscard]] bool isScriptName(const QString& path);

/// The option a dropped file is for: "model" for a network, else "data".
[[nodiscard]] const char* optionFor(const QString& path);

}  // namespace emascope::ui
