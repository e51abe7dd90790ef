// SPDX-License-Identifier: GPL-3.0-or-later
//
// A list to choose from that changes by choosing alone: the wheel passes it by, and a key opens the
// list instead of taking the next entry. Afterwards the focus goes home (focus_home.h). A text that
// is too long for the box ends in an ellipsis, and stands in the tool tip.
#pragma once

#include <QComboBox>

namespace emascope::ui {

class QuietCombo final : public QComboBox {
  Q_OBJECT
 public:
  explicit QuietCombo(QWidget* parent = nullptr);
  void hidePopup() override;
  /// What the box shows of the current text.
  [[nodiscard]] QString shownText() const;

 protected:
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;
};

}  // namespace emascope::ui
