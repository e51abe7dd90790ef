// SPDX-License-Identifier: GPL-3.0-or-later
//
// Copies the selected track as Python to the clipboard, with its values at the start and its edits
// at their steps, or reports on PanelCommands why there is none. Its tool tip shows the lines.
#pragma once

#include "core/protocol/record/run_record.h"
#include "ui/panels/panel.h"

#include <cstddef>

#include <QPushButton>

namespace emascope::ui {

/// Why there is no code of a track's average: it is that of another tool's log; else empty.
[[nodiscard]] QString whyNoPython(const RunRecord& record, std::size_t track);

class PythonButton final : public QPushButton {
  Q_OBJECT
 public:
  PythonButton(const PanelContext& context, QWidget* parent);

 protected:
  bool event(QEvent* event) override;

 private:
  void copy();
  /// Enabled if there is code, else it says why not.
  void obey();

  PanelContext context_;
};

}  // namespace emascope::ui
