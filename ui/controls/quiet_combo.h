// SPDX-License-Identifier: GPL-3.0-or-later
//
// A combo box that changes only by choosing from its list: it ignores the wheel, and a key opens
// the list instead of taking the next entry. Afterwards the focus goes home (focus_home.h). A text
// that is too long is elided and shown in the tool tip.
#pragma once

#include <QComboBox>

namespace emascope::ui {

class QuietCombo final : public QComboBox {
  Q_OBJECT
 public:
  explicit QuietCombo(QWidget* parent = nullptr);
  void hidePopup() override;
  /// The current text as shown, elided if it is too long.
  [[nodiscard]] QString shownText() const;

 protected:
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;
};

}  // namespace emascope::ui
