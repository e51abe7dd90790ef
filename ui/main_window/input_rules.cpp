// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/input_rules.h"

#include "ui/controls/focus_home.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTabBar>
#include <QTextDocument>
#include <QToolTip>

namespace emascope::ui {
namespace {

constexpr int kWideTip = 70;  // longest tool tip, in characters, that is not wrapped

bool takesText(const QWidget* widget) {
  return qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QPlainTextEdit*>(widget);
}

/// What a tool tip says, and the part of the widget that it is about; empty for all of it.
struct Tip {
  QString text;
  QRect about = {};
};

Tip tipOfView(const QAbstractItemView& view, const QPoint& at) {
  if (const auto* header = qobject_cast<const QHeaderView*>(&view)) {
    const int section = header->logicalIndexAt(at);
    if (section < 0 || header->model() == nullptr) return {};
    return {
        header->model()->headerData(section, header->orientation(), Qt::ToolTipRole).toString()};
  }
  const QModelIndex index = view.indexAt(at);
  return {index.data(Qt::ToolTipRole).toString(), view.visualRect(index)};
}

Tip tipOfMenu(const QMenu& menu, const QPoint& at) {
  QAction* action = menu.toolTipsVisible() ? menu.actionAt(at) : nullptr;
  // An action without a tip returns its text.
  if (action == nullptr || action->toolTip() == action->iconText()) return {};
  return {action->toolTip(), menu.actionGeometry(action)};
}

/// At a place of `widget`; of a view, which shows it for its viewport, that of the item there.
Tip tipAt(const QWidget& widget, const QPoint& at) {
  const auto* view = qobject_cast<const QAbstractItemView*>(widget.parentWidget());
  if (view != nullptr && view->viewport() == &widget) {
    if (const Tip tip = tipOfView(*view, at); !tip.text.isEmpty()) return tip;
  }
  if (const auto* menu = qobject_cast<const QMenu*>(&widget)) return tipOfMenu(*menu, at);
  return {widget.toolTip()};
}

}  // namespace

InputRules::InputRules(QWidget* window) : QObject(window), window_(window) {
  qApp->installEventFilter(this);
}

bool InputRules::eventFilter(QObject* watched, QEvent* event) {
  switch (event->type()) {
    case QEvent::KeyPress:
      return keyPressed(watched, *static_cast<QKeyEvent*>(event));
    case QEvent::ShortcutOverride:
      if (!overrides(watched, *static_cast<QKeyEvent*>(event))) return false;
      event->accept();
      return true;
    case QEvent::Wheel:
      if (!ignoresWheel(watched)) return false;
      event->ignore();  // what is around it may scroll
      return true;
    case QEvent::ToolTip:
      return watched->isWidgetType() &&
             showPlain(*static_cast<QWidget*>(watched), *static_cast<QHelpEvent*>(event));
    case QEvent::Show:
      menuShown(watched);
      return false;
    default:
      return false;
  }
}

bool InputRules::keyPressed(QObject* watched, const QKeyEvent& event) {
  const bool enter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
  auto* button = qobject_cast<QAbstractButton*>(watched);
  if (!enter || button == nullptr || button->window() != window_) return false;
  button->click();
  return true;
}

/// A focused slider gets the keys that it understands before the window does.
bool InputRules::overrides(QObject* watched, const QKeyEvent& event) {
  return event.key() == Qt::Key_Home && event.modifiers() == Qt::NoModifier &&
         qobject_cast<QAbstractSlider*>(watched) != nullptr;
}

bool InputRules::ignoresWheel(const QObject* watched) {
  if (qobject_cast<const QComboBox*>(watched)) return true;
  const bool turns =
      qobject_cast<const QTabBar*>(watched) || qobject_cast<const QAbstractSpinBox*>(watched) ||
      (qobject_cast<const QAbstractSlider*>(watched) && !qobject_cast<const QScrollBar*>(watched));
  return turns && !static_cast<const QWidget*>(watched)->hasFocus();
}

/// Qt itself takes what looks like markup for it, and wraps rich text alone.
bool InputRules::showPlain(QWidget& widget, const QHelpEvent& event) {
  const Tip tip = tipAt(widget, event.pos());
  if (tip.text.size() <= kWideTip && !Qt::mightBeRichText(tip.text)) return false;
  QToolTip::showText(event.globalPos(), Qt::convertFromPlainText(tip.text, Qt::WhiteSpaceNormal),
                     &widget, tip.about);
  return true;
}

void InputRules::menuShown(QObject* watched) {
  auto* menu = qobject_cast<QMenu*>(watched);
  if (menu == nullptr) return;
  const QWidget* owner = menu->parentWidget();
  if (owner == nullptr || owner->window() != window_) return;
  before_menu_ = window_->focusWidget();
  connect(menu, &QMenu::triggered, this, &InputRules::chosen, Qt::UniqueConnection);
}

void InputRules::chosen() {
  // After what the choice does, which may itself give the focus to a field.
  QMetaObject::invokeMethod(
      this,
      [this] {
        const QWidget* now = window_->focusWidget();
        const bool moved = now != nullptr && now != before_menu_ &&
                           !qobject_cast<const QMenuBar*>(before_menu_.data());
        if (!moved && !takesText(now)) giveFocusBack(window_);
      },
      Qt::QueuedConnection);
}

}  // namespace emascope::ui
