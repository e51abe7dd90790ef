// SPDX-License-Identifier: GPL-3.0-or-later
//
// The banner above a stored run: words and, beside them, buttons. Where both have no room in one
// row, the buttons stand below the words, so that neither is cut.
#pragma once

#include <QFrame>

class QBoxLayout;
class QHBoxLayout;

namespace emascope::ui {

class StoredBanner final : public QFrame {
  Q_OBJECT
 public:
  explicit StoredBanner(QWidget* parent);

  /// Adds a widget that takes the room that the others leave, or one of its own width.
  void addWords(QWidget* words, int stretch = 0);
  void addButton(QWidget* button);
  /// With the buttons below.
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  bool event(QEvent* event) override;

 private:
  /// In one row if the words have enough room there.
  void arrange();

  QBoxLayout* both_;
  QHBoxLayout* words_;
  QHBoxLayout* buttons_;
};

}  // namespace emascope::ui
