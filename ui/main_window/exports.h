// SPDX-License-Identifier: GPL-3.0-or-later
//
// Exports of the window: the picture, the data, and the command that repeats the run. The file
// dialogs are non-modal and report the result to a callback.
#pragma once

#include "core/base/result.h"

#include <functional>

#include <QString>
#include <QStringList>

class QWidget;

namespace emascope {
struct RunRecord;
}

namespace emascope::ui {

class LossPlot;
class RunController;
struct Remarks;

/// A kept run, from which the engine makes what the window cannot; empty if it is not kept on this
/// machine.
struct KeptExport {
  QString folder = {};
  QStringList engine = {};  ///< command of one that sees the folder
};

using KeptExportOf = std::function<KeptExport(const RunController&)>;
using Exported = std::function<void(const Status&, const QString& path)>;

// Both refuse a file that a run reads or writes, see RunController::checkOutput().
void askAndExportPicture(QWidget* window, const RunController& controller, LossPlot& plot,
                         Exported exported);
/// With the remarks that `plot` has when the file is chosen. Offers a page and a folder for
/// TensorBoard if the run is kept; all formats of an imported run are made from the kept one. These
/// are written later, by the engine, with the evaluations that are in the run's folder then. Asks
/// `kept_of` again when the file is chosen, because another run may be going on by then.
void askAndExportData(QWidget* window, const RunController& controller, const LossPlot& plot,
                      KeptExportOf kept_of, Exported exported);
/// The extension selects the format: .csv, or .json with the remarks. Replaces an existing file
/// atomically.
[[nodiscard]] Status exportData(const RunRecord& record, const Remarks& remarks,
                                const QString& path);
/// The shell command that repeats the run, including its live edits.
[[nodiscard]] QString repeatCommand(const RunRecord& record);

}  // namespace emascope::ui
