// SPDX-License-Identifier: GPL-3.0-or-later
//
// Copies PyTorch code with the selected track's settings in force to the clipboard, or reports on
// PanelCommands why there is none.
#pragma once

#include "ui/panels/panel.h"

#include <QPushButton>

namespace emascope::ui {

class PythonButton final : public QPushButton {
  Q_OBJECT
 public:
  PythonButton(const PanelContext& context, QWidget* parent);

 private:
  void copy();

  PanelContext context_;
};

}  // namespace emascope::ui
