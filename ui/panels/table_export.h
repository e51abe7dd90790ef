// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of tracks as a file: comma-separated values (RFC 4180) with one row for raw and one for
// each current track. Numbers have all their digits; a value that does not exist is empty. Asks for
// the file without blocking the window.
#pragma once

#include "core/protocol/record/run_record.h"
#include "core/protocol/record/verdict.h"
#include "ui/panels/panel.h"

#include <string>

class QWidget;

namespace emascope::ui {

/// The file's text, with a line of column names.
[[nodiscard]] std::string tableText(const RunRecord& record, VerdictSpan span);

/// Asks for a file and writes the table that is shown then. Says in the status line where it is, or
/// why it could not be written.
void askAndExportTable(const PanelContext& context, QWidget* window);

}  // namespace emascope::ui
