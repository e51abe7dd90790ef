// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files that leave the window: the picture, the data, the command that repeats the run. Asks for a
// name without stopping the program, and tells how it went.
#pragma once

#include "core/base/result.h"

#include <functional>

#include <QString>

class QWidget;

namespace emascope {
struct RunRecord;
}

namespace emascope::ui {

class LossPlot;

using Exported = std::function<void(const Status&, const QString& path)>;

void askAndExportPicture(QWidget* window, LossPlot& plot, Exported exported);
void askAndExportData(QWidget* window, const RunRecord& record, Exported exported);
/// By the ending: .csv or .json. Replaces a file whole or not at all.
[[nodiscard]] Status exportData(const RunRecord& record, const QString& path);
/// The shell line that repeats the run, live edits included.
[[nodiscard]] QString repeatCommand(const RunRecord& record);

}  // namespace emascope::ui
