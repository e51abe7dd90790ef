// SPDX-License-Identifier: GPL-3.0-or-later
//
// The keys of the gallery: arrows, Enter, Esc, Tab, and typing to filter.
#include "ui/gallery/gallery.h"
#include "ui/gallery/gallery_card.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include <QCheckBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollArea>

namespace emascope::ui {

/// To the nearest card in the direction of the arrow.
void Gallery::moveFocus(int key) {
  const GalleryCard* from = focusedCard();
  const auto cards = shownCards();
  if (cards.empty()) return;
  if (!from || std::find(cards.begin(), cards.end(), from) == cards.end()) {
    return focusOn(cards.front());
  }
  const bool across = key == Qt::Key_Left || key == Qt::Key_Right;
  const int sign = key == Qt::Key_Right || key == Qt::Key_Down ? 1 : -1;
  GalleryCard* best = nullptr;
  int least = std::numeric_limits<int>::max();
  for (GalleryCard* card : cards) {
    const QPoint way = card->geometry().center() - from->geometry().center();
    const int along = sign * (across ? way.x() : way.y());
    const int aside = std::abs(across ? way.y() : way.x());
    // Beside it rather than only on that side of it.
    const bool there = along > (across ? from->width() : from->height()) / 3;
    if (!there || (!across && aside > from->width()) || along + 4 * aside >= least) continue;
    least = along + 4 * aside;
    best = card;
  }
  if (best) focusOn(best);
}

bool Gallery::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    // What is typed here is not a shortcut of the window.
    const auto* key = static_cast<QKeyEvent*>(event);
    const auto held = key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    const bool function = key->key() >= Qt::Key_F1 && key->key() <= Qt::Key_F35;
    if (held == Qt::NoModifier && !function) {
      event->accept();
      return true;
    }
  }
  return QFrame::event(event);
}

void Gallery::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Escape:
      return putAway();
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
      return moveFocus(event->key());
    case Qt::Key_Space:
      if (filter_->text().isEmpty() && focusedCard()) return focusedCard()->click();
      break;
    case Qt::Key_Backspace:
      filter_->setFocus(Qt::OtherFocusReason);
      return filter_->backspace();
    default:
      break;
  }
  const QString typed = event->text();
  const bool held = event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
  if (!held && !typed.isEmpty() && typed.front().isPrint()) {
    filter_->setFocus(Qt::OtherFocusReason);
    filter_->insert(typed);
  }
  event->accept();  // nothing of it concerns the window
}

void Gallery::mousePressEvent(QMouseEvent* event) { event->accept(); }

/// Tab stays in the gallery.
bool Gallery::focusNextPrevChild(bool next) {
  std::vector<QWidget*> order = {filter_};
  for (GalleryCard* card : shownCards()) order.push_back(card);
  order.push_back(at_start_);
  const auto at = std::find(order.begin(), order.end(), window()->focusWidget());
  const std::size_t here = at == order.end() ? 0 : static_cast<std::size_t>(at - order.begin());
  QWidget* to = order[(here + (next ? 1 : order.size() - 1)) % order.size()];
  to->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
  if (to != filter_) reveal(to);
  return true;
}

bool Gallery::eventFilter(QObject* watched, QEvent* event) {
  if (watched == scrim_->parentWidget() && event->type() == QEvent::Resize && isOpen()) place();
  if (watched == scroll_ && event->type() == QEvent::KeyPress) {
    keyPressEvent(static_cast<QKeyEvent*>(event));
    return true;
  }
  if (watched == filter_ && event->type() == QEvent::KeyPress) {
    switch (static_cast<QKeyEvent*>(event)->key()) {
      case Qt::Key_Escape:
        filter_->text().isEmpty() ? putAway() : filter_->clear();
        return true;
      case Qt::Key_Up:
      case Qt::Key_Down:
        if (!shownCards().empty()) focusOn(shownCards().front());
        return true;
      case Qt::Key_Return:
      case Qt::Key_Enter:
        if (!shownCards().empty()) shownCards().front()->click();
        return true;
      default:
        break;
    }
  }
  return QFrame::eventFilter(watched, event);
}

}  // namespace emascope::ui
