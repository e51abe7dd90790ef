// SPDX-License-Identifier: GPL-3.0-or-later
//
// The button in the run bar that shows what is being trained, and opens the gallery. A button, so
// that neither the wheel nor an arrow key changes it. A name that is too long is elided and shown
// in the tool tip; it is plain text.
#pragma once

#include <QPushButton>

namespace emascope::ui {

class RunController;

class DemoButton final : public QPushButton {
  Q_OBJECT
 public:
  DemoButton(const RunController& controller, QWidget* parent);

  /// Takes the name from the run again.
  void refresh();
  [[nodiscard]] const QString& name() const { return name_; }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  [[nodiscard]] int sized(double pixels) const;
  [[nodiscard]] int room() const;

  const RunController& controller_;
  QString name_;
};

}  // namespace emascope::ui
