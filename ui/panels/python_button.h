// SPDX-License-Identifier: GPL-3.0-or-later
//
// Copies the selected track as Python to the clipboard, with its values at the start and its edits
// at their steps, or reports on PanelCommands why there is none. Its tool tip shows the lines.
#pragma once

#include "ui/panels/panel.h"

#include <QPushButton>

namespace emascope::ui {

class PythonButton final : public QPushButton {
  Q_OBJECT
 public:
  PythonButton(const PanelContext& context, QWidget* parent);

 protected:
  bool event(QEvent* event) override;

 private:
  void copy();

  PanelContext context_;
};

}  // namespace emascope::ui
