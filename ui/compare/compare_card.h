// SPDX-License-Identifier: GPL-3.0-or-later
//
// A card of Compare with words that wrap. Qt takes the preferred height of such a widget for its
// least one, and squeezes all widgets of a column where these do not fit; a card says how high it
// has to be at its present width, so that its lists give way instead.
#pragma once

#include <QFrame>
#include <QLayout>
#include <QResizeEvent>

namespace emascope::ui {

class CompareCard : public QFrame {
 public:
  using QFrame::QFrame;

  [[nodiscard]] bool hasHeightForWidth() const override { return false; }
  [[nodiscard]] QSize minimumSizeHint() const override {
    const QSize least = QFrame::minimumSizeHint();
    if (!layout() || !layout()->hasHeightForWidth()) return least;
    return {least.width(), layout()->totalMinimumHeightForWidth(width())};
  }

 protected:
  void resizeEvent(QResizeEvent* event) override {
    QFrame::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) updateGeometry();
  }
};

}  // namespace emascope::ui
